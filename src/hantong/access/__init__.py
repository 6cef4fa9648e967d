"""Staff accounts, roles, capabilities, doors and the audit trail."""
