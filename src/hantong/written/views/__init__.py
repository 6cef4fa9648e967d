"""Pages of written work."""
