"""What the environment says about chats."""

import os
from datetime import timedelta


def silence() -> timedelta:
    """Give after how long a silence a talk is closed."""
    return timedelta(minutes=max(1, int(os.environ.get("HANTONG_CHAT_SILENCE_MIN", "15"))))
