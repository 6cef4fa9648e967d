"""Record what residents allow us to do with their data, and when they take it back."""

from datetime import datetime

from django.db import IntegrityError, transaction

from hantong.access.models import Staff
from hantong.people.actions._writing import locked, plain, written
from hantong.people.models import Consent, Resident
from hantong.people.refusals import ConsentGone, ConsentStands


@transaction.atomic
def give_consent(*, resident: Resident, purpose: str, how: str, by: Staff | None, at: datetime) -> Consent:
    """Record that a resident allowed something, and how they said so. Raises ConsentStands."""
    record = locked(resident)
    consent = Consent(resident=record, purpose=purpose, how=plain(how)[:40], given_at=at, recorded_by=by)
    try:
        with transaction.atomic():
            consent.save(force_insert=True)
    except IntegrityError as stands:
        raise ConsentStands(field="purpose") from stands
    written("consent.given", record, by=by, at=at, details={"purpose": purpose})
    return consent


@transaction.atomic
def withdraw_consent(*, consent: Consent, by: Staff | None, at: datetime) -> None:
    """Record that a resident took a consent back. Raises ConsentGone."""
    changed = Consent.objects.filter(pk=consent.pk, withdrawn_at__isnull=True).update(withdrawn_at=at)
    if not changed:
        raise ConsentGone
    written("consent.withdrawn", consent.resident, by=by, at=at, details={"purpose": consent.purpose})


@transaction.atomic
def object_to(*, resident: Resident, purpose: str, how: str, by: Staff | None, at: datetime) -> bool:
    """Record that a resident wants something no more, whether they had allowed it or not; tell whether that is news."""
    record = locked(resident)
    given = Consent.objects.filter(resident=record, purpose=purpose)
    standing = given.filter(withdrawn_at__isnull=True).first()
    if standing is not None:
        withdraw_consent(consent=standing, by=by, at=at)
        return True
    if given.exists():
        return False
    objection = Consent(
        resident=record, purpose=purpose, how=plain(how)[:40], given_at=at, withdrawn_at=at, recorded_by=by
    )
    objection.save(force_insert=True)
    written("consent.withdrawn", record, by=by, at=at, details={"purpose": purpose})
    return True
