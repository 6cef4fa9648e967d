"""The pages of the front door for signed-in staff."""
