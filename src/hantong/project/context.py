"""What every page shows around its content: the menu, the live-event ticket."""

from django.http import HttpRequest

from hantong.access.doors import person_of
from hantong.project.menu import menu_for


def page(request: HttpRequest) -> dict[str, object]:
    """Give the frame of a page: the signed-in person and the menu of the doors that open for them."""
    person = person_of(request)
    return {"person": person, "menu": menu_for(person, request.path)}
