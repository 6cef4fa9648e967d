"""How long a message to a webhook waits after each failure, and when nobody waits any longer."""

from datetime import timedelta

FIRST_WAIT_S, GROWTH, LONGEST_WAIT_S = 10.0, 4.0, 12 * 3600.0
JITTER_SHARE = 0.2
GIVE_UP_AFTER = timedelta(days=5)


def wait_after(attempts: int, *, chance: float, asked_s: int | None = None) -> timedelta:
    """Give how long to wait after the `attempts`-th failure.

    Four times as long each time, up to twelve hours, a fifth more or less by `chance` (0…1), and never shorter than
    the receiver asked for, within the twelve hours.
    """
    plain_s = min(LONGEST_WAIT_S, FIRST_WAIT_S * GROWTH ** min(attempts - 1, 20))
    spread_s = plain_s * (1 + JITTER_SHARE * (2 * chance - 1))
    return timedelta(seconds=max(spread_s, min(asked_s or 0, LONGEST_WAIT_S)))
