"""Departments: added, changed, removed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hantong.access.doors import allow
from hantong.offices import actions
from hantong.offices.facts import DepartmentFacts, mark_of
from hantong.offices.forms import DepartmentForm
from hantong.offices.lists import jurisdiction_choices
from hantong.offices.models import EDITING, Department
from hantong.offices.reading import department_facts
from hantong.offices.request import StaffRequest
from hantong.offices.views.form_page import form_page


@allow(EDITING)
def new_department(request: StaffRequest) -> HttpResponse:
    """Add a department to a jurisdiction within reach."""
    choices = jurisdiction_choices(request.person.reach(EDITING))
    initial = {"jurisdiction": request.GET.get("jurisdiction", ""), "is_active": True}
    form = DepartmentForm(request.POST or None, initial=initial, jurisdictions=choices, is_new=True)

    def act() -> str:
        row = actions.add_department(facts=form.facts(), by=request.person.staff, at=now())
        return reverse("offices:jurisdiction", args=[row.jurisdiction.code])

    context = {"title": _("New department"), "back": reverse("offices:tree")}
    return form_page(request, form=form, act=act, template="offices/form.html", context=context, done=_("Added."))


@allow(EDITING)
def edit_department(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Change what a department is."""
    row = get_object_or_404(Department.objects.editable_by(request.person).select_related("jurisdiction"), pk=pk)
    kept = department_facts(row)
    here = [(row.jurisdiction.code, row.jurisdiction.name)]
    form = DepartmentForm(request.POST or None, initial=_initial(kept), jurisdictions=here, is_new=False)
    back = reverse("offices:jurisdiction", args=[row.jurisdiction.code])

    def act() -> str:
        actions.change_department(
            department=row,
            facts=form.facts(kept),
            seen=form.cleaned_data["seen"],
            by=request.person.staff,
            at=now(),
        )
        return back

    context = {"title": row.name, "back": back, "remove_url": reverse("offices:remove_department", args=[pk])}
    return form_page(request, form=form, act=act, template="offices/form.html", context=context, done=_("Saved."))


def _initial(kept: DepartmentFacts) -> dict[str, object]:
    words = {f"name_{language}": kept.names.get(language, "") for language in ("ko", "en")}
    plain = {name: getattr(kept, name) for name in ("jurisdiction", "code", "phone", "email", "is_active")}
    return {**words, **plain, "seen": mark_of(kept)}


@require_POST
@allow(EDITING)
def remove_department(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Remove a department that nothing refers to."""
    row = get_object_or_404(Department.objects.editable_by(request.person).select_related("jurisdiction"), pk=pk)
    code = row.jurisdiction.code
    actions.remove_department(department=row, by=request.person.staff, at=now())
    messages.success(request, _("Removed."))
    return redirect("offices:jurisdiction", code)
