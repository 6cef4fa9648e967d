"""Stories of the mayor's line."""
