"""Erase what matters say, and keep that they were: words, places and files go, times, kinds and counts stay."""

from collections.abc import Collection
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import connection, transaction

from hantong.cases.file_store import forget
from hantong.cases.models import (
    Alert,
    Attachment,
    Case,
    CaseText,
    Closure,
    Draft,
    Extension,
    ExtensionConsent,
    History,
    Pause,
    PendingAnswer,
)


@transaction.atomic
def erase_cases(keys: Collection[UUID], *, at: datetime) -> dict[str, int]:
    """Erase these matters for good, and tell how many and how many files.

    History rows keep their digests, so that the chain still proves their order; without the salt, which goes too,
    nobody can find out by guessing what a digest was made of.
    """
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL hantong.erasing = 'on'")
    History.objects.filter(case__in=keys).update(text="", data={}, salt=b"")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL hantong.erasing = 'off'")
    Closure.objects.filter(case__in=keys).update(text="", passed_to="")
    Extension.objects.filter(case__in=keys).update(reason="")
    ExtensionConsent.objects.filter(case__in=keys).update(reason="")
    Pause.objects.filter(case__in=keys).update(question="")
    Alert.objects.filter(case__in=keys).delete()
    Draft.objects.filter(case__in=keys).delete()
    PendingAnswer.objects.filter(case__in=keys).update(text="")
    CaseText.objects.filter(case_id__in=keys).delete()
    files = _erase_files(keys, at=at)
    erased = Case.objects.filter(pk__in=keys).update(
        title="", address="", lat=None, lon=None, attributes={}, resident=None, erased_at=at
    )
    return {"cases": erased, "attachments": files}


def _erase_files(keys: Collection[UUID], *, at: datetime) -> int:
    """Empty the files' rows; a content that no other matter has is removed once this is committed."""
    found = Attachment.objects.filter(case__in=keys, erased_at__isnull=True)
    contents = set(found.values_list("sha256", flat=True))
    erased = found.update(name="", erased_at=at)
    needed = Attachment.objects.filter(sha256__in=contents, erased_at__isnull=True).values_list("sha256", flat=True)
    transaction.on_commit(partial(forget, contents - set(needed)))
    return erased
