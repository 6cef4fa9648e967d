"""Stories about the shell."""
