"""Jobs of this room, one line each."""

from procrastinate.contrib.django import app

from hantong.access.shared_cache import forget_expired


@app.task(name="access.forget_expired")
def forget_expired_entries(timestamp: int = 0) -> None:
    """Tidy the shared cache."""
    forget_expired()
