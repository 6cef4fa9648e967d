"""Residents, how to reach them, their needs, consents and their right to be forgotten."""
