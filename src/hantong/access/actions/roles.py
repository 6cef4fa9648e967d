"""Make and change roles: named sets of capabilities that posts give to people."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from hantong.access.actions.auditing import audit
from hantong.access.capabilities import CAPABILITIES, ROLES
from hantong.access.models import DeclinedOffer, Role, Staff
from hantong.access.refusals import LastAdministrator, RoleInUse, RoleTaken, UnknownCapability
from hantong.kit.editions import forget_edition

KEEPS_THE_KEYS = "access.edit"


@transaction.atomic
def add_role(
    *, key: str, names: Mapping[str, str], capabilities: Iterable[str], by: Staff | None, at: datetime
) -> Role:
    """Make a role. Raises RoleTaken, UnknownCapability."""
    if Role.objects.filter(pk=key).exists():
        raise RoleTaken(field="key")
    role = Role(key=key, names=dict(names), capabilities=_known(capabilities))
    role.save(force_insert=True)
    remember(key, taken=(), given=["", *role.capabilities])
    forget_edition()
    details = {"capabilities": role.capabilities}
    audit(verb="role.added", subject=f"role:{key}", details=details, by=by, at=at)
    return role


@transaction.atomic
def change_role(*, role: Role, names: Mapping[str, str], capabilities: Iterable[str], by: Staff, at: datetime) -> Role:
    """Change a role, at once for everyone who has it. Raises UnknownCapability, LastAdministrator."""
    before, after = set(role.capabilities), set(_known(capabilities))
    remember(role.key, taken=before - after, given=after - before)
    if KEEPS_THE_KEYS in before - after:
        _someone_else_keeps_the_keys(role)
    if before == after and role.names == dict(names):
        return role
    role.names = dict(names)
    role.capabilities = sorted(after)
    role.save(update_fields=["names", "capabilities"])
    forget_edition()
    details = {"given": sorted(after - before), "taken": sorted(before - after)}
    audit(verb="role.changed", subject=f"role:{role.key}", details=details, by=by, at=at)
    return role


@transaction.atomic
def remove_role(*, role: Role, by: Staff, at: datetime) -> None:
    """Remove a role that nobody ever had. Raises RoleInUse."""
    key = role.key
    remember(key, taken={""})
    try:
        with transaction.atomic():
            role.delete()
    except ProtectedError as used:
        raise RoleInUse from used
    forget_edition()
    audit(verb="role.removed", subject=f"role:{key}", by=by, at=at)


def remember(key: str, *, taken: Collection[str], given: Collection[str] = ()) -> None:
    """Keep what a role of the house was deprived of, so that no update offers it again."""
    if key in ROLES:
        DeclinedOffer.objects.filter(role=key, capability__in=given).delete()
        rows = [DeclinedOffer(role=key, capability=word) for word in sorted(taken)]
        DeclinedOffer.objects.bulk_create(rows, ignore_conflicts=True)


def _known(capabilities: Iterable[str]) -> list[str]:
    wanted = sorted(set(capabilities))
    if not set(wanted) <= set(CAPABILITIES):
        raise UnknownCapability(field="capabilities")
    return wanted


def _someone_else_keeps_the_keys(role: Role) -> None:
    if not Role.objects.exclude(pk=role.pk).filter(capabilities__contains=[KEEPS_THE_KEYS]).exists():
        raise LastAdministrator(field="capabilities")
