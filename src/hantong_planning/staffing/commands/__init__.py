"""The command line of staffing: one file per kind of question."""
