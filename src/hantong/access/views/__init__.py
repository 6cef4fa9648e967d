"""The pages of this room: roles, keys of machines, the audit trail, who looked at whose data."""
