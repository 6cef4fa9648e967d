"""What `hantong doctor` looks at in the data: triggers, counts, and offices that would leave a matter without an answer."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils.translation import override

from hantong.access.models import Staff
from hantong.access.offers import offers
from hantong.catalogue.book import catalogue
from hantong.contacts.models import Message
from hantong.imports.actions import waiting_uploads
from hantong.imports.actions.abandoning import ABANDONED_AFTER
from hantong.offices.directory import directory

LATE = timedelta(minutes=30)
A_NIGHT = timedelta(days=1)
SHOWN = 5
# table and name of every trigger without which figures, editions or histories go wrong unseen
TRIGGERS = {
    *((table, f"{table}_tally_{what}") for table in ("contacts_contact", "cases_case") for what in ("added", "removed", "moved")),
    *((table, f"{table}_append_only") for table in ("cases_history", "access_auditentry")),
    *(
        (table, f"{table}_edition")
        for table in ("offices_jurisdiction", "offices_department", "offices_place", "offices_post", "catalogue_service", "cases_routingrule")
    ),
}  # fmt: skip
_COUNTS = """
SELECT
  (SELECT COALESCE(sum(count), 0) FROM reports_tally WHERE kind = 1 AND heading = 1),
  (SELECT count(*) FROM contacts_contact),
  (SELECT COALESCE(sum(count), 0) FROM reports_tally WHERE kind = 2 AND heading = 1),
  (SELECT count(*) FROM cases_case)
"""


def triggers(at: datetime) -> tuple[bool, str]:
    """Look whether the database still writes by itself what it has to."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        )
        found = {(table, name) for table, name, _enabled in cursor.fetchall()}
    missing = sorted(f"{table}.{name}" for table, name in TRIGGERS - found)
    if missing:
        return False, f"missing or disabled: {_some(missing)}; run `hantong migrate` or restore a backup"
    return True, f"{len(TRIGGERS)} in place"


def tallies(at: datetime) -> tuple[bool, str]:
    """Look whether the figures count what there is."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS)
        contacts_tallied, contacts, matters_tallied, matters = cursor.fetchone()
    if (contacts_tallied, matters_tallied) == (contacts, matters):
        return True, f"{contacts:,} conversations and {matters:,} matters counted as they are"
    return False, f"conversations {contacts_tallied:,} of {contacts:,}, matters {matters_tallied:,} of {matters:,}"


def messages(at: datetime) -> tuple[bool, str]:
    """Look for notices to residents that did not leave."""
    waiting = Message.objects.filter(state=Message.State.QUEUED, created_at__lt=at - LATE).count()
    failed = Message.objects.filter(state=Message.State.FAILED, settled_at=None).count()
    words = f"{waiting} wait for more than half an hour, {failed} failed and wait for a call back"
    return not waiting, words if waiting or failed else "none waits"


def offices(at: datetime) -> tuple[bool, str]:
    """Look for jurisdictions in which nobody would answer."""
    known = directory()
    without = sorted(each.code for key, each in known.jurisdictions.items() if known.front_office(key) is None)
    if without:
        return False, f"no front office in {_some(without)}: name one on the page of the jurisdiction"
    return True, f"{len(known.jurisdictions)} jurisdictions, each with somebody who answers"


def services(at: datetime) -> tuple[bool, str]:
    """Look for services that nobody was made responsible for; their matters go to the front office."""
    book = catalogue()
    without = sorted(
        each.code for key, each in book.services.items() if each.is_active and not book.responsibilities.get(key)
    )
    words = f"nobody named for {_some(without)}: the front office gets them" if without else "each has its department"
    return True, words


def roles(at: datetime) -> tuple[bool, str]:
    """Look for what an update brought for the roles of the house, which an administrator takes or declines."""
    with override("en"):
        new = [f"{offer.name}: {', '.join(offer.capabilities)}" for offer in offers()]
    words = f"new for {'; '.join(new)}: an administrator takes or declines it at /access/roles/"
    return True, words if new else "each has what this version offers, or was not to have it"


def uploads(at: datetime) -> tuple[bool, str]:
    """Look for files that were uploaded to be brought in and wait for somebody."""
    waiting = list(waiting_uploads())
    abandoned = sum(each.is_abandoned(at - A_NIGHT) for each in waiting)
    size_mb = sum(each.path.stat().st_size for each in waiting) / 1e6
    if abandoned:
        return False, f"{abandoned} of {len(waiting)} should be gone: do the jobs run?"
    words = f"{len(waiting)} wait to be brought in, {size_mb:.1f} MB; removed after {ABANDONED_AFTER.days} days"
    return True, words if waiting else "none wait"


def demonstration(at: datetime) -> tuple[bool, str]:
    """Look for accounts whose password is printed, in a house that says that it is no demonstration."""
    from hantong.demonstration.staff import DOMAIN

    open_accounts = Staff.objects.filter(email__endswith=f"@{DOMAIN}", is_active=True).exclude(password__startswith="!")  # noqa: S106
    count = open_accounts.count()
    if count and not settings.HANTONG_DEMO:
        return False, f"{count} accounts with a printed password are open: close them, or begin with an empty database"
    return True, f"{count} accounts with a printed password, as a demonstration has" if count else "none"


def _some(names: list[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
