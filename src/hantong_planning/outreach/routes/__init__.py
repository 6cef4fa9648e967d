"""Vehicle routes with time windows: every customer is visited, with the least distance."""
