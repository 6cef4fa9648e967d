"""The inbox of the floor: what waits for an answer, the next piece, and whether one is on duty or away."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_POST

from hantong.access.doors import allow
from hantong.kit.errors import Refused
from hantong.offices.request import StaffRequest
from hantong.written import actions
from hantong.written.forms import AwayForm
from hantong.written.lines import waiting_lines
from hantong.written.models import MOST_AT_ONCE, Waiting, WaitingQuerySet, Writer

ROWS_PER_PAGE = 40
TABS = {
    "free": pgettext_lazy("written work", "For anybody"),
    "mine": pgettext_lazy("written work", "With me"),
    "all": pgettext_lazy("written work", "Everything of ours"),
}


@require_GET
@allow("cases.handle")
def inbox(request: StaffRequest) -> HttpResponse:
    """Show what waits for an answer, the most pressing first."""
    return render(request, "written/inbox.html", _page(request))


def _page(request: StaffRequest, form: AwayForm | None = None) -> dict[str, object]:
    at, person = now(), request.person
    tab = request.GET.get("tab", "free")
    sets = _sets(request)
    tab = tab if tab in sets else "free"
    page = Paginator(sets[tab].by_clock().select_related("case"), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    writer = Writer.objects.filter(staff=person.staff).first()
    return {
        "now": at,
        "page": page,
        "lines": waiting_lines(list(page), person=person, at=at),
        "tabs": [_tab(key, tab, sets[key].count()) for key in TABS],
        "writer": writer,
        "most": writer.most_at_once if writer else MOST_AT_ONCE,
        "is_away": writer is not None and writer.is_away(at),
        "away_form": form or AwayForm(initial={"away_from": localtime(at)}),
        "may_supervise": person.can("cases.supervise"),
    }


def _sets(request: StaffRequest) -> dict[str, WaitingQuerySet]:
    ours = Waiting.objects.of_units_of(request.person)
    return {"free": ours.free(), "mine": Waiting.objects.filter(case__holder=request.person.staff), "all": ours}


def _tab(key: str, current: str, count: int) -> dict[str, object]:
    url = f"{reverse('written:inbox')}?tab={key}"
    return {"url": url, "label": TABS[key], "is_current": key == current, "count": f"{count:,}"}


@require_POST
@allow("cases.handle")
def next_one(request: StaffRequest) -> HttpResponse:
    """Give the person what should be answered next, and open it."""
    try:
        case = actions.give_next(person=request.person, by=request.person.staff, at=now())
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("written:inbox")
    return redirect("cases:case", case.number)


@require_POST
@allow("cases.handle")
def duty(request: StaffRequest) -> HttpResponse:
    """Go on or off duty."""
    is_on = request.POST.get("is_on") == "yes"
    actions.set_duty(staff=request.person.staff, is_on=is_on, by=request.person.staff, at=now())
    messages.success(request, _("You are on duty.") if is_on else _("You are off duty."))
    return redirect("written:inbox")


@require_POST
@allow("cases.handle")
def absence(request: StaffRequest) -> HttpResponse:
    """Say from when until when one is away, or that one is back."""
    staff = request.person.staff
    if request.POST.get("do") == "back":
        actions.come_back(staff=staff, by=staff, at=now())
        messages.success(request, _("Welcome back."))
        return HttpResponseRedirect(reverse("written:inbox"))
    form = AwayForm(request.POST)
    if form.is_valid():
        try:
            actions.go_away(staff=staff, by=staff, at=now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("Saved. Whoever writes to you meanwhile is told once when you are back."))
            return HttpResponseRedirect(reverse("written:inbox"))
    return render(request, "written/inbox.html", _page(request, form), status=422)
