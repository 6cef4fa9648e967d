"""What follows from a transaction: stored with it, done many at a time, each once."""
