"""The offices as one book, and the book as a YAML file."""

from dataclasses import dataclass

from hantong.offices.facts import (
    BandFacts,
    DepartmentFacts,
    Exceptions,
    Hours,
    JurisdictionFacts,
    LocalDay,
    PlaceFacts,
)
from hantong.offices.hour_rows import WEEKDAYS, clock_text, lines_of
from hantong.offices.hours import HolidayUse, HoursException
from hantong.offices.models import Department, Jurisdiction, Place
from hantong.offices.reading import (
    bands_of,
    department_facts,
    exceptions_of,
    hours_of,
    jurisdiction_facts,
    local_days_of,
    place_facts,
)
from hantong.offices.yaml_writing import Flow, FlowList, kept, written_yaml

FORMAT = "hantong-offices-1"
HEAD = "Jurisdictions, departments and places of Hantong. Codes name things and are never changed."


@dataclass(frozen=True, slots=True, kw_only=True)
class JurisdictionPage:
    """A jurisdiction with all that belongs to it alone; `front_office` is the key of a department."""

    facts: JurisdictionFacts
    front_office: str = ""
    hours: Hours = ()
    days: tuple[LocalDay, ...] = ()
    bands: tuple[BandFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePage:
    """A place with its hours."""

    facts: PlaceFacts
    hours: Hours = ()
    exceptions: Exceptions = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficesBook:
    """Everything, by code or key, parents before children."""

    jurisdictions: dict[str, JurisdictionPage]
    departments: dict[str, DepartmentFacts]
    places: dict[str, PlacePage]


def stored_book() -> OfficesBook:
    """Give what the database holds."""
    rows = Jurisdiction.objects.select_related("parent", "front_office__jurisdiction").order_by("code")
    pages = {row.code: _jurisdiction_page(row) for row in rows}
    departments = Department.objects.select_related("jurisdiction").order_by("jurisdiction__code", "code")
    places = Place.objects.select_related("jurisdiction", "department__jurisdiction").order_by("code")
    return OfficesBook(
        jurisdictions={page.facts.code: page for page in parents_first(pages)},
        departments={row.key: department_facts(row) for row in departments},
        places={row.code: _place_page(row) for row in places.prefetch_related("desks")},
    )


def _jurisdiction_page(row: Jurisdiction) -> JurisdictionPage:
    return JurisdictionPage(
        facts=jurisdiction_facts(row),
        front_office=row.front_office.key if row.front_office else "",
        hours=hours_of(row),
        days=local_days_of(row),
        bands=bands_of(row),
    )


def _place_page(row: Place) -> PlacePage:
    return PlacePage(facts=place_facts(row), hours=hours_of(row), exceptions=exceptions_of(row))


def parents_first(pages: dict[str, JurisdictionPage]) -> list[JurisdictionPage]:
    """Give the pages in an order in which every jurisdiction comes after the one above it."""
    done: dict[str, JurisdictionPage] = {}

    def add(code: str, below: tuple[str, ...]) -> None:
        page = pages.get(code)
        if page is None or code in done or code in below:
            return
        add(page.facts.parent, (*below, code))
        done[code] = page

    for code in pages:
        add(code, ())
    return list(done.values()) + [page for code, page in pages.items() if code not in done]


def as_yaml(book: OfficesBook) -> str:
    """Write the book; the same book gives the same text."""
    return written_yaml(
        {
            "format": FORMAT,
            "jurisdictions": [_jurisdiction_out(page) for page in book.jurisdictions.values()],
            "departments": [_department_out(facts) for facts in book.departments.values()],
            "places": [_place_out(page) for page in book.places.values()],
        },
        head=HEAD,
    )


def _jurisdiction_out(page: JurisdictionPage) -> dict[str, object]:
    facts = page.facts
    return kept(
        {
            "code": facts.code,
            "names": Flow(facts.names),
            "kind": facts.kind,
            "parent": facts.parent,
            "zone": facts.zone,
            "holidays": facts.holidays,
            "front_office": page.front_office,
            "lat": facts.lat,
            "lon": facts.lon,
            "office_hours": _hours_out(page.hours),
            "local_days": [_day_out(day) for day in page.days],
            "bands": [_bands_out(bands) for bands in page.bands],
            "outline": Flow(facts.outline) if isinstance(facts.outline, dict) else None,
        }
    ) | ({} if facts.holidays else {"holidays": ""})


def _day_out(day: LocalDay) -> Flow:
    working = {"working_day": True} if day.is_working_day else {}
    return Flow(kept({"day": day.day, "names": Flow(day.names)}) | working)


def _bands_out(bands: BandFacts) -> Flow:
    return Flow(
        kept({"from": bands.valid_from, "names": Flow(bands.names)})
        | {
            "day": clock_text(bands.day_from),
            "evening": clock_text(bands.evening_from),
            "night": clock_text(bands.night_from),
            "weekend": FlowList(WEEKDAYS[day] for day in bands.weekend),
        }
    )


def _department_out(facts: DepartmentFacts) -> dict[str, object]:
    active = {} if facts.is_active else {"active": False}
    head = {"jurisdiction": facts.jurisdiction, "code": facts.code, "names": Flow(facts.names)}
    return kept({**head, "phone": facts.phone, "email": facts.email}) | active


def _place_out(page: PlacePage) -> dict[str, object]:
    facts = page.facts
    return kept(
        {
            "code": facts.code,
            "names": Flow(facts.names),
            "kind": facts.kind,
            "jurisdiction": facts.jurisdiction,
            "department": facts.department,
            "address": facts.address,
            "directions": dict(facts.directions),
            "phone": facts.phone,
            "lat": facts.lat,
            "lon": facts.lon,
            "desks": FlowList(facts.desks),
            "hours": _hours_out(page.hours),
            "exceptions": [_exception_out(each) for each in page.exceptions],
        }
    ) | ({} if facts.is_active else {"active": False})


def _exception_out(each: HoursException) -> Flow:
    spans = FlowList(f"{clock_text(opens)}-{clock_text(closes)}" for opens, closes in each.intervals_min)
    return Flow({"day": each.day, "open": spans} | kept({"reason": each.reason}))


def _hours_out(hours: Hours) -> list[Flow]:
    return [
        Flow(
            {
                "days": FlowList(WEEKDAYS[day] for day in line.weekdays),
                "opens": clock_text(line.opens),
                "closes": clock_text(line.closes),
            }
            | kept({"from": line.valid_from, "until": line.valid_to})
            | ({} if line.on_holidays is HolidayUse.NEVER else {"holidays": line.on_holidays.value})
        )
        for line in lines_of(hours)
    ]
