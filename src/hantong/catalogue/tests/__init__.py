"""Stories about this room."""
