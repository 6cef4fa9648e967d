"""Pages about webhooks and devices for staff."""
