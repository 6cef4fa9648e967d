"""Requests and updates as the standard shows them: outward a matter is open or closed, and nobody is named."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import cast
from uuid import UUID

from django.utils.translation import gettext as _

from hantong.cases.models import Case, History
from hantong.channels.open311 import queries
from hantong.channels.open311.channel import KEY
from hantong.channels.open311.scope import Scope
from hantong.channels.open311.wordings import public_words
from hantong.contacts.notice_texts import ENDINGS
from hantong.kit.words import said
from hantong.offices.directory import directory

Kind = History.Kind
Row = dict[str, object]
ANSWERS = (Kind.ANSWERED, Kind.ASKED, Kind.CLOSED, Kind.MERGED)


def moment_row(at: datetime | None) -> str | None:
    """Give a moment as the standard writes it: in UTC, without fractions of a second."""
    return at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z" if at else None


def request_rows(cases: list[Case], scope: Scope, language: str, *, has_extensions: bool = False) -> list[Row]:
    """Give requests; with extensions also what happened and what lies behind open and closed."""
    told = queries.told_rows(cases, all_of_them=has_extensions)
    rows = []
    for case in cases:
        row = _request(case, told.get(case.pk, []), scope, language)
        if has_extensions:
            row |= _extensions(case, told.get(case.pk, []), language)
        rows.append(row)
    return rows


def _request(case: Case, told: list[History], scope: Scope, language: str) -> Row:
    service = scope.published[cast("UUID", case.service_id)]
    unit = directory().departments[case.owner_unit_id]
    name = said(service.names, language)
    return {
        "service_request_id": case.number,
        "status": "closed" if case.is_closed else "open",
        "status_notes": status_notes(case, told, language),
        "service_name": name,
        "service_code": service.code,
        "description": _description(case, told) or name,
        "agency_responsible": said(unit.names, language),
        "service_notice": None,
        "requested_datetime": moment_row(case.said_at),
        "updated_datetime": moment_row(case.closed_at or case.changed_at),
        "expected_datetime": moment_row(case.due_at),
        "address": public_words(case.address) or None,
        "address_id": None,
        "zipcode": None,
        "lat": case.lat,
        "long": case.lon,
        "media_url": media_url(case),
    }


def _description(case: Case, told: list[History]) -> str:
    return next((words_of(row, case) for row in told if row.kind == Kind.OPENED), "")


def media_url(case: Case) -> str | None:
    """Give the address of the picture that the app published itself; files that residents sent us stay with us."""
    links = case.attributes.get("media_url") if case.channel == KEY else None
    return str(links[0]) if isinstance(links, list) and links else None


def words_of(row: History, case: Case) -> str:
    """Give the words of a row where they were written for the public record, else none.

    That is what came by this channel, and what we answered to it; words by any other way were said to us alone.
    """
    if case.channel != KEY or (row.by_resident and row.channel != KEY):
        return ""
    return public_words(row.text, name=case.resident.name if case.resident else "")


def state_words(case: Case, language: str) -> str:
    """Say how far a matter is, in a few words."""
    if case.is_closed:
        return said(ENDINGS.get(case.end_state, {}), language) or _("Settled")
    if case.is_waiting:
        return _("Waiting for the resident's answer")
    return _("Being worked on") if case.holder_id else _("Received")


def status_notes(case: Case, told: list[History], language: str) -> str:
    """Say how far a matter is, and what was answered last where that is public."""
    last = next((words_of(row, case) for row in reversed(told) if row.kind in ANSWERS), "")
    return f"{state_words(case, language)}: {last}" if last else state_words(case, language)


def _extensions(case: Case, told: list[History], language: str) -> Row:
    return {
        "extended_attributes": {
            "jurisdiction_id": directory().jurisdictions[case.jurisdiction_id].code,
            "channel": case.channel,
            "state": _state(case),
            "time_band": case.time_band.value,
        },
        "notes": [_note(case, row, language) for row in told],
    }


def _state(case: Case) -> str:
    if case.is_closed:
        return case.end_state
    return "waiting" if case.is_waiting else "in_progress" if case.holder_id else "received"


def _note(case: Case, row: History, language: str) -> Row:
    return {
        "datetime": moment_row(row.at),
        "summary": _happening(row, language),
        "description": words_of(row, case) or None,
        "type": str(row.kind),
    }


def update_rows(rows: list[History], language: str) -> list[Row]:
    """Give what happened to requests, each with whether the request was open or closed then."""
    ends = queries.ends_of(rows)
    return [_update(row, ends.get(row.case_id, []), language) for row in rows]


def update_id(case: Case, n: int) -> str:
    """Give the lasting name of one update."""
    return f"{case.number}-{n}"


def _update(row: History, ends: Iterable[tuple[int, bool]], language: str) -> Row:
    is_closed = next((closed for n, closed in reversed(list(ends)) if n <= row.n), False)
    happening, words = _happening(row, language), words_of(row, row.case)
    is_plain = row.kind in {Kind.SAID, Kind.ANSWERED}
    return {
        "update_id": update_id(row.case, row.n),
        "service_request_id": row.case.number,
        "status": "CLOSED" if is_closed else "OPEN",
        "description": words if words and is_plain else f"{happening}: {words}" if words else happening,
        "updated_datetime": moment_row(row.at),
        "media_url": None,
    }


def _happening(row: History, language: str) -> str:
    """Say in a few words what happened; units are named, people never are."""
    ending = said(ENDINGS.get(str(row.data.get("end_state")), {}), language) or _("Settled")
    words: Mapping[str, str] = {
        Kind.OPENED: _("Received"),
        Kind.ACCEPTED: _("%s works on it"),
        Kind.ANSWERED: _("Answered"),
        Kind.ASKED: _("The resident was asked"),
        Kind.EXTENDED: _("The answer is due later"),
        Kind.CLOSED: ending,
        Kind.MERGED: _("Dealt with together with an earlier report"),
        Kind.REOPENED: _("Open again"),
        Kind.SAID: _("More was said about it"),
    }
    told = words[Kind(row.kind)]
    return told % _unit(row, language) if "%s" in told else told


def _unit(row: History, language: str) -> str:
    try:
        unit = directory().departments[UUID(str(row.data.get("department") or row.data.get("unit")))]
    except (ValueError, KeyError):
        return _("The office")
    return said(unit.names, language)
