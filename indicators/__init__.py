"""Meaning: what the figures are, what was planned, and how the two compare."""
