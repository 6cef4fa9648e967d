"""What came on a mayor's line is told apart once: praise is shown to whoever is praised, a complaint to the owner."""

import re
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from hantong.access.models import Staff
from hantong.cases.actions.alerting import alert, alert_of_no_case, owners_alert
from hantong.cases.models import Alert, Case
from hantong.cases.number import NotANumber, parse
from hantong.contacts.models import Contact, RawArrival
from hantong.offices.directory import directory
from hantong.offices.models import Post
from hantong.praise.models import MayorsLine, MayorWord, Praise
from hantong.praise.named import named_in
from hantong.praise.tone import Tone, tone_of
from hantong.shell.quotes import unfolded

AT_ONCE = 500
LATELY = timedelta(days=90)
NUMBER = re.compile(r"(?<!\d)\d{4}[-‐–— ]?\d{4}[-‐–— ]?\d{4}(?!\d)")
Kind, Why = MayorWord.Kind, Praise.Why


def hear_new(*, at: datetime) -> int:
    """Tell apart what came on the mayor's lines and was not looked at yet; tell of how many. A repeat is nothing."""
    count = 0
    for line in MayorsLine.objects.select_related("address"):
        new = RawArrival.objects.filter(own_address=line.address_id, arrived_at__gte=line.since)
        new = new.filter(contact__case__isnull=False, contact__mayor_word__isnull=True)
        for contact in new.order_by("arrived_at").values_list("contact_id", flat=True)[:AT_ONCE]:
            count += contact is not None and _hear(line, contact, at=at)
    return count


@transaction.atomic
def _hear(line: MayorsLine, key: UUID, *, at: datetime) -> bool:
    contact = Contact.objects.select_related("case", "resident").get(pk=key)
    if contact.case is None:
        return False
    text = unfolded(contact.text).fresh
    tone = tone_of(text)
    about = _matter_meant(contact, text)
    word, is_new = MayorWord.objects.get_or_create(
        contact=contact,
        defaults={
            "line": line,
            "case": contact.case,
            "about": about,
            "kind": kind_of(tone),
            "signs": list(tone.signs),
            "said_at": contact.said_at,
        },
    )
    if not is_new:
        return False
    if tone.is_praise:
        praise(word, *_praised(line, contact, text, about, at=at), at=at)
    if tone.is_complaint:
        tell_owner(word, at=at)
    return True


def kind_of(tone: Tone) -> MayorWord.Kind:
    """Give the one word for a tone."""
    if tone.is_praise and tone.is_complaint:
        return Kind.BOTH
    return Kind.PRAISE if tone.is_praise else Kind.COMPLAINT if tone.is_complaint else Kind.OTHER


def _matter_meant(contact: Contact, text: str) -> Case | None:
    """Give the earlier matter that a message is about: by its number, else the resident's last one."""
    for found in NUMBER.findall(text):
        try:
            case = Case.objects.filter(number=parse(found)).first()
        except NotANumber:
            continue
        if case is not None:
            return case
    if contact.outcome == Contact.Outcome.JOINED:
        return contact.case
    if contact.resident_id is None:
        return None
    own = Case.objects.filter(resident=contact.resident_id, said_at__gt=contact.said_at - LATELY)
    own = own.exclude(pk=contact.case_id) if contact.case_id else own
    return own.order_by("-said_at").first()


def _praised(line: MayorsLine, contact: Contact, text: str, about: Case | None, *, at: datetime) -> list[Praise]:
    """Find who is meant: named people, else named places and departments, else whoever settled the matter meant."""
    offices = directory()
    below = offices.subtrees[line.address.jurisdiction_id]
    here = [key for key, unit in offices.departments.items() if unit.jurisdiction_id in below]
    posts = Post.objects.held_at(at).filter(department__in=here).values_list("staff_id", "staff__name")
    people = named_in(text, {key: [name] for key, name in posts})
    if people:
        return [Praise(staff_id=key, why=Why.NAME) for key in people]
    places = {key: row.names.values() for key, row in offices.places.items() if row.jurisdiction_id in below}
    units = {key: offices.departments[key].names.values() for key in here}
    named = named_in(text, {("place", k): v for k, v in places.items()} | {("unit", k): v for k, v in units.items()})
    if named:
        return [
            Praise(
                place_id=key if kind == "place" else None, department_id=key if kind == "unit" else None, why=Why.UNIT
            )
            for kind, key in named
        ]
    if about is not None:
        by = about.closures.order_by("-at").values_list("by", flat=True).first() if about.is_closed else None
        staff = by or about.holder_id or about.owner_id
        return [Praise(staff_id=staff, department_id=None if staff else about.owner_unit_id, why=Why.MATTER)]
    return []


def praise(word: MayorWord, *praises: Praise, at: datetime) -> None:
    """Write down who is praised, and tell them."""
    for each in praises:
        each.word, each.at = word, at
    Praise.objects.bulk_create(praises, ignore_conflicts=True)
    places = directory().places
    alerts = [
        Alert(
            key=f"praised:{word.pk}:{each.staff_id or each.place_id or each.department_id}",
            kind="praised",
            staff_id=each.staff_id,
            unit_id=None if each.staff_id else each.department_id or places[each.place_id].department_id,  # type: ignore[index]
            at=at,
        )
        for each in praises
    ]
    alert_of_no_case(*alerts)


def tell_owner(word: MayorWord, *, at: datetime) -> None:
    """Alarm whoever answers for the matter that the complaint is about, or else for the one that it opened."""
    case = word.about if word.about is not None and not word.about.is_closed else word.case
    alert(case, owners_alert(case, kind="complained", is_alarm=True), at=at)


def people_of(line: MayorsLine, *, at: datetime) -> list[Staff]:
    """Give who works below the line's jurisdiction, by name."""
    below = directory().subtrees[line.address.jurisdiction_id]
    posts = Post.objects.held_at(at).filter(department__jurisdiction__in=below)
    return list(Staff.objects.filter(pk__in=posts.values("staff"), is_active=True).order_by("name", "pk"))
