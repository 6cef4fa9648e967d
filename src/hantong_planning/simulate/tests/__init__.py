"""What the simulation must show."""
