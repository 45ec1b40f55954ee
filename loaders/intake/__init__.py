"""Files as a clerk drops them: each read in a process of its own, within limits, and reported on."""
