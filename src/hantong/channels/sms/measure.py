"""What a text costs on its way: how many messages it makes, of which kind, and which letters would not arrive."""

from dataclasses import dataclass

from hantong.channels.sms.segments import TooLong, cut

SMS, LMS, PARTS = "sms", "lms", "parts"
SMS_OCTETS, LMS_OCTETS = 90, 2000
MOST_PARTS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A text as it will be paid for; `most` is how much fits into what is paid, `unknown` letters arrive as marks."""

    kind: str
    count: int
    size: int
    most: int
    cost_krw: float
    unknown: str = ""


def by_parts(text: str, *, part_krw: float) -> Measure:
    """Measure a text that goes out by SMPP. Raises TooLong."""
    found = cut(text)
    count = len(found.parts)
    return Measure(kind=PARTS, count=count, size=found.units, most=found.units + found.left, cost_krw=count * part_krw)


def octets_korean(text: str) -> tuple[int, str]:
    """Give the size in the Korean alphabet of networks (one octet for Latin letters, two for others), and what it lacks."""
    size, unknown = 0, []
    for letter in text:
        try:
            size += len(letter.encode("cp949"))
        except UnicodeEncodeError:
            size += 2
            unknown.append(letter)
    return size, "".join(dict.fromkeys(unknown))


def by_kind(text: str, *, sms_krw: float, lms_krw: float) -> Measure:
    """Measure a text that a Korean vendor sends: short up to 90 octets, long up to 2000, else several long ones."""
    size, unknown = octets_korean(text)
    if size <= SMS_OCTETS:
        return Measure(kind=SMS, count=1, size=size, most=SMS_OCTETS, cost_krw=sms_krw, unknown=unknown)
    count = -(-size // LMS_OCTETS)
    return Measure(kind=LMS, count=count, size=size, most=count * LMS_OCTETS, cost_krw=count * lms_krw, unknown=unknown)


def shortened(text: str, *, fits: "Fits") -> str:
    """Give a text that is not too long: its beginning, and its last paragraph with the address of the whole."""
    if fits(text):
        return text
    head, _gap, foot = text.rpartition("\n\n")
    head, foot = (head, foot) if head else (text, "")
    ending = f"…\n\n{foot}" if foot and fits(f"…\n\n{foot}") else "…"
    low, high = 0, len(head)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(head[:middle].rstrip() + ending) else (low, middle - 1)
    return head[:low].rstrip() + ending


class Fits:
    """Whether a text stays within so many parts by SMPP, or within one long message by a vendor."""

    def __init__(self, *, by_vendor: bool) -> None:
        self._by_vendor = by_vendor

    def __call__(self, text: str) -> bool:
        """Tell whether it is short enough."""
        if self._by_vendor:
            return octets_korean(text)[0] <= LMS_OCTETS
        try:
            return len(cut(text).parts) <= MOST_PARTS
        except TooLong:
            return False
