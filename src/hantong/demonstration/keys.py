"""Keys for what happened at a moment of the past: UUIDs of version 7, the same for the same seed."""

from datetime import datetime
from random import Random
from uuid import UUID


def key_at(moment: datetime, random: Random) -> UUID:
    """Make the key that something of that moment would have got."""
    milliseconds = int(moment.timestamp() * 1000)
    noise = random.getrandbits(74)
    return UUID(int=milliseconds << 80 | 0x7 << 76 | noise >> 62 << 64 | 0b10 << 62 | noise & (1 << 62) - 1)
