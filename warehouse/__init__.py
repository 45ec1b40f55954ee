"""The published figures: one schema, versioned DuckDB files, one pointer to the current one."""
