"""Give keys to machines, change them and take them back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from hantong.access.actions.auditing import audit
from hantong.access.capabilities import CAPABILITIES
from hantong.access.key_text import Secret, digest, new_secret
from hantong.access.models import ApiKey, Staff
from hantong.access.refusals import AlreadyInactive, AlreadyOver, KeyRevoked, NothingAllowed, UnknownCapability

MOST_PER_MIN = 600


@dataclass(frozen=True, slots=True)
class Issued:
    """A key and, this once, its secret."""

    key: ApiKey
    secret: Secret


@transaction.atomic
def issue_key(
    *,
    staff: Staff,
    name: str,
    capabilities: Iterable[str],
    by: Staff | None,
    at: datetime,
    expires_at: datetime | None = None,
    most_per_min: int = MOST_PER_MIN,
) -> Issued:
    """Make a key that acts as `staff`, never beyond what their posts allow, so often a minute at most.

    Raises AlreadyInactive, NothingAllowed, UnknownCapability, AlreadyOver.
    """
    wanted = sorted(set(capabilities))
    if not staff.is_active:
        raise AlreadyInactive
    if not wanted:
        raise NothingAllowed(field="capabilities")
    if not set(wanted) <= set(CAPABILITIES):
        raise UnknownCapability(field="capabilities")
    if expires_at is not None and expires_at <= at:
        raise AlreadyOver(field="expires_on")
    secret = new_secret()
    key = ApiKey(staff=staff, name=name.strip(), capabilities=wanted, created_at=at)
    key.expires_at, key.most_per_min = expires_at, most_per_min
    key.prefix, key.secret_sha256 = secret.prefix, digest(secret.secret)
    key.save(force_insert=True)
    _audit("key.issued", key, by=by, at=at)
    return Issued(key=key, secret=secret)


@transaction.atomic
def rotate_key(*, key: ApiKey, by: Staff, at: datetime, overlap: timedelta = timedelta(0)) -> Issued:
    """Replace a key: the new one may do the same for as long; the old one opens for `overlap` still, or no more.

    Raises KeyRevoked, AlreadyInactive.
    """
    lasts = key.expires_at - key.created_at if key.expires_at else None
    if overlap:
        _end_key(key, ends_at=at + overlap, by=by, at=at)
    else:
        revoke_key(key=key, by=by, at=at)
    return issue_key(
        staff=key.staff,
        name=key.name,
        capabilities=key.capabilities,
        by=by,
        at=at,
        expires_at=at + lasts if lasts else None,
        most_per_min=key.most_per_min,
    )


def _end_key(key: ApiKey, *, ends_at: datetime, by: Staff, at: datetime) -> None:
    """Have a key open nothing from a moment on; one that ends sooner keeps its end. Raises KeyRevoked."""
    standing = ApiKey.objects.select_for_update(of=("self",)).filter(pk=key.pk, revoked_at__isnull=True).first()
    if standing is None:
        raise KeyRevoked
    key.expires_at = min(ends_at, standing.expires_at or ends_at)
    key.save(update_fields=["expires_at"])
    _audit("key.ending", key, by=by, at=at)


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
