"""Guesses which column means what, from its name and from what stands in it; a person looks it over."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from hantong.imports.moments import NotAMoment, reader_of
from hantong.imports.reading import Row

NAMES: dict[str, tuple[str, ...]] = {
    "key": ("requestid", "caseid", "enquiryid", "recordid", "접수번호", "민원번호", "number", "번호", "id", "key"),
    "said_at": ("requested", "created", "opendt", "opened", "received", "접수일", "신청일", "date", "일시"),
    "closed_at": ("closed", "closedt", "completed", "resolved", "처리일", "완료일", "종결"),
    "due_at": ("due", "slatarget", "target", "처리기한", "기한"),
    "status": ("status", "state", "처리상태", "상태"),
    "service": ("servicename", "srtype", "type", "category", "subject", "분야", "유형", "업무", "종류"),
    "channel": ("methodreceived", "source", "channel", "접수방법", "접수경로", "경로"),
    "title": ("title", "제목", "민원명"),
    "text": ("description", "details", "comment", "body", "민원내용", "내용"),
    "answer": ("statusnotes", "notes", "resolution", "answer", "답변", "처리결과", "처리내용"),
    "address": ("address", "location", "street", "주소", "위치", "장소"),
    "lat": ("latitude", "lat", "위도"),
    "lon": ("longitude", "long", "lon", "lng", "경도"),
    "department": ("department", "agency", "담당부서", "처리부서", "부서"),
}
FORMATS = (
    "iso",
    "%Y.%m.%d %H:%M:%S",
    "%Y.%m.%d %H:%M",
    "%Y.%m.%d. %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%Y %H:%M",
    "%d/%m/%Y %H:%M",
    "%Y.%m.%d",
    "%Y/%m/%d",
    "%m/%d/%Y",
    "%d.%m.%Y %H:%M",
    "epoch",
    "excel",
)


def guessed_columns(header: Sequence[str]) -> dict[str, str]:
    """Give for each of our fields the column that it probably is; fields without one are left out."""
    plain = {column: "".join(letter for letter in column.lower() if letter.isalnum()) for column in header}
    found: dict[str, str] = {}
    for field, names in NAMES.items():
        free = [column for column in header if column not in found.values()]
        best = next((column for name in names for column in free if plain[column] == name), None)
        best = best or next((column for name in names for column in free if name in plain[column]), None)
        if best is not None:
            found[field] = best
    return found


def guessed_format(texts: Iterable[str]) -> str:
    """Give the format that reads most of `texts`, the plainest first; "" when none reads any."""
    given = [text for text in texts if text]
    best, most = "", 0
    for name in FORMATS:
        count = sum(_reads(name, text) for text in given)
        if count > most:
            best, most = name, count
    return best


def _reads(name: str, text: str) -> bool:
    try:
        found: datetime = reader_of((name,))(text)
    except NotAMoment:
        return False
    return 1950 <= found.year <= 2100


def values_in(rows: Iterable[Row], place: int, *, most: int) -> list[str] | None:
    """Give the different values of a column, the most frequent first; None when there are more than `most`."""
    counts: dict[str, int] = {}
    for row in rows:
        if place < len(row):
            text = row[place].strip()
            counts[text] = counts.get(text, 0) + 1
            if len(counts) > most:
                return None
    return sorted(counts, key=lambda text: -counts[text])
