"""Personal rosters: who works when over some weeks, fair over the months, and what to do when somebody calls in sick."""
