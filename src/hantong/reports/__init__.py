"""The published figures, one function each."""
