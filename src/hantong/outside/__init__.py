"""Calls to addresses that others gave us: looked up once, pinned, and never into private networks; no Django."""
