"""What the pages share: choosing, wording, cached reads and the drawing of tables."""
