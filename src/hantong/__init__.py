"""Hantong: one call, and the matter is carried to its end."""
