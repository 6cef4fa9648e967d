"""A province to try Hantong with; its residents are invented."""
