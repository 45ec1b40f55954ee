"""What a draft would change of what is published."""
