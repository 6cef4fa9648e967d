"""My work and my units' work: tabs, filters in the address, saved views, and acts on many matters at once."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.timezone import now
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hantong.access.doors import allow
from hantong.cases import actions
from hantong.cases.colleagues import colleague_choices
from hantong.cases.counting import MOST_COUNTED
from hantong.cases.lines import listed
from hantong.cases.models import SavedView
from hantong.cases.options import options
from hantong.cases.views.many import last_acts
from hantong.cases.work_forms import SavedViewForm, WorkFilter
from hantong.cases.work_list import ORDERS, BadCursor, Slice, counts, slice_of, tab_cases
from hantong.kit.editions import Snapshot, current_edition
from hantong.offices.directory import directory
from hantong.offices.request import StaffRequest

TAB_LABELS = {
    "mine": gettext_lazy("Mine"),
    "offered": gettext_lazy("Offered to us"),
    "untaken": gettext_lazy("Not taken"),
    "due_soon": gettext_lazy("Due within a day"),
    "overdue": pgettext_lazy("standing", "Overdue"),
    "waiting": gettext_lazy("Waiting for the resident"),
    "settled": gettext_lazy("Settled lately"),
    "all": gettext_lazy("All"),
}


@require_GET
@allow("cases.see")
def work(request: StaffRequest) -> HttpResponse:
    """Show what waits for the person and their units."""
    at, person = now(), request.person
    tab = request.GET.get("tab", "mine")
    if tab not in TAB_LABELS:
        tab = "mine"
    form = WorkFilter(request.GET, person=person)
    form.is_valid()
    page = _page(request, form, tab)
    tabs = _tabs(tab, counts(person=person, at=at))
    context = {
        "now": at,
        "tab": tab,
        "tabs": tabs,
        "elsewhere": _elsewhere(tabs) if not page.cases else None,
        "form": form,
        "filters_key": (current_edition(), person.reach("cases.see").jurisdictions, tab) if form.is_blank else None,
        "lines": listed(page.cases, person=person, at=at),
        "page": page,
        "views": SavedView.objects.filter(staff=person.staff).order_by("name"),
        "view_form": SavedViewForm(initial={"query": _kept(request)}),
        "is_narrowed": form.is_narrowing,
        "last": last_acts(request, at=at),
        "may_handle": person.can("cases.handle"),
    }
    if page.cases and person.can("cases.handle"):
        context["colleagues"] = options(colleague_choices(person.department_ids(), at=at))
        context["departments"] = _departments()
    return render(request, "cases/work.html", context)


def _page(request: StaffRequest, form: WorkFilter, tab: str) -> Slice:
    at = now()
    cases = form.narrow(tab_cases(tab, person=request.person, at=at), at=at, tab=tab)
    asked = form.cleaned_data.get("sort") or ("-closed" if tab == "settled" else "due")
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    try:
        return slice_of(cases, order=ORDERS[asked], after=after, before=before)
    except BadCursor:
        return slice_of(cases, order=ORDERS[asked])


def _tabs(current: str, counted: dict[str, int]) -> list[dict[str, object]]:
    address = reverse("cases:work")
    return [
        {
            "url": f"{address}?tab={tab}",
            "label": label,
            "is_current": tab == current,
            "count": _said(counted[tab]) if tab in counted else None,
        }
        for tab, label in TAB_LABELS.items()
    ]


def _elsewhere(tabs: list[dict[str, object]]) -> dict[str, object] | None:
    """Give the first other tab under which something waits, with what its link says."""
    found = next((tab for tab in tabs if not tab["is_current"] and tab["count"] not in (None, "0")), None)
    return found and {"url": found["url"], "words": f"{found['label']} {found['count']}"}


def _said(count: int) -> str:
    return f"{MOST_COUNTED:,}+" if count > MOST_COUNTED else f"{count:,}"


def _departments() -> SafeString:
    """Give all departments as options: written once per edition and language."""
    kept = _departments_kept.get()
    language = get_language() or ""
    if language not in kept:
        kept[language] = options(_by_jurisdiction())
    return kept[language]


def _none_kept() -> dict[str, SafeString]:
    return {}


_departments_kept = Snapshot(_none_kept)


def _by_jurisdiction() -> list[tuple[str, list[tuple[str, str]]]]:
    offices = directory()
    groups: dict[str, list[tuple[str, str]]] = {}
    for key, unit in offices.departments.items():
        where = offices.jurisdictions[unit.jurisdiction_id].name
        groups.setdefault(where, []).append((str(key), unit.name))
    return sorted(groups.items())


def _kept(request: StaffRequest) -> str:
    query = request.GET.copy()
    for name in ("after", "before"):
        query.pop(name, None)
    for name in [name for name, value in query.items() if not value]:
        query.pop(name)
    return query.urlencode()[:500]


@require_POST
@allow("cases.see")
def views(request: StaffRequest) -> HttpResponse:
    """Keep the filters of the list under a name; the same name again replaces them."""
    form = SavedViewForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "title": _("Save this view"), "back": reverse("cases:work")}
        return render(request, "cases/saved_view.html", context, status=422)
    kept = actions.save_view(by=request.person.staff, at=now(), **form.cleaned_data)
    return HttpResponseRedirect(f"{reverse('cases:work')}?{kept.query}")


@require_POST
@allow("cases.see")
def view(request: StaffRequest, key: str) -> HttpResponse:
    """Rename a saved view, or forget it."""
    found = get_object_or_404(SavedView, pk=key, staff=request.person.staff)
    if request.POST.get("do") == "forget":
        actions.forget_view(view=found, by=request.person.staff, at=now())
        return HttpResponseRedirect(reverse("cases:work"))
    form = SavedViewForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "title": _("Rename the view"), "back": reverse("cases:work")}
        return render(request, "cases/saved_view.html", context, status=422)
    actions.rename_view(view=found, name=form.cleaned_data["name"], by=request.person.staff, at=now())
    return HttpResponseRedirect(f"{reverse('cases:work')}?{found.query}")
