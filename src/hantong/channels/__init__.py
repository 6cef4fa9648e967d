"""One folder per way to reach us."""
