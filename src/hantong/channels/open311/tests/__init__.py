"""Stories about this channel's oddities."""
