"""One reader per kind of file; each gives grids with their surroundings and decides nothing about their words."""
