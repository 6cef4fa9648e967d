"""A matter until it is settled: routing, hand-over, deadlines, history."""
