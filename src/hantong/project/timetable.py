"""Everything that runs by the clock, in one list."""

from procrastinate.contrib.django import app

__all__ = ["app"]
