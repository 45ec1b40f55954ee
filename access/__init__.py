"""Who may do what: `roles` is what roles permit, `claims` how a login tells them. Knows neither pages nor addresses."""
