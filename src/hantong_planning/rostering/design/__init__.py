"""Shift design: which shifts cover a requirement curve with the fewest paid hours."""
