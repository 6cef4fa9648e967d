"""What every page shows around its content: the menu, who is signed in and until when."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from hantong.access.doors import person_of
from hantong.project.menu import menu_for


def page(request: HttpRequest) -> dict[str, object]:
    """Give the frame of a page: the signed-in person, the menu of their doors, the ways in and out."""
    person = person_of(request)
    frame: dict[str, object] = {"person": person, "menu": menu_for(person, request.path)}
    if person is None:
        return {**frame, "sign_in_url": reverse("account_login")}
    return {
        **frame,
        "signed_in_as": person.staff.name,
        "sign_out_url": reverse("account_logout"),
        "session_ends_s": getattr(request, "session_ends_s", None),
        "person_menu": [
            {"url": reverse("account_change_password"), "label": _("Password"), "icon": "lock"},
            {"url": reverse("mfa_index"), "label": _("Second factor"), "icon": "key"},
        ],
    }
