"""Figures of other publishers as context: CBS open data and exports of waarstaatjegemeente.nl."""
