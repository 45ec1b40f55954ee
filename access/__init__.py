"""Who may do what: roles, and where they come from. Knows neither pages nor addresses."""
