"""The public form on the web: no account, no script needed."""
