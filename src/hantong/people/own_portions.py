"""What this room itself holds about a resident, as portions of an export."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from hantong.access.models import Viewing
from hantong.people.contact_points import printed
from hantong.people.holdings import Portion
from hantong.people.models import Consent, ContactPoint, Resident, Spokesperson


def own_portions(ids: Collection[UUID]) -> Sequence[Portion]:
    """Give the records, contact points, consents, spokespersons and the looks at them."""
    return (_records(ids), _points(ids), _consents(ids), _speakers(ids), _looks(ids))


def _records(ids: Collection[UUID]) -> Portion:
    rows = [
        {
            "name": row.name,
            "language": row.language,
            "needs": ", ".join(str(Resident.Need(need).label) for need in row.needs),
            "jurisdiction": row.jurisdiction.name if row.jurisdiction else "",
            "remarks": row.remarks,
            "since": row.created_at,
        }
        for row in Resident.objects.filter(pk__in=ids).select_related("jurisdiction").order_by("created_at")
    ]
    columns = {
        "name": _("Name"),
        "language": _("Language"),
        "needs": _("Needs"),
        "jurisdiction": _("City or county"),
        "remarks": _("Remarks"),
        "since": _("On record since"),
    }
    return Portion("residents", _("Who you are"), columns, rows)


def _points(ids: Collection[UUID]) -> Portion:
    rows = [
        {"kind": str(row.get_kind_display()), "value": printed(row.value), "since": row.created_at}
        for row in ContactPoint.objects.filter(resident__in=ids).order_by("created_at", "pk")
    ]
    columns = {"kind": _("Kind"), "value": _("Address or number"), "since": _("On record since")}
    return Portion("contact_points", _("Your contact points"), columns, rows)


def _consents(ids: Collection[UUID]) -> Portion:
    rows = [
        {
            "purpose": str(row.get_purpose_display()),
            "how": row.how,
            "given": row.given_at,
            "withdrawn": row.withdrawn_at,
        }
        for row in Consent.objects.filter(resident__in=ids).order_by("given_at")
    ]
    columns = {"purpose": _("For"), "how": _("How it was said"), "given": _("Given"), "withdrawn": _("Withdrawn")}
    return Portion("consents", _("What you allowed"), columns, rows)


def _speakers(ids: Collection[UUID]) -> Portion:
    found = Spokesperson.objects.filter(resident__in=ids).select_related("speaker").order_by("since")
    rows = [
        {"name": row.speaker.name, "relation": row.relation, "since": row.since, "until": row.until} for row in found
    ]
    columns = {"name": _("Name"), "relation": _("Relation"), "since": _("Since"), "until": _("Until")}
    return Portion("spokespersons", _("Who may speak for you"), columns, rows)


def _looks(ids: Collection[UUID]) -> Portion:
    rows = [
        {"at": row.at, "who": row.staff.name, "page": row.page}
        for row in Viewing.objects.filter(resident_id__in=ids).select_related("staff").order_by("at")
    ]
    columns = {"at": _("Date and time"), "who": _("Who"), "page": _("Page")}
    return Portion("viewings", _("Who looked at your data"), columns, rows)
