"""The offices of the demonstration province, as a book that the offices room takes in."""

from collections.abc import Iterator
from datetime import date

from hantong.demonstration.material import Town, offices, towns
from hantong.offices.facts import BandFacts, DepartmentFacts, Hours, JurisdictionFacts, PlaceFacts
from hantong.offices.hours import HolidayUse, WeeklyInterval
from hantong.offices.yaml_book import JurisdictionPage, OfficesBook, PlacePage

PROVINCE = "gyeonggi"
NAMES = {"ko": "경기도", "en": "Gyeonggi Province"}
SINCE = date(2007, 1, 1)
PHONE = "031-120"
WORKDAYS, WEEKEND = range(5), range(5, 7)


def offices_book() -> OfficesBook:
    """Give the whole book."""
    province = JurisdictionPage(
        facts=JurisdictionFacts(code=PROVINCE, names=NAMES, kind="province", lat=37.289, lon=127.053),
        front_office=f"{PROVINCE}/always-centre",
        hours=_hours("09:00-18:00", WORKDAYS, HolidayUse.NEVER),
        bands=(
            BandFacts(
                valid_from=SINCE, day_from=540, evening_from=1080, night_from=1320, weekend=(5, 6),
                names={"ko": "표준", "en": "standard"},
            ),
        ),
    )  # fmt: skip
    pages = [province, *(_town_page(town) for town in towns())]
    departments = [*_province_departments(), *(each for town in towns() for each in _town_departments(town))]
    return OfficesBook(
        jurisdictions={page.facts.code: page for page in pages},
        departments={f"{facts.jurisdiction}/{facts.code}": facts for facts in departments},
        places={page.facts.code: page for page in all_places()},
    )


def _town_page(town: Town) -> JurisdictionPage:
    facts = JurisdictionFacts(
        code=town.code, names=town.names, kind=town.kind, parent=PROVINCE, lat=town.lat, lon=town.lon
    )
    return JurisdictionPage(facts=facts, front_office=f"{town.code}/front-office")


def _province_departments() -> Iterator[DepartmentFacts]:
    for code, ko, en in offices()["province_departments"]:
        yield DepartmentFacts(jurisdiction=PROVINCE, code=code, names={"ko": ko, "en": en}, phone=PHONE)


def _town_departments(town: Town) -> Iterator[DepartmentFacts]:
    small, names = offices()["county_departments"], offices()["county_names"]
    for code, ko, en in offices()["city_departments"]:
        if town.kind == "county" and code not in small:
            continue
        words = names.get(code, (ko, en)) if town.kind == "county" else (ko, en)
        yield DepartmentFacts(
            jurisdiction=town.code,
            code=code,
            names={"ko": f"{town.names['ko']} {words[0]}", "en": f"{town.names['en']} {words[1]}"},
            phone=PHONE,
        )


def unit_in(town: Town, unit: str) -> str:
    """Give the key of the department that does a town's `unit`; small counties leave some to the front office."""
    has = town.kind != "county" or unit in offices()["county_departments"]
    return f"{town.code}/{unit if has else 'front-office'}"


def all_places() -> tuple[PlacePage, ...]:
    """Give all places, the visiting teams included."""
    return (*_places(), *_teams())


def _places() -> Iterator[PlacePage]:
    for code, ko, en, kind, department, desks, town, lat, lon, weekdays, weekend in offices()["places"]:
        facts = PlaceFacts(
            code=code,
            names={"ko": ko, "en": en},
            kind=kind,
            jurisdiction=PROVINCE,
            department=f"{PROVINCE}/{department}",
            address=f"{NAMES['ko']} {next(each.names['ko'] for each in towns() if each.code == town)}",
            phone=PHONE,
            lat=lat,
            lon=lon,
            desks=tuple(str(number) for number in range(1, desks + 1)),
        )
        yield PlacePage(facts=facts, hours=_weekly(weekdays, weekend))


def _teams() -> Iterator[PlacePage]:
    for number, (ko, en, town) in enumerate(offices()["teams"], start=1):
        home = next(each for each in towns() if each.code == town)
        facts = PlaceFacts(
            code=f"team-{number}",
            names={"ko": ko, "en": en},
            kind="visiting_team",
            jurisdiction=PROVINCE,
            department=f"{PROVINCE}/visiting",
            lat=home.lat,
            lon=home.lon,
            desks=("1", "2"),
        )
        yield PlacePage(facts=facts, hours=_weekly("10:00-19:00", "10:00-16:00"))


def _weekly(weekdays: str, weekend: str) -> Hours:
    """On holidays a place keeps the hours of its weekday, as the real stations do."""
    if not weekdays:
        return ()
    return (*_hours(weekdays, WORKDAYS, HolidayUse.ALSO), *_hours(weekend, WEEKEND, HolidayUse.ALSO))


def _hours(span: str, days: range, use: HolidayUse) -> Hours:
    opens, closes = (int(text[:2]) * 60 + int(text[3:]) for text in span.split("-"))
    return tuple(WeeklyInterval(weekday=day, opens_min=opens, closes_min=closes, on_holidays=use) for day in days)
