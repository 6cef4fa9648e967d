"""What a reader asks of the public record: which requests, of which time, which page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from hantong.cases.number import NotANumber, parse
from hantong.channels.open311.faults import Fault, Wrong, wrong
from hantong.channels.open311.scope import Scope

LONGEST_SPAN, BULK_SPAN, UPDATES_USUAL = timedelta(days=90), timedelta(days=366), timedelta(days=1)
MOST_ROWS = 1000
LAST_PAGE = 10_000
DATES = ("start_date", "end_date")
Params = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question to the public record; `numbers` given, nothing else counts. Both ends of the time are included."""

    numbers: tuple[str, ...] | None
    services: tuple[UUID, ...]
    is_open: bool | None
    starts_at: datetime
    ends_at: datetime
    page: int
    page_size: int
    has_extensions: bool


def read_question(
    params: Params, scope: Scope, *, at: datetime, longest: timedelta = LONGEST_SPAN, usual: timedelta = LONGEST_SPAN
) -> Asked:
    """Read the parameters of GET requests; an empty one is an absent one. Raises Wrong with all that is wrong.

    Without dates the span is `usual`, and never more than `longest`.
    """
    faults: list[Fault] = []
    numbers = _numbers(params)
    starts_at, ends_at = (at - usual, at)
    if numbers is None and any(params.get(name, "").strip() for name in DATES):
        starts_at, ends_at = _span(params, faults, at=at, longest=longest)
    asked = Asked(
        numbers=numbers,
        services=tuple(scope.published) if numbers is not None else _services(params, scope, faults),
        is_open=None if numbers is not None else _is_open(params, faults),
        starts_at=starts_at,
        ends_at=ends_at,
        page=_count(params, faults, ("page",), default=1, most=LAST_PAGE),
        page_size=_count(params, faults, ("page_size", "per_page"), default=MOST_ROWS, most=MOST_ROWS),
        has_extensions=params.get("extensions", "").lower() in {"true", "1", "v1"},
    )
    if faults:
        raise Wrong(*faults)
    return asked


def listed(params: Params, name: str) -> list[str]:
    """Give the parts of a comma list."""
    return [part.strip() for part in params.get(name, "").split(",") if part.strip()]


def known_number(typed: str) -> str | None:
    """Give a service_request_id as matters are numbered; None where it cannot be one."""
    try:
        return parse(typed)
    except NotANumber:
        return None


def moment(text: str, name: str) -> datetime:
    """Read a moment with its zone; a plus sign that an address turned into a space is understood. Raises Wrong."""
    mended = re.sub(r" (\d\d:?\d\d)$", r"+\1", text.strip())
    try:
        found = parse_datetime(mended)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise wrong(400, _("%s is no moment with a zone, such as 2026-03-04T12:00:00+09:00.") % name)
    return found


def _numbers(params: Params) -> tuple[str, ...] | None:
    parts = listed(params, "service_request_id")
    if not parts:
        return None
    if len(parts) > MOST_ROWS:
        raise wrong(400, _("service_request_id: at most %d at once.") % MOST_ROWS)
    return tuple(dict.fromkeys(number for part in parts if (number := known_number(part))))


def _services(params: Params, scope: Scope, faults: list[Fault]) -> tuple[UUID, ...]:
    codes = listed(params, "service_code")
    known = {service.code for service in scope.published.values()}
    for code in codes:
        if code not in known:
            faults.append(Fault(404, _("service_code “%s” is not offered in this jurisdiction.") % code[:60]))
    return tuple(key for key, service in scope.published.items() if not codes or service.code in codes)


def _is_open(params: Params, faults: list[Fault]) -> bool | None:
    wanted = {part.lower() for part in listed(params, "status")}
    if wanted - {"open", "closed"}:
        faults.append(Fault(400, _("status is open or closed.")))
    return None if len(wanted) != 1 else wanted == {"open"}


def _span(params: Params, faults: list[Fault], *, at: datetime, longest: timedelta) -> tuple[datetime, datetime]:
    found: dict[str, datetime] = {}
    for name in DATES:
        if params.get(name, "").strip():
            try:
                found[name] = moment(params[name], name)
            except Wrong as error:
                faults += error.faults
    starts_at, ends_at = found.get("start_date"), found.get("end_date")
    if ends_at is None:
        ends_at = min(at, _moved(starts_at, longest)) if starts_at and starts_at < at else at
    if starts_at is None:
        starts_at = _moved(ends_at, -longest)
    if starts_at > ends_at and len(found) == 2:
        faults.append(Fault(400, _("end_date lies before start_date.")))
    if ends_at - starts_at > longest:
        faults.append(Fault(400, _("start_date and end_date may lie %d days apart at most.") % longest.days))
    return starts_at, ends_at


def _moved(moment: datetime, by: timedelta) -> datetime:
    """Give a moment so much earlier or later, as far as the calendar goes."""
    try:
        return moment + by
    except OverflowError:
        return moment


def _count(params: Params, faults: list[Fault], names: tuple[str, ...], *, default: int, most: int) -> int:
    name = next((each for each in names if params.get(each, "").strip()), None)
    if name is None:
        return default
    text = params[name].strip()
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII) or not 1 <= int(text) <= most:
        faults.append(Fault(400, _("%(name)s is a number from 1 to %(most)d.") % {"name": name, "most": most}))
        return default
    return int(text)
