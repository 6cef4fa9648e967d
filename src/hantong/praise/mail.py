"""The week by mail: counts and the residents' words, in the reader's language, once per reader and week."""

from datetime import date, datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hantong.access.models import Staff
from hantong.offices.directory import directory
from hantong.praise.models import MayorsLine, SentWeek
from hantong.praise.terms import KINDS
from hantong.praise.week import Week, week_of, zone_of

MOST_WORDS = 40


def compose(week: Week, line: MayorsLine, staff: Staff) -> EmailMessage:
    """Make the mail."""
    with translation.override(staff.language), timezone.override(zone_of(line)):
        day = date_format(week.monday, "DATE_FORMAT")
        counts = week.counts
        body = [
            _("What residents wrote to %(line)s in the week of %(day)s:") % {"line": line.address.address, "day": day},
            "",
            _("%(total)d messages: %(praise)d praise, %(complaint)d complain, %(other)d others; some do both.")
            % {"total": week.total, **{name: counts[name] for name in ("praise", "complaint", "other")}},
            _("Answered: %(answered)d of %(total)d, on time: %(on_time)d.")
            % {"answered": counts["answered"], "total": week.total, "on_time": counts["on_time"]},
            "",
        ]
        for each in week.lines[:MOST_WORDS]:
            who = f" → {', '.join(each.praised)}" if each.praised else ""
            body += [f"[{KINDS[each.word.kind]}]{who}", each.text, ""]
        if week.total > MOST_WORDS:
            body.append(_("… and %(count)d more") % {"count": week.total - MOST_WORDS})
        link = f"{settings.PUBLIC_URL}{reverse('praise:week', args=[line.pk])}?week={week.monday:%Y-%m-%d}"
        body.append(_("All of it: %(link)s") % {"link": link})
        return EmailMessage(
            subject=_("The mayor's line: week of %(day)s") % {"day": day},
            body="\n".join(body),
            to=[staff.email],
            headers={"Auto-Submitted": "auto-generated"},
        )


@transaction.atomic
def send_week(*, line: MayorsLine, staff: Staff, monday: date, at: datetime) -> bool:
    """Send a reader the week that began on `monday`, once, as long as they may read it; tell whether it went out.

    A mail server that fails raises, and nothing is recorded: the next attempt sends it.
    """
    person = directory().person(staff, at=at)
    reach = person.reach("mayor.read")
    if not (reach.is_everything or line.address.jurisdiction_id in reach.jurisdictions) or not staff.is_active:
        return False
    kept = SentWeek(line=line, staff=staff, monday=monday, sent_at=at)
    SentWeek.objects.bulk_create([kept], ignore_conflicts=True)
    if not SentWeek.objects.filter(pk=kept.pk).exists():
        return False
    compose(week_of(line, monday, at=at), line, staff).send()
    return True
