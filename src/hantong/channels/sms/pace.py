"""How fast texts may go out: our own rate, and slower for a while when the network says that it is too much."""

from dataclasses import dataclass, field

LEAST_PER_S = 0.2
FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 60.0


@dataclass(slots=True)
class Pace:
    """A bucket that fills with `most_per_s`; throttled, it halves its rate, pauses, and grows back."""

    most_per_s: float
    rate_per_s: float = field(init=False)
    _held: float = field(init=False)
    _last_s: float = field(default=0.0, init=False)
    _pause_until_s: float = field(default=0.0, init=False)
    _pause_s: float = field(default=FIRST_PAUSE_S, init=False)

    def __post_init__(self) -> None:
        self.rate_per_s = self.most_per_s
        self._held = 1.0

    def wait_s(self, now_s: float) -> float:
        """Give how long to wait for the next one; nothing when it may go now, and then it is counted."""
        if now_s < self._pause_until_s:
            return self._pause_until_s - now_s
        self._held = min(max(1.0, self.rate_per_s), self._held + (now_s - self._last_s) * self.rate_per_s)
        self._last_s = now_s
        if self._held >= 1.0:
            self._held -= 1.0
            return 0.0
        return (1.0 - self._held) / self.rate_per_s

    def throttled(self, now_s: float) -> None:
        """Take note that the network wants it slower."""
        if now_s < self._pause_until_s:
            return  # the answers to what was under way say the same again
        self.rate_per_s = max(LEAST_PER_S, self.rate_per_s / 2)
        self._pause_until_s = self._last_s = now_s + self._pause_s
        self._held = 0.0
        self._pause_s = min(LONGEST_PAUSE_S, self._pause_s * 2)

    def accepted(self) -> None:
        """Take note that one went through: a little faster again, up to our own rate."""
        self.rate_per_s = min(self.most_per_s, self.rate_per_s * 1.05)
        self._pause_s = max(FIRST_PAUSE_S, self._pause_s * 0.9)
