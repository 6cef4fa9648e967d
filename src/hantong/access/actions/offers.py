"""Take or decline what an update brought for the roles of the house."""

from datetime import datetime

from django.db import transaction

from hantong.access.actions.auditing import audit
from hantong.access.actions.roles import add_role, change_role, remember
from hantong.access.capabilities import ROLES
from hantong.access.models import Role, Staff
from hantong.access.offers import Offer, offers
from hantong.access.refusals import NothingNew


@transaction.atomic
def take_offer(*, key: str, by: Staff, at: datetime) -> Role:
    """Give one of our roles what is new for it, or make it where it is new itself. Raises NothingNew."""
    offer = _offer(key)
    if offer.role is None:
        return add_role(key=key, names=ROLES[key][0], capabilities=offer.capabilities, by=by, at=at)
    capabilities = [*offer.role.capabilities, *offer.capabilities]
    return change_role(role=offer.role, names=offer.role.names, capabilities=capabilities, by=by, at=at)


@transaction.atomic
def decline_offer(*, key: str, by: Staff, at: datetime) -> None:
    """Leave one of our roles as it is, and ask no more about what is new now. Raises NothingNew."""
    offer = _offer(key)
    remember(key, taken=set(offer.capabilities) if offer.role else {""})
    details = {"declined": list(offer.capabilities)}
    audit(verb="role.offer_declined", subject=f"role:{key}", details=details, by=by, at=at)


def _offer(key: str) -> Offer:
    found = next((offer for offer in offers() if offer.key == key), None)
    if found is None:
        raise NothingNew
    return found
