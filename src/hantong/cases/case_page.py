"""Everything that one screen says about a matter, gathered with a constant number of statements."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, prefetch_related_objects
from django.utils.translation import gettext as _

from hantong.cases.act_forms import AnswerForm, LinkForm, NoteForm, QuestionForm
from hantong.cases.lines import Line, listed, may_answer
from hantong.cases.models import (
    AnswerTemplate,
    Case,
    CaseQuerySet,
    Draft,
    HandOver,
    History,
    Link,
    PendingAnswer,
)
from hantong.cases.person_words import LANGUAGES, LINKS, NEEDS, SPOKEN_FOR
from hantong.cases.resident_words import language_of, text_length, ways
from hantong.cases.sentence_words import CHANNELS
from hantong.cases.sentences import CONVERSATION, sentences
from hantong.cases.standing import standing_of
from hantong.cases.terms import DRAFTING_LATELY
from hantong.catalogue.book import catalogue
from hantong.catalogue.models import ServiceAttribute
from hantong.kit.editions import Snapshot
from hantong.kit.words import said
from hantong.offices.directory import directory
from hantong.offices.person import StaffPerson
from hantong.people.contact_points import printed

OTHERS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class May:
    """What the person may do with the matter as it stands: the buttons that the page shows."""

    handle: bool
    take: bool
    answer_offer: bool
    withdraw_offer: bool
    see_resident: bool
    reopen: bool


def pending_offer(case: Case) -> HandOver | None:
    """Give the offer of a matter that nobody has answered yet."""
    found = HandOver.objects.pending().filter(case=case).select_related("to_staff", "offered_by")
    return found.first()


def masked(name: str) -> str:
    """Give a name with its middle hidden, as Korean offices write it where the whole is not needed."""
    return name if len(name) < 2 else f"{name[0]}{'○' * max(1, len(name) - 2)}{name[-1] if len(name) > 2 else ''}"


def case_page(case: Case, *, person: StaffPerson, at: datetime, only_words: bool = False) -> dict[str, object]:
    """Gather what the page of `case` (owner, holder, resident and service fetched) shows to `person` at `at`."""
    offer = pending_offer(case)
    may = _may(case, offer, person)
    rows = History.objects.filter(case=case).select_related("by").order_by("-n")
    rows = rows.filter(kind__in=CONVERSATION) if only_words else rows
    name = _resident_name(case, may)
    draft, drafts = drafts_of(case, person)
    return {
        **_names(case),
        "case": case,
        "now": at,
        "standing": standing_of(case, at=at, is_offered=offer is not None),
        "offer": offer,
        "offer_unit": directory().departments[offer.to_unit_id].name if offer else "",
        "may": may,
        "only_words": only_words,
        "history": sentences(rows, resident=name, now=at),
        "resident_name": name,
        "points": _points(case) if may.see_resident else [],
        "needs": _needs(case),
        "needs_others": _needs_others(case),
        "writes_in": "" if case.language == "ko" else LANGUAGES.get(case.language, case.language),
        "speaks": LANGUAGES.get(case.resident.language, case.resident.language) if case.resident else "",
        "others": _others(case, person=person, at=at),
        "linked": _linked(case, person=person, at=at),
        **_compose(case, may, draft),
        **under_way(case, drafts, at=at),
    }


def _may(case: Case, offer: HandOver | None, person: StaffPerson) -> May:
    reach = person.reach("cases.handle")
    is_near = reach.is_everything or case.jurisdiction_id in reach.jurisdictions
    is_theirs = bool({case.owner_unit_id, case.holder_unit_id} & reach.departments)
    is_offered = offer is not None and may_answer(offer, person)
    handle = is_near or is_theirs or is_offered
    units = person.department_ids()
    is_free = case.owner_id is None or (case.holder_id is None and case.holder_unit_id in units)
    return May(
        handle=handle and not case.is_closed,
        take=handle and not case.is_closed and is_free and offer is None,
        answer_offer=is_offered and person.can("cases.handle"),
        withdraw_offer=offer is not None and (is_near or is_theirs),
        see_resident=case.shows_resident_to(person, offered_to=offer.to_unit_id if offer else None),
        reopen=handle and case.is_closed,
    )


def _names(case: Case) -> dict[str, object]:
    offices = directory()
    return {
        "service": case.service.name if case.service else "",
        "place": offices.places[case.place_id].name if case.place_id else "",
        "jurisdiction": offices.jurisdictions[case.jurisdiction_id].name,
        "owner_unit": offices.departments[case.owner_unit_id].name,
        "holder_unit": offices.departments[case.holder_unit_id].name,
        "channel": CHANNELS.get(case.channel, case.channel),
        "details": _details(case),
    }


def _details(case: Case) -> list[tuple[str, str]]:
    asked = catalogue().attributes.get(case.service_id, ()) if case.service_id else ()
    known = {attribute.code: attribute for attribute in asked}
    return [_detail(known.get(code), code, value) for code, value in case.attributes.items() if value]


def _detail(attribute: ServiceAttribute | None, code: str, value: object) -> tuple[str, str]:
    """Give a detail as people say it: what was chosen by its name, what was typed as it stands."""
    names = {each["key"]: said(each["names"]) for each in attribute.choices} if attribute else {}
    values = value if isinstance(value, list) else [value]
    return attribute.name if attribute else code, ", ".join(names.get(each) or str(each) for each in values)


def _resident_name(case: Case, may: May) -> str:
    if case.resident is None or not case.resident.name:
        return _("Resident")
    return case.resident.name if may.see_resident else masked(case.resident.name)


def _points(case: Case) -> list[tuple[str, str, str]]:
    if case.resident is None:
        return []
    prefetch_related_objects([case.resident], "contact_points")  # the ways to answer are found among them, too
    found = sorted(case.resident.contact_points.all(), key=lambda point: (not point.is_preferred, point.created_at))
    return [(point.kind, point.value, printed(point.value)) for point in found]


def _needs(case: Case) -> list[str]:
    return [str(NEEDS.get(need, need)) for need in case.resident.needs] if case.resident else []


def _needs_others(case: Case) -> list[str]:
    """Say whom it takes beside us to talk with the resident: an interpreter, somebody who signs."""
    needs = case.resident.needs if case.resident else []
    return [str(NEEDS[need]) for need in needs if need in SPOKEN_FOR]


def _others(case: Case, *, person: StaffPerson, at: datetime) -> list[Line]:
    """Give the other matters of the same resident, open ones first."""
    if case.resident_id is None:
        return []
    others = Case.objects.visible_to(person).filter(resident=case.resident_id).exclude(pk=case.pk)
    return listed(others.order_by("-said_at")[:OTHERS_SHOWN], person=person, at=at)


def _linked(case: Case, *, person: StaffPerson, at: datetime) -> list[tuple[str, Line]]:
    kinds: dict[UUID, str] = {}
    for link in Link.objects.filter(Q(first=case) | Q(second=case)).order_by("at"):
        is_first = link.first_id == case.pk
        kinds[link.second_id if is_first else link.first_id] = str(LINKS[link.kind][is_first])
    found: CaseQuerySet = Case.objects.visible_to(person).filter(pk__in=kinds)
    return [(kinds[line.case.pk], line) for line in listed(found, person=person, at=at)] if kinds else []


def _compose(case: Case, may: May, draft: Draft | None) -> dict[str, object]:
    if not may.handle:
        return {}
    return {
        **answering(case, draft),
        "note_form": NoteForm(),
        "question_form": QuestionForm(),
        "link_form": LinkForm(),
    }


def drafts_of(case: Case, person: StaffPerson) -> tuple[Draft | None, list[Draft]]:
    """Give what the person has begun to answer, and what others have."""
    drafts = list(Draft.objects.filter(case=case).select_related("staff").order_by("changed_at"))
    own = next((draft for draft in drafts if draft.staff_id == person.staff.pk), None)
    return own, [draft for draft in drafts if draft is not own]


def answering(case: Case, draft: Draft | None, form: AnswerForm | None = None) -> dict[str, object]:
    """Give what the answer's form needs: the draft as it stands, the ways to the resident, the templates."""
    shown = form or AnswerForm(initial={"text": draft.text, "way": draft.way} if draft else None)
    known = ways(case)
    return {
        "answer_form": shown,
        "draft": draft,
        "ways": known,
        "text_length": text_length(case, str(shown["text"].value() or ""), known),
        "language": LANGUAGES.get(language_of(case), ""),
        "templates": text_templates(case, (AnswerTemplate.Use.ANSWER,)),
    }


def under_way(case: Case, drafts: Iterable[Draft], *, at: datetime) -> dict[str, object]:
    """Give the answers that have not gone out yet, and who else is writing one."""
    pending = PendingAnswer.objects.filter(case=case, state=PendingAnswer.State.WAITING).select_related("by")
    return {
        "pending": list(pending.order_by("send_at")),
        "drafting": [draft.staff.name for draft in drafts if draft.changed_at >= at - DRAFTING_LATELY],
    }


def text_templates(case: Case, uses: Collection[str]) -> list[AnswerTemplate]:
    """Give the active text templates that hold where the matter is about, by name."""
    path = directory().ancestors[case.jurisdiction_id]
    rows = [row for row in _active_templates.get() if row.use in uses]
    return sorted((row for row in rows if row.jurisdiction_id is None or row.jurisdiction_id in path), key=str)


_active_templates = Snapshot(lambda: list(AnswerTemplate.objects.filter(is_active=True)))
