"""Pages about the offices for staff."""
