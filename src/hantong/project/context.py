"""What every page shows around its content: the menu, who is signed in and until when."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import now
from django.utils.translation import gettext as _

from hantong.access.doors import person_of
from hantong.cases.bell import bell_count
from hantong.offices.person import StaffPerson
from hantong.project.live_page import live_url, resident_url
from hantong.project.menu import home_of, menu_for, public_menu


def page(request: HttpRequest) -> dict[str, object]:
    """Give the frame of a page: the signed-in person, the menu of their doors, the ways in and out."""
    person = person_of(request)
    frame: dict[str, object] = {"person": person, "menu": menu_for(person, request.path)}
    if person is None:
        return {
            **frame,
            "sign_in_url": reverse("account_login"),
            "public_menu": public_menu(request.path),
            "live_url": SimpleLazyObject(lambda: resident_url(request)),
        }
    return {
        **frame,
        **_work(request, person),
        "home_url": home_of(person),
        "signed_in_as": person.staff.name,
        "sign_out_url": reverse("account_logout"),
        "session_ends_s": getattr(request, "session_ends_s", None),
        "person_menu": [
            {"url": reverse("push:devices"), "label": _("Notifications"), "icon": "bell"},
            {"url": reverse("account_change_password"), "label": _("Password"), "icon": "lock"},
            {"url": reverse("mfa_index"), "label": _("Second factor"), "icon": "key"},
        ],
    }


def _work(request: HttpRequest, person: object) -> dict[str, object]:
    """Give what stands above the menu of people who see matters: search, bell, live events; asked when shown."""
    if not isinstance(person, StaffPerson) or not person.can("cases.see"):
        return {}
    return {
        "rail_top": "cases/_rail_top.html",
        "bell": SimpleLazyObject(lambda: bell_count(person)),
        "bell_at": now(),
        "live_url": SimpleLazyObject(lambda: live_url(request, person)),
    }
