"""What the personal rosters must hold."""
