"""Bringing a book of offices in: what is new is added, what differs is changed, what the book lacks stays."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hantong.access.models import Staff
from hantong.kit.editions import forget_edition
from hantong.offices.actions.banding import remove_bands, set_bands
from hantong.offices.actions.departments import add_department, change_department
from hantong.offices.actions.holidays import remove_local_day, set_local_day
from hantong.offices.actions.jurisdictions import add_jurisdiction, change_jurisdiction, name_front_office
from hantong.offices.actions.opening import remove_exception, set_exception, set_hours
from hantong.offices.actions.places import add_place, change_place
from hantong.offices.book_changes import BookChange, changes_between
from hantong.offices.facts import DepartmentFacts
from hantong.offices.lookups import department_of, jurisdiction_of, naming
from hantong.offices.models import Place
from hantong.offices.reading import bands_of, exceptions_of, local_days_of
from hantong.offices.yaml_book import JurisdictionPage, OfficesBook, PlacePage, stored_book


@transaction.atomic
def import_offices(*, book: OfficesBook, by: Staff | None, at: datetime, is_dry_run: bool = False) -> list[BookChange]:
    """Take in a book and tell what changed; with `is_dry_run` only tell.

    Raises ImportStopped, and then nothing is kept.
    """
    before = stored_book()
    writing = _Writing(by, at)
    for code, page in book.jurisdictions.items():
        with naming(f"jurisdictions[{code}]"):
            writing.jurisdiction(page, before.jurisdictions.get(code))
    for key, facts in book.departments.items():
        with naming(f"departments[{key}]"):
            writing.department(key, facts, is_new=key not in before.departments)
    for code, page in book.jurisdictions.items():
        with naming(f"jurisdictions[{code}]"):
            writing.clock(page)
    for code, place in book.places.items():
        with naming(f"places[{code}]"):
            writing.place(place, before.places.get(code))
    changes = list(changes_between(before, stored_book()))
    if is_dry_run:
        transaction.set_rollback(True)
    forget_edition()
    return changes


@dataclass(frozen=True, slots=True)
class _Writing:
    """Writes the pages of a book by the verbs of this room."""

    by: Staff | None
    at: datetime

    def jurisdiction(self, page: JurisdictionPage, before: JurisdictionPage | None) -> None:
        """Add or change what the jurisdiction is."""
        if before is None:
            add_jurisdiction(facts=page.facts, by=self.by, at=self.at)
        elif before.facts != page.facts:
            row = jurisdiction_of(page.facts.code, field="code")
            change_jurisdiction(jurisdiction=row, facts=page.facts, by=self.by, at=self.at)

    def department(self, key: str, facts: DepartmentFacts, *, is_new: bool) -> None:
        """Add or change a department."""
        if is_new:
            add_department(facts=facts, by=self.by, at=self.at)
        else:
            row = department_of(key, field="code")
            change_department(department=row, facts=facts, by=self.by, at=self.at)

    def clock(self, page: JurisdictionPage) -> None:
        """Set the front office, office hours, local days and bands of a jurisdiction."""
        row = jurisdiction_of(page.facts.code, field="code")
        front = department_of(page.front_office, field="front_office") if page.front_office else None
        name_front_office(jurisdiction=row, department=front, by=self.by, at=self.at)
        set_hours(of=row, hours=page.hours, by=self.by, at=self.at)
        for known in local_days_of(row):
            if known.day not in {each.day for each in page.days}:
                remove_local_day(jurisdiction=row, day=known.day, by=self.by, at=self.at)
        for day in page.days:
            set_local_day(jurisdiction=row, local=day, by=self.by, at=self.at, even_if_idle=True)
        for bands in bands_of(row):
            if bands.valid_from not in {each.valid_from for each in page.bands}:
                remove_bands(jurisdiction=row, valid_from=bands.valid_from, by=self.by, at=self.at)
        for bands in page.bands:
            set_bands(jurisdiction=row, bands=bands, by=self.by, at=self.at)

    def place(self, page: PlacePage, before: PlacePage | None) -> None:
        """Add or change a place with its hours."""
        if before is None:
            row = add_place(facts=page.facts, by=self.by, at=self.at)
        else:
            row = Place.objects.get(code=page.facts.code)
            change_place(place=row, facts=page.facts, by=self.by, at=self.at)
        set_hours(of=row, hours=page.hours, by=self.by, at=self.at)
        for known in exceptions_of(row):
            if known.day not in {each.day for each in page.exceptions}:
                remove_exception(place=row, day=known.day, by=self.by, at=self.at)
        for exception in page.exceptions:
            set_exception(place=row, exception=exception, by=self.by, at=self.at)
