"""Rosters: which shifts there should be, the cycle that teams walk, and who works when."""
