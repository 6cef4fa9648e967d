"""Pages of the mayor's line."""
