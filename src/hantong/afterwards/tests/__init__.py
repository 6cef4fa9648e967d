"""What follows is done once, whatever is killed."""
