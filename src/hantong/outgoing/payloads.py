"""What a partner's system is told: ids, numbers, states, codes and moments, and never who or in which words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings

from hantong.cases.events import CaseEvent
from hantong.cases.models import Case, History
from hantong.catalogue.book import catalogue
from hantong.contacts.events import ContactReceived
from hantong.offices.bands import Band
from hantong.offices.directory import directory
from hantong.offices.lists import key_of
from hantong.outgoing.models import Webhook

Data = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What happened, as every webhook is told it; `key` is the same whenever the same event is announced."""

    key: str
    kind: str
    at: datetime
    about: str
    data: Data
    jurisdiction: UUID
    departments: frozenset[UUID] = field(default=frozenset())

    def body(self) -> str:
        """Give the message as Standard Webhooks shapes it."""
        return body_of(self.kind, self.at, self.data)


def body_of(kind: str, at: datetime, data: Data) -> str:
    """Give a message as Standard Webhooks shapes it: type, timestamp, data."""
    shaped = {"type": kind, "timestamp": moment(at), "data": data}
    return json.dumps(shaped, ensure_ascii=False, separators=(",", ":"))


def moment(at: datetime | None) -> str | None:
    """Give a moment in UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else None


def news_of_case(event: CaseEvent, kind: str) -> News:
    """Give what a webhook may know of something that happened to a matter."""
    case = Case.objects.get(pk=event.case)
    units = (event.owner_unit, event.holder_unit, event.to_unit)
    data = {**_case(case), "version": event.n}
    if kind.startswith("hand_over."):
        data["hand_over"] = {
            "outcome": _outcome(event) if kind == "hand_over.settled" else "pending",
            "to_unit": _unit(event.to_unit),
        }
    return News(
        key=f"{event.case}:{event.n}:{kind}",
        kind=kind,
        at=event.at,
        about=case.number,
        data=data,
        jurisdiction=case.jurisdiction_id,
        departments=frozenset(unit for unit in units if unit),
    )


def _outcome(event: CaseEvent) -> str:
    row = History.objects.filter(case=event.case, n=event.n).first()
    return str(row.kind).removeprefix("offer_") if row else ""


def _case(case: Case) -> dict[str, object]:
    return {
        "id": str(case.pk),
        "number": case.number,
        "state": "closed" if case.is_closed else "waiting" if case.is_waiting else "open",
        "end_state": case.end_state,
        **_where(case.jurisdiction_id, case.service_id, case.place_id),
        "channel": case.channel,
        "band": case.time_band.value,
        "owner_unit": _unit(case.owner_unit_id),
        "holder_unit": _unit(case.holder_unit_id),
        "is_urgent": case.is_urgent,
        "said_at": moment(case.said_at),
        "recorded_at": moment(case.recorded_at),
        "due_at": moment(case.due_at),
        "closed_at": moment(case.closed_at),
        "url": f"{settings.PUBLIC_URL}/api/v1/cases/{case.number}",
    }


def _where(jurisdiction: UUID, service: UUID | None, place: UUID | None) -> dict[str, object]:
    offices, services = directory(), catalogue().services
    here = offices.jurisdictions.get(jurisdiction)
    return {
        "jurisdiction": here.code if here else None,
        "service": services[service].code if service and service in services else None,
        "place": offices.places[place].code if place and place in offices.places else None,
    }


def _unit(key: UUID | None) -> str | None:
    found = directory().departments.get(key) if key else None
    return key_of(found) if found else None


def news_of_contact(event: ContactReceived, kind: str) -> News:
    """Give what a webhook may know of a conversation."""
    case = Case.objects.filter(pk=event.case).only("number", "owner_unit").first() if event.case else None
    data = {
        "id": str(event.contact),
        "case": case.number if case else None,
        "outcome": event.outcome,
        **_where(event.jurisdiction, event.service, event.place),
        "channel": event.channel,
        "band": Band.of_code(event.band).value,
        "language": event.language,
        "said_at": moment(event.said_at),
        "recorded_at": moment(event.at),
    }
    return News(
        key=f"{event.contact}:{kind}",
        kind=kind,
        at=event.at,
        about=case.number if case else "",
        data=data,
        jurisdiction=event.jurisdiction,
        departments=frozenset({case.owner_unit_id}) if case else frozenset(),
    )


def is_entitled(webhook: Webhook, news: News) -> bool:
    """Tell whether a webhook may know: its department answers for it, works on it or is offered it; or its offices."""
    if webhook.department_id is not None:
        return webhook.department_id in news.departments
    offices = directory()
    within = offices.subtrees.get(webhook.jurisdiction_id, frozenset())
    return news.jurisdiction in within or any(
        offices.departments[unit].jurisdiction_id in within for unit in news.departments if unit in offices.departments
    )
