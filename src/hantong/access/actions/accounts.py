"""Make, change and close the accounts of staff."""

from collections.abc import Sequence
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from hantong.access.actions.auditing import audit
from hantong.access.links import password_token
from hantong.access.models import Staff
from hantong.access.refusals import AddressTaken, AlreadyActive, AlreadyInactive, NoSecondFactor, NotYourself


@transaction.atomic
def add_account(
    *,
    email: str,
    name: str,
    language: str,
    by: Staff | None,
    at: datetime,
    phone: str = "",
    languages: Sequence[str] = (),
) -> Staff:
    """Make an account without a password; a one-time link (see `invite`) lets its owner set one. Raises AddressTaken."""
    address = email.strip().lower()
    if Staff.objects.filter(email__iexact=address).exists():
        raise AddressTaken(field="email")
    staff = Staff(
        email=address,
        name=name.strip(),
        phone=phone,
        language=language,
        languages=list(languages),
        created_at=at,
    )
    staff.set_unusable_password()
    staff.save(force_insert=True)
    audit(verb="account.added", subject=f"staff:{staff.pk}", details={"name": staff.name}, by=by, at=at)
    return staff


@transaction.atomic
def change_account(
    *,
    staff: Staff,
    email: str,
    name: str,
    phone: str,
    language: str,
    languages: Sequence[str],
    by: Staff,
    at: datetime,
) -> Staff:
    """Change what an account says of its owner. Raises AddressTaken."""
    address = email.strip().lower()
    if Staff.objects.filter(email__iexact=address).exclude(pk=staff.pk).exists():
        raise AddressTaken(field="email")
    new = {
        "email": address,
        "name": name.strip(),
        "phone": phone,
        "language": language,
        "languages": list(languages),
    }
    changed = sorted(field for field, value in new.items() if getattr(staff, field) != value)
    if not changed:
        return staff
    for field in changed:
        setattr(staff, field, new[field])
    staff.save(update_fields=changed)
    if "email" in changed:
        EmailAddress.objects.filter(user_id=staff.pk).delete()  # or the old address would still sign in
        SocialAccount.objects.filter(user_id=staff.pk).delete()  # and so would whom a provider knows by it
    details = {"name": staff.name, "changed": changed}
    audit(verb="account.changed", subject=f"staff:{staff.pk}", details=details, by=by, at=at)
    return staff


@transaction.atomic
def deactivate_account(*, staff: Staff, by: Staff | None, at: datetime) -> Staff:
    """Close an account: nobody signs in with it, its open sessions and its keys end. Raises NotYourself, AlreadyInactive."""
    if by is not None and staff.pk == by.pk:
        raise NotYourself
    if not staff.is_active:
        raise AlreadyInactive
    staff.is_active = False
    staff.save(update_fields=["is_active"])
    revoked = staff.api_keys.filter(revoked_at__isnull=True).update(revoked_at=at)
    details = {"name": staff.name, "keys": revoked}
    audit(verb="account.deactivated", subject=f"staff:{staff.pk}", details=details, by=by, at=at)
    return staff


@transaction.atomic
def reactivate_account(*, staff: Staff, by: Staff | None, at: datetime) -> Staff:
    """Open a closed account again, with the password and posts it had. Raises AlreadyActive."""
    if staff.is_active:
        raise AlreadyActive
    staff.is_active = True
    staff.save(update_fields=["is_active"])
    audit(verb="account.reactivated", subject=f"staff:{staff.pk}", details={"name": staff.name}, by=by, at=at)
    return staff


@transaction.atomic
def reset_second_factor(*, staff: Staff, by: Staff | None, at: datetime) -> Staff:
    """Forget apps, passkeys and recovery codes of somebody who lost them; the password alone signs in again. Raises NoSecondFactor."""
    removed = sorted(Authenticator.objects.filter(user_id=staff.pk).values_list("type", flat=True))
    if not removed:
        raise NoSecondFactor
    Authenticator.objects.filter(user_id=staff.pk).delete()
    details = {"name": staff.name, "removed": removed}
    audit(verb="account.factor_reset", subject=f"staff:{staff.pk}", details=details, by=by, at=at)
    return staff


@transaction.atomic
def invite(*, staff: Staff, by: Staff | None, at: datetime) -> str:
    """Give the token of a one-time link to set a password; using it, or signing in, makes it worthless. Raises AlreadyInactive."""
    if not staff.is_active:
        raise AlreadyInactive
    audit(verb="account.invited", subject=f"staff:{staff.pk}", details={"name": staff.name}, by=by, at=at)
    return password_token(staff)
