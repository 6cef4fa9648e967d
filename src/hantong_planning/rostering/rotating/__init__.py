"""Rotating rosters: one cycle of weeks that every worker walks, each a week behind the next."""
