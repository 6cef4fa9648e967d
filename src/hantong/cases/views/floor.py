"""The floor tonight: overdue, nowhere-looking, who carries how much, and giving matters to others."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET

from hantong.access.doors import allow
from hantong.cases.colleagues import colleague_choices
from hantong.cases.counting import MOST_COUNTED, counting
from hantong.cases.floor import LOOKS, loads, looked_at
from hantong.cases.lines import listed
from hantong.cases.options import options
from hantong.cases.views.many import last_acts
from hantong.cases.work_list import ORDERS, BadCursor, slice_of
from hantong.offices.request import StaffRequest

LABELS = {
    "overdue": (pgettext_lazy("standing", "Overdue"), gettext_lazy("The promise to the resident is broken.")),
    "untaken": (gettext_lazy("Nobody took it"), gettext_lazy("Open for more than 24 hours without an owner.")),
    "running_out": (gettext_lazy("Offers running out"), gettext_lazy("Not answered, and over within 30 minutes.")),
    "timed_out": (
        gettext_lazy("Offers nobody answered"),
        gettext_lazy("Ran out in the last two days; back with the owner, who has not passed it on."),
    ),
    "abandoned": (gettext_lazy("In nobody's hands"), gettext_lazy("Owner or holder has left or has no post.")),
    "untouched": (gettext_lazy("Untouched"), gettext_lazy("Nothing has happened for 7 days.")),
    "unheard": (gettext_lazy("Unheard alarms"), gettext_lazy("An alarm nobody has looked at for an hour.")),
}


@require_GET
@allow("cases.supervise")
def floor(request: StaffRequest) -> HttpResponse:
    """Show what looks stuck, sort by sort, ready to be given to somebody."""
    at, person = now(), request.person
    look = request.GET.get("look", "overdue")
    if look not in LOOKS:
        look = "overdue"
    counted = counting({each: looked_at(each, person=person, at=at) for each in LOOKS}).counts()
    cases = looked_at(look, person=person, at=at)
    try:
        page = slice_of(
            cases, order=ORDERS["due"], after=request.GET.get("after", ""), before=request.GET.get("before", "")
        )
    except BadCursor:
        page = slice_of(cases, order=ORDERS["due"])
    context = {
        "now": at,
        "tabs": _tabs(look, counted),
        "look": look,
        "what": LABELS[look][1],
        "lines": listed(page.cases, person=person, at=at),
        "page": page,
        "last": last_acts(request, at=at),
        "may_handle": person.can("cases.handle"),
    }
    if page.cases:
        choices = colleague_choices(person.reach("cases.supervise").departments, at=at)
        context["colleagues"] = options(choices)
    return render(request, "cases/floor.html", context)


def _tabs(current: str, counted: dict[str, int]) -> list[dict[str, object]]:
    address = reverse("cases:floor")
    return [
        {
            "url": f"{address}?look={look}",
            "label": label,
            "is_current": look == current,
            "count": f"{MOST_COUNTED:,}+" if counted[look] > MOST_COUNTED else counted[look],
        }
        for look, (label, _what) in LABELS.items()
    ]


@require_GET
@allow("cases.supervise")
def people(request: StaffRequest) -> HttpResponse:
    """Show who has a post tonight, and how much each carries."""
    at = now()
    return render(request, "cases/floor_people.html", {"now": at, "loads": loads(person=request.person, at=at)})
