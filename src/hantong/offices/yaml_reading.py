"""A YAML file of the offices read back into a book."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from hantong.offices.facts import (
    BandFacts,
    DepartmentFacts,
    Exceptions,
    Hours,
    JurisdictionFacts,
    LocalDay,
    PlaceFacts,
)
from hantong.offices.hour_rows import (
    WEEKDAYS,
    HoursLine,
    closing_after,
    in_order,
    intervals_of,
    minute_of,
    overlap,
)
from hantong.offices.hours import HolidayUse, HoursException, WeeklyInterval
from hantong.offices.models import Jurisdiction, Place
from hantong.offices.yaml_book import FORMAT, JurisdictionPage, OfficesBook, PlacePage, parents_first
from hantong.offices.yaml_entries import Entry, Reading, collected

FIRST_DAY = date(1970, 1, 1)


def read_yaml(text: str, *, name: str) -> OfficesBook:
    """Read a book that `as_yaml` or a person wrote. Raises FileRefused with each fault, its line and field."""
    reading = Reading(name)
    root = reading.open(text, kind=FORMAT)
    pages = collected(root.entries("jurisdictions"), _jurisdiction, lambda page: page.facts.code)
    departments = collected(
        root.entries("departments"), _department, lambda facts: f"{facts.jurisdiction}/{facts.code}"
    )
    places = collected(root.entries("places"), _place, lambda page: page.facts.code)
    root.done()
    reading.check()
    return OfficesBook(
        jurisdictions={page.facts.code: page for page in parents_first(pages)},
        departments=dict(sorted(departments.items())),
        places=dict(sorted(places.items())),
    )


def slug(entry: Entry, name: str) -> str:
    """Give a code, which is made of letters, digits, - and _."""
    found = entry.text(name, most=50)
    if found and not (found.isascii() and found.replace("-", "").replace("_", "").isalnum()):
        entry.blame(name, _("A code is made of the letters a–z, digits, - and _."))
    return found


def _jurisdiction(entry: Entry) -> JurisdictionPage:
    return JurisdictionPage(
        facts=JurisdictionFacts(
            code=slug(entry, "code"),
            names=names_in(entry),
            kind=entry.word("kind", Jurisdiction.Kind.values),
            parent=entry.text("parent", required=False),
            zone=entry.text("zone", required=False) or "Asia/Seoul",
            holidays=entry.text("holidays", required=False) if entry.node_has("holidays") else "KR",
            lat=entry.number("lat"),
            lon=entry.number("lon"),
            outline=entry.plain("outline"),
        ),
        front_office=entry.text("front_office", required=False),
        hours=_hours(entry, "office_hours"),
        days=tuple(sorted(map(_day, entry.entries("local_days", "day")), key=lambda each: each.day)),
        bands=tuple(sorted(map(_bands, entry.entries("bands", "from")), key=lambda each: each.valid_from)),
    )


def names_in(entry: Entry) -> dict[str, str]:
    """Give the names of a thing, of which the Korean one must be there."""
    names = dict(entry.words("names", required=True))
    if names and "ko" not in names:
        entry.blame("names", _("Give a name in Korean; the other languages fall back to it."))
    return names


def _day(entry: Entry) -> LocalDay:
    is_working = entry.flag("working_day", default=False)
    names = dict(entry.words("names", required=not is_working))
    return LocalDay(day=entry.day("day") or FIRST_DAY, names=names, is_working_day=is_working)


def _bands(entry: Entry) -> BandFacts:
    return BandFacts(
        valid_from=entry.day("from") or FIRST_DAY,
        day_from=_minute(entry, "day"),
        evening_from=_minute(entry, "evening"),
        night_from=_minute(entry, "night"),
        weekend=_weekdays(entry, "weekend"),
        names=dict(entry.words("names")),
    )


def _department(entry: Entry) -> DepartmentFacts:
    return DepartmentFacts(
        jurisdiction=entry.text("jurisdiction"),
        code=slug(entry, "code"),
        names=names_in(entry),
        phone=entry.text("phone", required=False, most=20),
        email=entry.text("email", required=False),
        is_active=entry.flag("active", default=True),
    )


def _place(entry: Entry) -> PlacePage:
    return PlacePage(
        facts=PlaceFacts(
            code=slug(entry, "code"),
            names=names_in(entry),
            kind=entry.word("kind", Place.Kind.values),
            jurisdiction=entry.text("jurisdiction"),
            department=entry.text("department"),
            address=entry.text("address", required=False),
            directions=dict(entry.words("directions")),
            phone=entry.text("phone", required=False, most=20),
            lat=entry.number("lat"),
            lon=entry.number("lon"),
            desks=tuple(sorted(set(entry.texts("desks")))),
            is_active=entry.flag("active", default=True),
        ),
        hours=_hours(entry, "hours"),
        exceptions=_exceptions(entry),
    )


def _hours(entry: Entry, name: str) -> Hours:
    found: list[WeeklyInterval] = []
    for line in entry.entries(name, ""):
        opens = _minute(line, "opens")
        closes = closing_after(opens, _minute(line, "closes"))
        facts = {
            "weekdays": _weekdays(line, "days"),
            "valid_from": line.day("from", required=False),
            "valid_to": line.day("until", required=False),
            "on_holidays": HolidayUse(line.word("holidays", tuple(HolidayUse), "never") or "never"),
        }
        try:
            found += intervals_of([HoursLine(opens=opens, closes=closes, **facts)])  # type: ignore[arg-type]
        except ValueError as wrong:
            line.blame("opens", str(wrong))
    if overlap(found):
        entry.blame(name, _("Two intervals of the same day overlap."))
    return in_order(set(found))


def _exceptions(entry: Entry) -> Exceptions:
    found = [_exception(line) for line in entry.entries("exceptions", "day")]
    return tuple(sorted(found, key=lambda each: each.day))


def _exception(line: Entry) -> HoursException:
    day = line.day("day") or FIRST_DAY
    reason = line.text("reason", required=False, most=120)
    try:
        spans = tuple(sorted(_span(text) for text in line.texts("open")))
        return HoursException(day=day, intervals_min=spans, reason=reason)
    except ValueError:
        line.blame("open", _("This must be spans such as 09:00-12:00."))
        return HoursException(day=day)


def _span(text: str) -> tuple[int, int]:
    opens, _dash, closes = text.partition("-")
    begin = minute_of(opens)
    return begin, closing_after(begin, minute_of(closes))


def _minute(entry: Entry, name: str) -> int:
    found = entry.text(name)
    try:
        return minute_of(found) if found else 0
    except ValueError:
        entry.blame(name, _("This must be a clock time such as 09:00."))
        return 0


def _weekdays(entry: Entry, name: str) -> tuple[int, ...]:
    found = entry.texts(name)
    if not _known(found, WEEKDAYS):
        entry.blame(name, _("This must be one of: %(words)s.") % {"words": ", ".join(WEEKDAYS)})
        return ()
    return tuple(sorted({WEEKDAYS.index(each) for each in found}))


def _known(found: Collection[str], words: Collection[str]) -> bool:
    return all(each in words for each in found)
