"""What `hantong doctor` looks at: each check says in one line what it found, and whether that is well."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from hantong.access.queries import verify_chain
from hantong.cases.chain_check import verify_histories
from hantong.cases.file_store import is_held, path_of
from hantong.cases.models import Attachment, Case
from hantong.cases.models.case import CaseText
from hantong.contacts.models import RawArrival
from hantong.contacts.raw_store import ENDING as RAW
from hantong.project import doctor_data
from hantong.project.health import idle_parts

LATE = timedelta(minutes=10)
LEAST_FREE_SHARE = 0.05
WITHOUT_TABLES = frozenset({"database", "migrations", "disk", "settings"})
NOT_LOOKED_AT = "not looked at: run `hantong migrate` first"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found."""

    name: str
    is_well: bool
    words: str


def examine(*, at: datetime) -> list[Finding]:
    """Make every check, one after another; what needs tables that are not there yet is not looked at."""
    is_ready = _migrations(at)[0]
    return [
        Finding(name, *check(at)) if is_ready or name in WITHOUT_TABLES else Finding(name, False, NOT_LOOKED_AT)
        for name, check in CHECKS.items()
    ]


def _server(at: datetime) -> tuple[bool, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), pg_size_pretty(pg_database_size(current_database()))")
        version, size = cursor.fetchone()
    return True, f"PostgreSQL {version}, {size}"


def _migrations(at: datetime) -> tuple[bool, str]:
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return not waiting, f"{waiting} wait: run `hantong migrate`" if waiting else "all applied"


def _parts(at: datetime) -> tuple[bool, str]:
    idle = idle_parts()
    return not idle, f"not at work: {', '.join(idle)}" if idle else "live events and jobs are at work"


def _jobs(at: datetime) -> tuple[bool, str]:
    question = (
        "SELECT count(*) FILTER (WHERE status = 'failed'), count(*) FILTER (WHERE status = 'todo'"
        " AND COALESCE(scheduled_at, %s) < %s) FROM procrastinate_jobs"
    )
    with connection.cursor() as cursor:
        cursor.execute(question, [at - LATE * 2, at - LATE])
        failed, waiting = cursor.fetchone()
    return not failed, f"{failed} failed for good, {waiting} waiting"


def _audit(at: datetime) -> tuple[bool, str]:
    found = verify_chain()
    if found.is_whole:
        return True, f"{found.rows} rows, each proves the one before; the last is {found.head[:16]}"
    return False, f"row {found.broken_at} does not fit the one before it"


def _histories(at: datetime) -> tuple[bool, str]:
    found = verify_histories()
    if found.broken is None:
        return True, f"{found.cases} matters, {found.rows} rows, each proves the one before"
    return False, f"matter {found.broken.case}, row {found.broken.n}: {found.broken.why}"


def _search(at: datetime) -> tuple[bool, str]:
    without = Case.objects.exclude(pk__in=CaseText.objects.values("case_id")).count()
    return True, f"{without} matters still wait for their words" if without else "every matter is found by its words"


def _attachments(at: datetime) -> tuple[bool, str]:
    kept = Attachment.objects.filter(erased_at=None).values_list("sha256", flat=True).distinct()
    raw = RawArrival.objects.exclude(file="").values_list("file", flat=True).distinct()
    missing = sum(not (path_of(sha256).exists() or is_held(sha256)) for sha256 in kept.iterator())
    missing += sum(not path_of(sha256, ending=RAW).exists() for sha256 in raw.iterator())
    return not missing, f"{missing} contents are missing from {settings.HANTONG_FILES}" if missing else "all there"


def _disk(at: datetime) -> tuple[bool, str]:
    disk = shutil.disk_usage(settings.VAR)
    free_share = disk.free / disk.total
    return free_share >= LEAST_FREE_SHARE, f"{disk.free / 1e9:.1f} GB free, {free_share:.0%} of it"


def _settings(at: datetime) -> tuple[bool, str]:
    if settings.DEBUG:
        return False, "HANTONG_DEBUG is on: faults show code and data"
    if providers := [
        one["name"] for one in _providers() if not _is_safe(one.get("settings", {}).get("server_url", ""))
    ]:
        return False, f"staff sign in unencrypted by {', '.join(providers)}: give HANTONG_OIDC addresses with https://"
    is_safe = _is_safe(settings.PUBLIC_URL)
    return is_safe, settings.PUBLIC_URL if is_safe else f"pages travel unencrypted at {settings.PUBLIC_URL}"


def _providers() -> list[dict[str, Any]]:
    providers: list[dict[str, Any]] = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return providers


def _is_safe(address: str) -> bool:
    """Tell whether what is sent there is encrypted, or stays on this machine."""
    return address.startswith(("https://", "http://127.", "http://localhost"))


CHECKS: dict[str, Callable[[datetime], tuple[bool, str]]] = {
    "database": _server,
    "migrations": _migrations,
    "processes": _parts,
    "jobs": _jobs,
    "audit trail": _audit,
    "histories": _histories,
    "search": _search,
    "attachments": _attachments,
    "disk": _disk,
    "settings": _settings,
    "triggers": doctor_data.triggers,
    "tallies": doctor_data.tallies,
    "messages": doctor_data.messages,
    "offices": doctor_data.offices,
    "services": doctor_data.services,
    "roles": doctor_data.roles,
    "uploads": doctor_data.uploads,
    "open accounts": doctor_data.demonstration,
}
