"""Give keys to machines, change them and take them back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hantong.access.actions.auditing import audit
from hantong.access.capabilities import CAPABILITIES
from hantong.access.key_text import Secret, digest, new_secret
from hantong.access.models import ApiKey, Staff
from hantong.access.refusals import AlreadyInactive, KeyRevoked, NothingAllowed, UnknownCapability


@dataclass(frozen=True, slots=True)
class Issued:
    """A key and, this once, its secret."""

    key: ApiKey
    secret: Secret


@transaction.atomic
def issue_key(*, staff: Staff, name: str, capabilities: Iterable[str], by: Staff | None, at: datetime) -> Issued:
    """Make a key that acts as `staff`, never beyond what their posts allow.

    Raises AlreadyInactive, NothingAllowed, UnknownCapability.
    """
    wanted = sorted(set(capabilities))
    if not staff.is_active:
        raise AlreadyInactive
    if not wanted:
        raise NothingAllowed(field="capabilities")
    if not set(wanted) <= set(CAPABILITIES):
        raise UnknownCapability(field="capabilities")
    secret = new_secret()
    key = ApiKey(staff=staff, name=name.strip(), capabilities=wanted, created_at=at)
    key.prefix, key.secret_sha256 = secret.prefix, digest(secret.secret)
    key.save(force_insert=True)
    _audit("key.issued", key, by=by, at=at)
    return Issued(key=key, secret=secret)


@transaction.atomic
def rotate_key(*, key: ApiKey, by: Staff, at: datetime) -> Issued:
    """Replace a key: the old secret stops at once, the new key may do the same. Raises KeyRevoked, AlreadyInactive."""
    revoke_key(key=key, by=by, at=at)
    return issue_key(staff=key.staff, name=key.name, capabilities=key.capabilities, by=by, at=at)


@transaction.atomic
def revoke_key(*, key: ApiKey, by: Staff, at: datetime) -> ApiKey:
    """Take a key back, for good. Raises KeyRevoked."""
    changed = ApiKey.objects.filter(pk=key.pk, revoked_at__isnull=True).update(revoked_at=at)
    if not changed:
        raise KeyRevoked
    key.revoked_at = at
    _audit("key.revoked", key, by=by, at=at)
    return key


def _audit(verb: str, key: ApiKey, *, by: Staff | None, at: datetime) -> None:
    details = {
        "name": key.name,
        "prefix": key.prefix,
        "capabilities": key.capabilities,
        "staff": str(key.staff_id),
    }
    audit(verb=verb, subject=f"key:{key.pk}", details=details, by=by, at=at)
