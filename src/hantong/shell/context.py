"""What every page knows about how its reader wants it to look."""

from __future__ import annotations

from django.http import HttpRequest

LOOK_COOKIE = "hantong_look"
TEXT_COOKIE = "hantong_text"
LOOKS = ("day", "night")
TEXT_SIZES = ("large",)


def look(request: HttpRequest) -> dict[str, str]:
    """Return the chosen look and text size, empty where the system's own setting rules."""
    chosen = request.COOKIES.get(LOOK_COOKIE, "")
    size = request.COOKIES.get(TEXT_COOKIE, "")
    return {
        "look": chosen if chosen in LOOKS else "",
        "text_size": size if size in TEXT_SIZES else "",
    }
