"""Stories of rows."""
