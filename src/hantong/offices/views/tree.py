"""The tree of jurisdictions, and one jurisdiction with its departments and places."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hantong.access.doors import allow
from hantong.offices import actions
from hantong.offices.directory import directory
from hantong.offices.facts import JurisdictionFacts, mark_of
from hantong.offices.forms import FrontOfficeForm, JurisdictionForm
from hantong.offices.lists import covers, department_choices, jurisdiction_choices, jurisdictions_in_order, tree
from hantong.offices.lookups import department_of
from hantong.offices.models import EDITING, Jurisdiction
from hantong.offices.reading import jurisdiction_facts
from hantong.offices.request import StaffRequest
from hantong.offices.views.form_page import form_page


@require_GET
@allow()
def jurisdictions(request: StaffRequest) -> HttpResponse:
    """Show the tree."""
    reach = request.person.reach(EDITING)
    context = {"lines": tree(reach), "may_add": bool(reach.is_everything or reach.jurisdictions)}
    return render(request, "offices/tree.html", {**context, "may_take_book": reach.is_everything})


@require_GET
@allow()
def jurisdiction(request: StaffRequest, code: str) -> HttpResponse:
    """Show a jurisdiction with its departments and places."""
    found = get_object_or_404(Jurisdiction.objects.select_related("parent", "front_office"), code=code)
    offices = directory()
    reach = request.person.reach(EDITING)
    front = FrontOfficeForm(
        initial={"department": found.front_office.key if found.front_office else ""},
        departments=department_choices(reach, jurisdiction=found.pk),
    )
    context = {
        "jurisdiction": found,
        "is_editable": covers(reach, found.pk),
        "departments": [each for each in offices.departments.values() if each.jurisdiction_id == found.pk],
        "places": [each for each in offices.places.values() if each.jurisdiction_id == found.pk],
        "children": [each for each in jurisdictions_in_order() if each.parent_id == found.pk],
        "front": front,
        "answering": offices.front_office(found.pk),
        "year": now().astimezone(found.zone).year,
    }
    return render(request, "offices/jurisdiction.html", context)


@allow(EDITING)
def new_jurisdiction(request: StaffRequest) -> HttpResponse:
    """Add a jurisdiction below one within reach."""
    reach = request.person.reach(EDITING)
    initial = {"zone": "Asia/Seoul", "holidays": "KR", "parent": request.GET.get("parent", ""), "kind": "city"}
    roots = [("", _("– (top of the tree)"))] if reach.is_everything else []
    parents = [*roots, *jurisdiction_choices(reach)]
    form = JurisdictionForm(request.POST or None, initial=initial, parents=parents, is_new=True)

    def act() -> str:
        row = actions.add_jurisdiction(facts=form.facts(), by=request.person.staff, at=now())
        return reverse("offices:jurisdiction", args=[row.code])

    context = {"title": _("New jurisdiction"), "back": reverse("offices:tree")}
    return form_page(request, form=form, act=act, template="offices/form.html", context=context, done=_("Added."))


@allow(EDITING)
def edit_jurisdiction(request: StaffRequest, code: str) -> HttpResponse:
    """Change what a jurisdiction is and where it lies."""
    reach = request.person.reach(EDITING)
    row = get_object_or_404(Jurisdiction.objects.editable_by(request.person).select_related("parent"), code=code)
    kept = jurisdiction_facts(row)
    form = JurisdictionForm(request.POST or None, initial=_initial(kept), parents=_parents(row, request), is_new=False)

    def act() -> str:
        actions.change_jurisdiction(
            jurisdiction=row,
            facts=form.facts(kept),
            seen=form.cleaned_data["seen"],
            by=request.person.staff,
            at=now(),
        )
        return reverse("offices:jurisdiction", args=[code])

    context = {
        "title": row.name,
        "back": reverse("offices:jurisdiction", args=[code]),
        "remove_url": reverse("offices:remove_jurisdiction", args=[code]) if reach.is_everything else "",
    }
    return form_page(request, form=form, act=act, template="offices/form.html", context=context, done=_("Saved."))


def _initial(kept: JurisdictionFacts) -> dict[str, object]:
    words = {f"name_{language}": kept.names.get(language, "") for language in ("ko", "en")}
    plain = {name: getattr(kept, name) for name in ("code", "kind", "parent", "zone", "holidays", "lat", "lon")}
    return {**words, **plain, "seen": mark_of(kept)}


def _parents(row: Jurisdiction, request: StaffRequest) -> list[tuple[str, str]]:
    """Where a jurisdiction may be moved: within the mover's reach, or left where it is."""
    reach = request.person.reach(EDITING)
    below = {directory().jurisdictions[each].code for each in directory().subtrees[row.pk]}
    found = [pair for pair in jurisdiction_choices(reach) if pair[0] not in below]
    if row.parent is None or reach.is_everything:
        found.insert(0, ("", _("– (top of the tree)")))
    if row.parent is not None and row.parent.code not in {code for code, _name in found}:
        found = [(row.parent.code, row.parent.name)]
    return found


@require_POST
@allow(EDITING)
def front_office(request: StaffRequest, code: str) -> HttpResponse:
    """Name the department that answers where nobody else is named."""
    row = get_object_or_404(Jurisdiction.objects.editable_by(request.person), code=code)
    choices = department_choices(request.person.reach(EDITING), jurisdiction=row.pk)
    form = FrontOfficeForm(request.POST, departments=choices)
    if not form.is_valid():
        messages.error(request, _("Choose a department of this jurisdiction."))
        return redirect("offices:jurisdiction", code)
    key = form.cleaned_data["department"]
    department = department_of(key, field="department") if key else None
    actions.name_front_office(jurisdiction=row, department=department, by=request.person.staff, at=now())
    messages.success(request, _("Saved."))
    return redirect("offices:jurisdiction", code)


@require_POST
@allow(EDITING)
def remove_jurisdiction(request: StaffRequest, code: str) -> HttpResponse:
    """Take a jurisdiction out of the tree."""
    row = get_object_or_404(Jurisdiction.objects.editable_by(request.person), code=code)
    actions.remove_jurisdiction(jurisdiction=row, by=request.person.staff, at=now())
    messages.success(request, _("Removed."))
    return redirect("offices:tree")
