"""Many rows of one table, put in by one statement that costs hardly more than that of one row."""
