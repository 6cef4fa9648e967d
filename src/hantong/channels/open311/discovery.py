"""The discovery document: where the endpoint is, which formats it has, and whom to ask for a key."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
CHANGED = "2026-11-21T00:00:00Z"
FORMATS = ["text/xml", "application/json"]


def discovery() -> dict[str, object]:
    """Give the document; the endpoint's address carries the version, as clients expect."""
    base = settings.PUBLIC_URL.rstrip("/") + reverse("open311:discovery_v2", args=["xml"]).rpartition("/")[0]
    kind = "test" if settings.HANTONG_DEMO else "production"
    return {
        "changeset": CHANGED,
        "contact": _("The offices at %s") % f"{settings.PUBLIC_URL.rstrip('/')}{reverse('home')}",
        "key_service": _("Reading needs no key. Ask the office for a key to file; the offices are listed at %s.")
        % f"{settings.PUBLIC_URL.rstrip('/')}{reverse('places:list')}",
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": base,
                "changeset": CHANGED,
                "type": kind,
                "formats": FORMATS,
            }
        ],
    }
