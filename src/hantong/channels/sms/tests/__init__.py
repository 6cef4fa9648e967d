"""Stories of text messages."""
