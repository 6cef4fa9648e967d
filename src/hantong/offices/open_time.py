"""Open time as spans of microseconds since 1970 (UTC), searched by bisection: what opening hours count in."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
Span = tuple[int, int]


def us_of(moment: datetime) -> int:
    """Give an aware moment as whole microseconds since 1970."""
    return round(moment.timestamp() * 1e6)


def moment_of(us: int) -> datetime:
    """Give the moment, in UTC, of microseconds since 1970."""
    return _EPOCH + us * _MICROSECOND


@dataclass(frozen=True, slots=True)
class OpenYear:
    """The open spans of one UTC year and the open time up to the end of each."""

    starts_us: tuple[int, ...]
    ends_us: tuple[int, ...]
    worked_by_end_us: tuple[int, ...]

    @classmethod
    def of(cls, spans: Iterable[Span]) -> "OpenYear":
        """Take up spans that are in order and do not overlap."""
        kept = tuple(spans)
        worked, sums = 0, []
        for start, end in kept:
            worked += end - start
            sums.append(worked)
        return cls(tuple(start for start, _ in kept), tuple(end for _, end in kept), tuple(sums))

    def within(self, first_us: int, last_us: int) -> Iterator[Span]:
        """Give what of the spans lies between two moments."""
        low, high = bisect_right(self.ends_us, first_us), bisect_left(self.starts_us, last_us)
        return cut(zip(self.starts_us[low:high], self.ends_us[low:high], strict=True), first_us, last_us)

    @property
    def worked_us(self) -> int:
        """All open time of the year."""
        return self.worked_by_end_us[-1] if self.worked_by_end_us else 0

    def is_open(self, at_us: int) -> bool:
        """Tell whether a moment lies in a span."""
        begun = bisect_right(self.starts_us, at_us)
        return begun > 0 and at_us < self.ends_us[begun - 1]

    def opens_next(self, after_us: int) -> int | None:
        """Give the first open moment from `after_us` on, if this year still has one."""
        ended = bisect_right(self.ends_us, after_us)
        return max(after_us, self.starts_us[ended]) if ended < len(self.starts_us) else None

    def worked_until(self, at_us: int) -> int:
        """Give the open time from the beginning of the year to a moment."""
        begun = bisect_right(self.starts_us, at_us)
        if begun == 0:
            return 0
        left = self.ends_us[begun - 1] - at_us
        return self.worked_by_end_us[begun - 1] - left if left > 0 else self.worked_by_end_us[begun - 1]

    def done_at(self, worked_us: int) -> int:
        """Give the first moment by which the year has had this much open time, at most all of it."""
        index = bisect_left(self.worked_by_end_us, worked_us)
        return self.ends_us[index] - self.worked_by_end_us[index] + worked_us


def merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Give the spans in order, those that touch or overlap as one, empty ones left out."""
    open_span: Span | None = None
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if open_span is not None and start <= open_span[1]:
            open_span = open_span[0], max(open_span[1], end)
            continue
        if open_span is not None:
            yield open_span
        open_span = start, end
    if open_span is not None:
        yield open_span


def cut(spans: Iterable[Span], first_us: int, last_us: int) -> Iterator[Span]:
    """Give what of the spans lies between two moments."""
    for start, end in spans:
        if start < last_us and first_us < end:
            yield max(start, first_us), min(end, last_us)
