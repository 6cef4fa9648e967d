"""What may never be, looked for after the storm."""

from collections import Counter
from uuid import UUID

from django.db.models import Count, F, Q

from hantong.cases.chain import FIRST, digest_of, link_of
from hantong.cases.models import Case, Closure, HandOver, History
from hantong.contacts.models import Message

TOLD = {"answered": "answered", "asked": "asked", "reopened": "reopened", "closed": "closed", "merged": "merged"}


def wrongs(keys: list[UUID], mail: Counter[str]) -> dict[str, int]:
    """Count each kind of thing that went wrong; all should be nought."""
    cases = Case.objects.filter(pk__in=keys)
    offers = HandOver.objects.filter(case__in=keys)
    messages = Message.objects.filter(case__in=keys)
    return {
        "matters that are nowhere": sum(_is_nowhere(case) for case in cases),
        "offers accepted twice, or with no trace": _acceptances(offers),
        "matters settled twice at once": Closure.objects.filter(case__in=keys, lifted_at__isnull=True)
        .values("case").annotate(n=Count("pk")).filter(n__gt=1).count()
        + cases.filter(closed_at__isnull=False).exclude(closures__lifted_at__isnull=True).count(),
        "histories out of order or broken": sum(_is_broken(case) for case in cases),
        "notices lost": _lost(keys, messages),
        "notices doubled": messages.values("key").annotate(n=Count("pk")).filter(n__gt=1).count(),
        "notices not sent": messages.exclude(state=Message.State.SENT).count(),
        "mails lost on the way": _mails_lost(messages, mail),
        "mails that arrived twice": sum(count - 1 for count in mail.values() if count > 1),
    }  # fmt: skip


def _is_nowhere(case: Case) -> bool:
    pending = HandOver.objects.pending().filter(case=case).count()
    return (case.is_closed and pending > 0) or pending > 1 or case.holder_unit_id is None or case.owner_unit_id is None


def _acceptances(offers: object) -> int:
    wrong = 0
    for offer in offers:  # type: ignore[attr-defined]
        rows = History.objects.filter(case=offer.case_id, kind="accepted", data__offer=str(offer.pk)).count()
        wrong += rows != (1 if offer.outcome == HandOver.Outcome.ACCEPTED else 0)
    return wrong


def _is_broken(case: Case) -> bool:
    before, last_at = FIRST, None
    rows = list(case.history.order_by("n"))
    for position, row in enumerate(rows, start=1):
        digest = digest_of(salt=bytes(row.salt), text=row.text, data=row.data)
        before = link_of(before=before, case=case.pk, n=row.n, kind=row.kind, at=row.at, by=row.by_id, digest=digest)
        if row.n != position or before != bytes(row.hash):
            return True
        last_at = row.at
    return len(rows) != case.n or before != bytes(case.head) or last_at is None


def _lost(keys: list[UUID], messages: object) -> int:
    """A public happening of which its own resident was not told."""
    told = set(messages.values_list("key", flat=True))  # type: ignore[attr-defined]
    rows = History.objects.filter(case__in=keys, is_public=True, kind__in=TOLD).annotate(who=F("case__resident"))
    own = rows.exclude(Q(kind="merged") & Q(data__has_key="from"))
    return sum(f"{row.case_id}:{row.n}:{TOLD[row.kind]}:{row.who}" not in told for row in own)


def _mails_lost(messages: object, mail: Counter[str]) -> int:
    from hantong.contacts.mail import message_id

    return sum(message_id(message.key) not in mail for message in messages)  # type: ignore[attr-defined]
