"""Template tags of the offices."""
