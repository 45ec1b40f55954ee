"""Frames → pictures: small SVG marks for tables, Plotly figures for trends."""
