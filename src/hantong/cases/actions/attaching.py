"""Files that come with a matter: checked, kept by their content, named in its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog
from django.db import transaction

from hantong.access.models import Staff
from hantong.cases import file_store
from hantong.cases.actions._writing import Step, held, write
from hantong.cases.actions.alerting import alert, holders_alert
from hantong.cases.events import CaseNoted
from hantong.cases.file_check import Checked, Unacceptable, check
from hantong.cases.models import Attachment, Case, History
from hantong.cases.refusals import FileRefused, TooManyFiles
from hantong.cases.scanning import ScannerAway, harm_in, is_scanning
from hantong.kit.events import announce

log = structlog.get_logger("hantong.files")
MOST_FILES_AT_ONCE = 5
MOST_FILES = 30
UNUSED_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file as it was sent."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A file that was checked and kept, and waits for its matter."""

    name: str
    content_type: str
    size_bytes: int
    sha256: str


def keep_files(files: Sequence[NewFile]) -> list[KeptFile]:
    """Check `files` and keep their content, before there is a matter to attach them to.

    Raises FileRefused, TooManyFiles.
    """
    if len(files) > MOST_FILES_AT_ONCE:
        raise TooManyFiles(field="files")
    checked = [_check(file) for file in files]
    for file in checked:
        held = _held(file)
        file_store.keep(file.content, sha256=file.sha256, ending=held)
        if file.thumbnail:
            file_store.keep(file.thumbnail, sha256=file.sha256, ending=file_store.THUMBNAIL + held)
    return [
        KeptFile(name=file.name, content_type=file.content_type, size_bytes=len(file.content), sha256=file.sha256)
        for file in checked
    ]


def _held(file: Checked) -> str:
    """Refuse what the scanner finds harmful; where it gives no answer, the file is kept but not handed out yet."""
    if not is_scanning() or file_store.path_of(file.sha256).exists():
        return ""
    try:
        harm = harm_in(file.content)
    except ScannerAway as away:
        log.warning("a file waits for the scanner", reason=str(away))
        return file_store.HELD
    if harm:
        raise FileRefused.because("harmful", name=file.name)
    return ""


def look_at_held(*, at: datetime) -> tuple[int, int]:
    """Have the scanner look at files that are held; tell how many were let go, and how many were found harmful."""
    clean = harmful = 0
    for sha256 in file_store.held():
        try:
            harm = harm_in(file_store.content_of(sha256, ending=file_store.HELD)) if is_scanning() else ""
        except (ScannerAway, FileNotFoundError) as away:
            log.warning("a file waits for the scanner", reason=str(away))
            break
        if harm:
            _remove_harmful(sha256, harm, at=at)
            harmful += 1
        else:
            file_store.let_go(sha256)
            clean += 1
    return clean, harmful


@transaction.atomic
def _remove_harmful(sha256: str, harm: str, *, at: datetime) -> None:
    """Take a harmful file away from the matters that it came with, and tell whoever works on them."""
    rows = list(Attachment.objects.filter(sha256=sha256, erased_at__isnull=True).select_related("case"))
    for row in rows:
        told = holders_alert(row.case, kind="harmful_file", is_alarm=True)
        told.data = {"reason": f"{row.name} ({harm})"}
        alert(row.case, told, at=at)
    Attachment.objects.filter(pk__in=[row.pk for row in rows]).update(erased_at=at)
    transaction.on_commit(partial(file_store.forget, [sha256]))


def _check(file: NewFile) -> Checked:
    try:
        return check(name=file.name, content=file.content)
    except Unacceptable as unacceptable:
        raise FileRefused.because(unacceptable.code, name=file.name) from unacceptable


@transaction.atomic
def attach(
    *,
    case: Case,
    files: Sequence[KeptFile],
    by: Staff | None,
    at: datetime,
    is_public: bool = True,
    channel: str = "",
) -> list[Attachment]:
    """Attach kept files to a matter; what is attached already is left alone. Raises TooManyFiles."""
    case = held(case)
    known = set(Attachment.objects.filter(case=case).values_list("sha256", flat=True))
    fresh = list({file.sha256: file for file in files if file.sha256 not in known}.values())
    if not fresh:
        return []
    if len(known) + len(fresh) > MOST_FILES:
        raise TooManyFiles(field="files")
    rows = [
        Attachment(
            case=case,
            name=file.name,
            content_type=file.content_type,
            size_bytes=file.size_bytes,
            sha256=file.sha256,
            by=by,
            at=at,
            is_public=is_public,
        )
        for file in fresh
    ]
    Attachment.objects.bulk_create(rows)
    step = Step(
        kind=History.Kind.ATTACHED,
        is_public=is_public,
        data={"files": [{"id": str(row.pk), "name": row.name} for row in rows]},
    )
    write(case, step, by=by, at=at, by_resident=by is None, channel=channel)
    announce(CaseNoted.of(case))
    return rows


def forget_unused_files(*, at: datetime) -> int:
    """Remove kept files that no matter has come to claim within a day; tell how many."""
    old = set(file_store.kept_before(at - UNUSED_AFTER))
    used = set(Attachment.objects.filter(sha256__in=old, erased_at__isnull=True).values_list("sha256", flat=True))
    file_store.forget(old - used)
    return len(old - used)
