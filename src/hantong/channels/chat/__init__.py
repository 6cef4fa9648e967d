"""Web chat with a counsellor: every line kept before it is shown, nothing lost when nobody is free or somebody leaves."""
