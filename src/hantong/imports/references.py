"""Finds, or makes, the jurisdiction, departments, services and places that an export names."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext_lazy as _

from hantong.catalogue.book import catalogue
from hantong.catalogue.models import Service
from hantong.imports.mapping import Choice, Mapping, Office, Unknown
from hantong.imports.plan import NULL, Places
from hantong.imports.refusals import Rejected
from hantong.kit.editions import forget_edition
from hantong.kit.errors import Refused
from hantong.offices.calendar import HolidayCalendar, UnknownCalendar
from hantong.offices.directory import directory
from hantong.offices.models import Department, Jurisdiction

CODE_LENGTH = 50


class UnknownJurisdiction(Refused):
    """The cases have nowhere to go."""

    code = "unknown_jurisdiction"
    message = _("There is no such jurisdiction. Name an existing one, or let the mapping say how to make it.")


class NoDepartment(Refused):
    """Nobody would answer for the cases."""

    code = "no_department"
    message = _("Nobody would answer for these cases: the jurisdiction has no front office. Name a department.")


class UnknownZone(Refused):
    """No time zone of that name."""

    code = "unknown_zone"
    message = _("There is no such time zone. A zone is named like Asia/Seoul or America/New_York.")


def zone_of(name: str) -> ZoneInfo:
    """Give the time zone of that name. Raises UnknownZone."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise UnknownZone(field="zone") from unknown


def jurisdiction_for(mapping: Mapping, *, code: str, zone: str, may_make: bool) -> Jurisdiction | None:
    """Give the jurisdiction named by `code`, else by the mapping, made where that says how.

    None when it would have to be made and `may_make` is not given. Raises UnknownJurisdiction.
    """
    office = Office(code=code) if code else mapping.jurisdiction
    if office is None:
        raise UnknownJurisdiction(field="jurisdiction")
    known = directory().jurisdiction_codes.get(office.code)
    if known is not None:
        return known
    if office.create is None:
        raise UnknownJurisdiction(field="jurisdiction")
    return _make_jurisdiction(office, zone) if may_make else None


def _make_jurisdiction(office: Office, zone: str) -> Jurisdiction:
    new = office.create
    if new is None:
        raise UnknownJurisdiction(field="jurisdiction")
    parent = directory().jurisdiction_codes.get(new.parent) if new.parent else None
    if new.parent and parent is None:
        raise UnknownJurisdiction(field="jurisdiction")
    holidays = new.holidays or (parent.holiday_code if parent else "")
    try:
        HolidayCalendar(code=holidays)
    except UnknownCalendar as unknown:
        raise UnknownJurisdiction(str(unknown), field="jurisdiction") from unknown
    made = Jurisdiction.objects.create(
        code=office.code,
        names=dict(new.names),
        kind=new.kind,
        parent=parent,
        zone_name=zone_of(new.zone or zone).key,
        holiday_code=holidays,
    )
    forget_edition()
    return made


def department_for(mapping: Mapping, jurisdiction: Jurisdiction, *, may_make: bool) -> Department | None:
    """Give who answers for the cases: as the mapping says, else the front office.

    A new jurisdiction's department becomes its front office. None when it would have to be made and `may_make` is
    not given. Raises NoDepartment.
    """
    office = mapping.department
    if office is None:
        front = directory().front_office(jurisdiction.pk)
        if front is None:
            raise NoDepartment(field="department")
        return front
    known = Department.objects.filter(jurisdiction=jurisdiction, code=office.code).first()
    if known is not None or not may_make:
        return known
    names = dict(office.create.names) if office.create else {"en": office.code}
    made = Department.objects.create(jurisdiction=jurisdiction, code=office.code, names=names)
    if jurisdiction.front_office_id is None:
        jurisdiction.front_office = made
        jurisdiction.save(update_fields=["front_office"])
    forget_edition()
    return made


def code_of(text: str) -> str:
    """Make a code of a name: its Latin letters and digits, else something that stays the same for it."""
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    if slug and len(slug) <= CODE_LENGTH and len(slug) >= len(text) // 2:
        return slug
    return f"{slug[: CODE_LENGTH - 13]}-{sha256(text.encode()).hexdigest()[:12]}".strip("-")


@dataclass(slots=True)
class Resolver:
    """Turns their words into our rows; `makes` is False in a dry run, which only tells what would be made."""

    mapping: Mapping
    jurisdiction: Jurisdiction | None
    makes: bool
    language: str
    places: Places = field(default_factory=Places)
    would_make: dict[str, list[str]] = field(default_factory=lambda: {"service": [], "department": []})
    _services: dict[str, Service] = field(default_factory=dict)
    _departments: dict[str, Department] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.jurisdiction is None:
            return
        path = directory().ancestors[self.jurisdiction.pk]
        for service in reversed(catalogue().offered_in(path)):
            for name in (*service.names.values(), service.code):
                self._services[name.casefold()] = service
        for department in Department.objects.filter(jurisdiction=self.jurisdiction):
            for name in (*department.names.values(), department.code):
                self._departments[name.casefold()] = department

    def service(self, theirs: str, code: str) -> None:
        """Find the service that `theirs` stands for. Raises Rejected."""
        self._keep(self.places.services, "service", theirs, lambda: self._service(theirs, code))

    def department(self, theirs: str) -> None:
        """Find the department that `theirs` stands for. Raises Rejected."""
        self._keep(self.places.departments, "department", theirs, lambda: self._department(theirs))

    def place(self, theirs: str) -> None:
        """Find the place that `theirs` stands for. Raises Rejected."""
        self._keep(self.places.places, "place", theirs, lambda: self._place(theirs))

    def _keep(self, memo: dict[str, str], name: str, theirs: str, find: Callable[[], UUID | None]) -> None:
        choice: Choice | None = getattr(self.mapping.fields, name)
        is_nothing = choice is None or (not theirs and "" not in choice.values)
        found = None if is_nothing else find()
        memo[theirs] = NULL if found is None else str(found)

    def _service(self, theirs: str, code: str) -> UUID | None:
        choice = self.mapping.fields.service
        ours = choice.values.get(theirs, "") if choice else ""
        for name in (ours, code, theirs) if not ours else (ours,):
            found = self._services.get(name.casefold()) if name else None
            if found is not None:
                return found.pk
        if choice is None or choice.unknown is Unknown.LEAVE:
            return None
        if choice.unknown is Unknown.REJECT:
            raise Rejected("unknown_service", theirs)
        return self._make_service(theirs, ours or code_of(theirs))

    def _make_service(self, theirs: str, code: str) -> UUID | None:
        if not self.makes or self.jurisdiction is None:
            self.would_make["service"].append(theirs)
            return None
        made, _is_new = Service.objects.get_or_create(
            jurisdiction=self.jurisdiction,
            code=code,
            defaults={
                "names": {self.language: theirs},
                "is_public": False,
                "deadline_unit": Service.DeadlineUnit.NONE,
                "deadline_amount": 0,
            },
        )
        forget_edition()
        self._services[theirs.casefold()] = made
        return made.pk

    def _department(self, theirs: str) -> UUID | None:
        choice = self.mapping.fields.department
        ours = choice.values.get(theirs, "") if choice else ""
        found = self._departments.get((ours or theirs).casefold())
        if found is not None:
            return found.pk
        if choice is None or choice.unknown is Unknown.LEAVE:
            return None
        if choice.unknown is Unknown.REJECT:
            raise Rejected("unknown_department", theirs)
        if not self.makes or self.jurisdiction is None:
            self.would_make["department"].append(theirs)
            return None
        made, _is_new = Department.objects.get_or_create(
            jurisdiction=self.jurisdiction,
            code=code_of(ours or theirs),
            defaults={"names": {self.language: theirs}},
        )
        forget_edition()
        self._departments[theirs.casefold()] = made
        return made.pk

    def _place(self, theirs: str) -> UUID | None:
        choice = self.mapping.fields.place
        ours = (choice.values.get(theirs, "") if choice else "") or theirs
        found = directory().place_codes.get(ours)
        if found is None and choice is not None and choice.unknown is Unknown.REJECT:
            raise Rejected("unknown_place", theirs)
        return found.pk if found else None
