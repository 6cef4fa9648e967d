"""Stories of written work."""
