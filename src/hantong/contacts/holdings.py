"""What this room holds about residents: conversations, messages and verdicts; erased, only what figures count stays."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hantong.catalogue.models import RetentionClass
from hantong.contacts.actions.taking_in import forget_those
from hantong.contacts.models import Contact, Message, RawArrival, Verdict
from hantong.people.holdings import Expired, Portion
from hantong.people.queries import held_residents

DEFAULT_KEEP_DAYS = 1095
SAYS_NOTHING = Q(text="", resident__isnull=True, channel_key="", passed_to="")


class ContactHolding:
    """Conversations with residents, and what was sent to them."""

    key = "contacts"

    def open_matters(self, residents: Collection[UUID]) -> int:
        """Count nothing: what is open is a matter, which the room of cases counts."""
        return 0

    def count(self, residents: Collection[UUID]) -> Mapping[str, int]:
        """Count conversations and messages."""
        return {
            "contacts": Contact.objects.filter(resident__in=residents).count(),
            "messages": Message.objects.filter(resident__in=residents).count(),
        }

    def export(self, residents: Collection[UUID]) -> Sequence[Portion]:
        """Give the conversations and the messages."""
        return (_conversations(residents), _messages(residents))

    def erase(self, residents: Collection[UUID], *, at: datetime) -> Mapping[str, int]:
        """Erase the words of all their conversations and messages."""
        own = Contact.objects.filter(resident__in=residents)
        of_their_cases = Contact.objects.filter(case__erased_at=at)
        contacts = _erase(own) + _erase(of_their_cases)
        messages = _erase_messages(Message.objects.filter(Q(resident__in=residents) | Q(case__erased_at=at)))
        return {"contacts": contacts, "messages": messages}

    def expired(self, *, at: datetime) -> Sequence[Expired]:
        """Count the conversations without a matter that were held long enough ago."""
        return [
            Expired(retention, row["jurisdiction"], {"contacts": row["rows"]})
            for retention, due in _due(at)
            for row in due.values("jurisdiction").annotate(rows=Count("pk")).order_by("jurisdiction")
        ]

    def destroy(self, *, at: datetime, most: int) -> Sequence[Expired]:
        """Erase up to `most` such conversations, and those of matters that were destroyed."""
        parts: list[Expired] = []
        left = most
        for retention, due in _due(at):
            rows = list(due.order_by("said_at").values_list("pk", "jurisdiction_id", "resident_id")[:left])
            left -= len(rows)
            _erase(Contact.objects.filter(pk__in=[key for key, _where, _who in rows]))
            for jurisdiction, count in Counter(where for _key, where, _who in rows).items():
                people = {who for _key, where, who in rows if who and where == jurisdiction}
                parts.append(Expired(retention, jurisdiction, {"contacts": count}, people))
        _erase_messages(Message.objects.filter(case__erased_at__isnull=False).exclude(body=""))
        return parts

    def still_of(self, residents: Collection[UUID]) -> Collection[UUID]:
        """Give those who still have a conversation here."""
        held = Contact.objects.filter(resident__in=residents).values_list("resident_id", flat=True)
        return {key for key in held.distinct() if key}


def _due(at: datetime) -> Iterator[tuple[str, QuerySet[Contact]]]:
    """Give, per retention class, the conversations whose time is over; with a matter, the matter's time counts."""
    speaking = Contact.objects.exclude(SAYS_NOTHING)
    free = speaking.filter(Q(resident__isnull=True) | ~Q(resident__in=held_residents()))
    for kept in RetentionClass.objects.order_by("code"):
        over = Q(case__isnull=True, said_at__lt=at - timedelta(days=kept.keep_days))
        yield kept.code, free.filter(over | Q(case__erased_at__isnull=False), service__retention=kept)
    over = Q(case__isnull=True, said_at__lt=at - timedelta(days=DEFAULT_KEEP_DAYS))
    unclassed = free.filter(Q(service__isnull=True) | Q(service__retention__isnull=True))
    yield "", unclassed.filter(over | Q(case__erased_at__isnull=False))


def _erase(contacts: QuerySet[Contact]) -> int:
    forget_those(list(RawArrival.objects.filter(contact__in=contacts).values_list("pk", flat=True)))
    return contacts.exclude(SAYS_NOTHING).update(text="", resident=None, channel_key="", passed_to="")


def _erase_messages(messages: QuerySet[Message]) -> int:
    cases = list(messages.values_list("case_id", flat=True).distinct())
    Verdict.objects.filter(case__in=cases, case__erased_at__isnull=False).update(words="")
    return messages.update(subject="", body="", recipient="", trouble="", reference="", resident=None)


def _conversations(residents: Collection[UUID]) -> Portion:
    found = Contact.objects.filter(resident__in=residents).select_related("answered_by", "service")
    rows = [
        {
            "said": row.said_at,
            "channel": row.channel,
            "service": row.service.name if row.service else "",
            "who": row.answered_by.name if row.answered_by else "",
            "text": row.text,
        }
        for row in found.order_by("said_at")
    ]
    columns = {
        "said": _("Date and time"),
        "channel": _("Channel"),
        "service": _("Service"),
        "who": _("Who answered"),
        "text": _("Words"),
    }
    return Portion("contacts", _("Your conversations with us"), columns, rows)


def _messages(residents: Collection[UUID]) -> Portion:
    rows = [
        {
            "at": row.created_at,
            "channel": row.channel,
            "recipient": row.recipient,
            "subject": row.subject,
            "body": row.body,
        }
        for row in Message.objects.filter(resident__in=residents).order_by("created_at")
    ]
    columns = {
        "at": _("Date and time"),
        "channel": _("Channel"),
        "recipient": _("Sent to"),
        "subject": _("Subject"),
        "body": _("Words"),
    }
    return Portion("messages", _("What we sent you"), columns, rows)
