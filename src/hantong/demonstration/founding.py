"""Writes offices and catalogue of an empty house table by table: as the verbs would one by one, in a hundredth of the time."""

from dataclasses import asdict

from hantong.catalogue.models import Responsibility, RetentionClass, Service, ServiceAttribute, ServiceGroup
from hantong.catalogue.yaml_book import CatalogueBookPages, ServicePage
from hantong.kit.editions import forget_edition
from hantong.offices.facts import Hours
from hantong.offices.models import BandSetting, Department, Desk, Jurisdiction, OpeningPeriod, Place
from hantong.offices.yaml_book import OfficesBook


def found_offices(book: OfficesBook) -> None:
    """Write jurisdictions, departments, places, desks, hours and bands."""
    towns: dict[str, Jurisdiction] = {}
    for code, page in book.jurisdictions.items():
        facts = page.facts
        towns[code] = Jurisdiction(
            code=code, names=facts.names, kind=facts.kind, parent=towns.get(facts.parent), zone_name=facts.zone,
            holiday_code=facts.holidays, lat=facts.lat, lon=facts.lon,
        )  # fmt: skip
    units = {
        key: Department(jurisdiction=towns[each.jurisdiction], code=each.code, names=each.names, phone=each.phone)
        for key, each in book.departments.items()
    }
    places = {
        code: Place(
            code=code, names=page.facts.names, kind=page.facts.kind, jurisdiction=towns[page.facts.jurisdiction],
            department=units[page.facts.department], address=page.facts.address, phone=page.facts.phone,
            lat=page.facts.lat, lon=page.facts.lon,
        )
        for code, page in book.places.items()
    }  # fmt: skip
    Jurisdiction.objects.bulk_create(towns.values())
    Department.objects.bulk_create(units.values())
    for code, page in book.jurisdictions.items():
        towns[code].front_office = units.get(page.front_office)
    Jurisdiction.objects.bulk_update(towns.values(), ["front_office"])
    Place.objects.bulk_create(places.values())
    Desk.objects.bulk_create(
        Desk(place=places[code], code=desk) for code, page in book.places.items() for desk in page.facts.desks
    )
    OpeningPeriod.objects.bulk_create([
        *(row for code, town in book.jurisdictions.items() for row in _periods(town.hours, jurisdiction=towns[code])),
        *(row for code, place in book.places.items() for row in _periods(place.hours, place=places[code])),
    ])  # fmt: skip
    BandSetting.objects.bulk_create(
        BandSetting(
            jurisdiction=towns[code], names=bands.names, valid_from=bands.valid_from, day_from=bands.day_from,
            evening_from=bands.evening_from, night_from=bands.night_from, weekend_days=list(bands.weekend),
        )
        for code, page in book.jurisdictions.items()
        for bands in page.bands
    )  # fmt: skip
    forget_edition()


def _periods(
    hours: Hours, *, jurisdiction: Jurisdiction | None = None, place: Place | None = None
) -> list[OpeningPeriod]:
    return [
        OpeningPeriod(
            jurisdiction=jurisdiction, place=place, weekday=each.weekday, opens=each.opens_min, closes=each.closes_min,
            on_holidays=each.on_holidays.value,
        )
        for each in hours
    ]  # fmt: skip


def found_catalogue(book: CatalogueBookPages) -> None:
    """Write groups, retention classes, services with their questions, and who answers for them."""
    RetentionClass.objects.bulk_create(RetentionClass(**asdict(facts)) for facts in book.retention_classes.values())
    ServiceGroup.objects.bulk_create(ServiceGroup(**asdict(facts)) for facts in book.groups.values())
    towns = {each.code: each for each in Jurisdiction.objects.all()}
    places = {each.code: each for each in Place.objects.all()}
    units = {each.key: each for each in Department.objects.select_related("jurisdiction")}
    services = {key: _service(page, towns) for key, page in book.services.items()}
    Service.objects.bulk_create(services.values())
    ServiceAttribute.objects.bulk_create(
        ServiceAttribute(
            service=services[key], order=order, code=each.code, names=each.names, datatype=each.datatype,
            is_required=each.is_required, hints=each.hints, choices=[asdict(choice) for choice in each.choices],
        )
        for key, page in book.services.items()
        for order, each in enumerate(page.attributes, start=1)
    )  # fmt: skip
    Responsibility.objects.bulk_create(
        Responsibility(
            service=services[key], department=units[duty.department], jurisdiction=towns.get(duty.jurisdiction),
            place=places.get(duty.place),
        )
        for key, page in book.services.items()
        for duty in page.duties
    )  # fmt: skip
    forget_edition()


def _service(page: ServicePage, towns: dict[str, Jurisdiction]) -> Service:
    facts = page.facts
    return Service(
        jurisdiction=towns[facts.jurisdiction],
        code=facts.code,
        names=facts.names,
        group_id=facts.group,
        descriptions=facts.descriptions,
        keywords=list(facts.keywords),
        languages=list(facts.languages),
        needs_place=facts.needs_place,
        answerable_at_once=facts.answerable_at_once,
        standard_answers=facts.standard_answers,
        deadline_unit=facts.deadline_unit,
        deadline_amount=facts.deadline_amount,
        retention_id=facts.retention,
    )
