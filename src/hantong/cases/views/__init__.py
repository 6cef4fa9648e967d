"""The pages of matters for staff."""
