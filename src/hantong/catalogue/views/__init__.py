"""Pages about the catalogue for staff."""
