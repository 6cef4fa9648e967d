"""What every verb of this room does at its end: the audit trail is written and a new edition begins."""

from collections.abc import Mapping
from datetime import datetime

from hantong.access.actions import audit
from hantong.access.models import Staff
from hantong.kit.editions import forget_edition
from hantong.offices.models import Department, Jurisdiction
from hantong.offices.refusals import NameMissing, UnknownCode


def written(
    *, verb: str, subject: str, details: Mapping[str, object], by: Staff | None, at: datetime
) -> None:
    """Keep the change in the audit trail and make the rest of this turn read the offices anew."""
    audit(verb=verb, subject=subject, details=dict(details), by=by, at=at)
    forget_edition()


def named(names: Mapping[str, str]) -> dict[str, str]:
    """Give the names that are not empty. Raises NameMissing without a Korean one."""
    kept = {language: text.strip() for language, text in names.items() if text.strip()}
    if "ko" not in kept:
        raise NameMissing(field="name_ko")
    return kept


def jurisdiction_of(code: str, *, field: str) -> Jurisdiction:
    """Find a jurisdiction by its code. Raises UnknownCode, which names `field`."""
    found = Jurisdiction.objects.filter(code=code).first()
    if found is None:
        raise UnknownCode(field=field)
    return found


def department_of(key: str, *, field: str) -> Department:
    """Find a department by its key, such as "suwon/parking". Raises UnknownCode, which names `field`."""
    jurisdiction, _, code = key.partition("/")
    found = Department.objects.filter(jurisdiction__code=jurisdiction, code=code).first()
    if found is None:
        raise UnknownCode(field=field)
    return found
