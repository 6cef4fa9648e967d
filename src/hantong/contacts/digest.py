"""The daily digest: what is due today, what is late and what is offered, to each member of staff in their language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hantong.access.models import Staff
from hantong.cases.models import Case, HandOver
from hantong.contacts.actions import record_digest
from hantong.offices.directory import directory
from hantong.offices.person import StaffPerson
from hantong.shell.moments import moment_text

MOST_LINES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits for one person; each matter stands in one list."""

    overdue: tuple[Case, ...]
    due_today: tuple[Case, ...]
    offers: tuple[HandOver, ...]

    @property
    def count(self) -> int:
        """How much it is altogether."""
        return len(self.overdue) + len(self.due_today) + len(self.offers)


def waiting_for(person: StaffPerson, *, at: datetime) -> Waiting:
    """Give what waits for `person` until the end of their day."""
    local = at.astimezone(zone_of(person))
    tomorrow = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    mine = Case.objects.open().filter(Q(owner=person.staff) | Q(holder=person.staff), waiting_since__isnull=True)
    due = list(mine.filter(due_at__lt=tomorrow).order_by("due_at", "pk"))
    offers = HandOver.objects.pending().select_related("case")
    to_units = Q(to_staff__isnull=True, to_unit__in=person.department_ids())
    return Waiting(
        overdue=tuple(case for case in due if case.is_overdue(at)),
        due_today=tuple(case for case in due if not case.is_overdue(at)),
        offers=tuple(offers.filter(Q(to_staff=person.staff) | to_units).order_by("expires_at")),
    )


def zone_of(person: StaffPerson):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """Give the zone of the person's office."""
    home = person.home
    return directory().jurisdictions[home.jurisdiction].zone if home else timezone.get_default_timezone()


def compose(person: StaffPerson, waiting: Waiting, *, at: datetime) -> EmailMessage:
    """Make the e-mail in the person's language."""
    with translation.override(person.staff.language), timezone.override(zone_of(person)):
        subject = ngettext(
            "Today: %(count)d matter waits for you", "Today: %(count)d matters wait for you", waiting.count
        )
        parts = [
            *_part(_("Overdue"), (_line(case, at) for case in waiting.overdue), len(waiting.overdue)),
            *_part(_("Due today"), (_line(case, at) for case in waiting.due_today), len(waiting.due_today)),
            *_part(_("Offered to you or your unit"), (_line(o.case, at) for o in waiting.offers), len(waiting.offers)),
            _("Your work: %(link)s") % {"link": settings.PUBLIC_URL + settings.LOGIN_REDIRECT_URL},
            _("No more such mails: %(link)s") % {"link": settings.PUBLIC_URL + reverse("contacts:digest")},
        ]
        return EmailMessage(
            subject=subject % {"count": waiting.count},
            body="\n".join(parts),
            to=[person.staff.email],
            headers={"Auto-Submitted": "auto-generated"},
        )


def _part(title: str, lines: Iterable[str], count: int) -> list[str]:
    if not count:
        return []
    shown = list(lines)[:MOST_LINES]
    more = [_("… and %(count)d more") % {"count": count - len(shown)}] if count > len(shown) else []
    return [f"{title} ({count})", *shown, *more, ""]


def _line(case: Case, at: datetime) -> str:
    """Give a line without the words of the resident: mail passes through other people's servers."""
    due = moment_text(case.due_at, now=at) if case.due_at else "—"
    service = case.service.name if case.service else _("Something else")
    return f"  {case} · {service} · {due}"


def wanting() -> list[Staff]:
    """Give everybody who works here and did not decline the digest."""
    return list(Staff.objects.filter(is_active=True).exclude(digest_choice__is_wanted=False).order_by("pk"))


@transaction.atomic
def send_to(person: StaffPerson, *, at: datetime) -> bool:
    """Send one digest, once a day and only if something waits; tell whether it went out.

    A mail server that fails raises, and nothing is recorded: the next attempt sends it.
    """
    waiting = waiting_for(person, at=at)
    day = at.astimezone(zone_of(person)).date()
    if not waiting.count or not record_digest(staff=person.staff, day=day, at=at):
        return False
    compose(person, waiting, at=at).send()
    return True
