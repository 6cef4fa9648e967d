"""The telephone: what callers say, typed by whoever listens; the desk page is shared with the counter."""
