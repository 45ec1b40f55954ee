"""As received → rows: reads printed tables and publishes them to the warehouse."""
