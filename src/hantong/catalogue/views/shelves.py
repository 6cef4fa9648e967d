"""Groups and retention classes: what is the same for everybody, changed by who reaches everything."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hantong.access.doors import allow
from hantong.catalogue import actions
from hantong.catalogue.facts import GroupFacts, RetentionFacts
from hantong.catalogue.forms import GroupForm, RetentionForm
from hantong.catalogue.models import EDITING, RetentionClass, ServiceGroup
from hantong.catalogue.reading import group_facts, retention_facts
from hantong.offices.facts import mark_of
from hantong.offices.forms import fix_code
from hantong.offices.request import StaffRequest
from hantong.offices.views.form_page import form_page


@require_GET
@allow()
def shelves(request: StaffRequest) -> HttpResponse:
    """Show the groups and the retention classes."""
    context = {
        "groups": ServiceGroup.objects.order_by("rank", "code"),
        "retentions": RetentionClass.objects.order_by("code"),
        "may_edit": request.person.reach(EDITING).is_everything,
    }
    return render(request, "catalogue/shelves.html", context)


def _refuse_narrow(request: StaffRequest) -> None:
    if not request.person.reach(EDITING).is_everything:
        raise PermissionDenied


@allow(EDITING)
def group(request: StaffRequest, code: str = "") -> HttpResponse:
    """Add a group, or change one."""
    _refuse_narrow(request)
    row = get_object_or_404(ServiceGroup, pk=code) if code else None
    kept = group_facts(row) if row else None
    form = GroupForm(request.POST or None, initial=_initial(kept, "rank"))
    fix_code(form, is_new=kept is None)

    def act() -> None:
        seen = form.cleaned_data["seen"]
        actions.save_group(facts=form.facts(kept), seen=seen, by=request.person.staff, at=now())

    title = row.name if row else _("New group")
    remove = reverse("catalogue:remove_group", args=[code]) if code else ""
    return _page(request, form, act, title, remove)


@allow(EDITING)
def retention(request: StaffRequest, code: str = "") -> HttpResponse:
    """Add a retention class, or change one."""
    _refuse_narrow(request)
    row = get_object_or_404(RetentionClass, pk=code) if code else None
    kept = retention_facts(row) if row else None
    form = RetentionForm(request.POST or None, initial=_initial(kept, "keep_days", "basis"))
    fix_code(form, is_new=kept is None)

    def act() -> None:
        seen = form.cleaned_data["seen"]
        actions.save_retention(facts=form.facts(kept), seen=seen, by=request.person.staff, at=now())

    title = row.name if row else _("New retention class")
    remove = reverse("catalogue:remove_retention", args=[code]) if code else ""
    return _page(request, form, act, title, remove)


def _initial(kept: GroupFacts | RetentionFacts | None, *more: str) -> dict[str, object]:
    if kept is None:
        return {}
    words = {f"name_{language}": kept.names.get(language, "") for language in ("ko", "en")}
    return {**words, "code": kept.code, "seen": mark_of(kept), **{name: getattr(kept, name) for name in more}}


def _page(
    request: StaffRequest, form: GroupForm | RetentionForm, save: Callable[[], None], title: str, remove_url: str
) -> HttpResponse:
    back = reverse("catalogue:shelves")

    def act() -> str:
        save()
        return back

    context = {"title": title, "back": back, "remove_url": remove_url}
    return form_page(request, form=form, act=act, template="offices/form.html", context=context, done=_("Saved."))


@require_POST
@allow(EDITING)
def remove_group(request: StaffRequest, code: str) -> HttpResponse:
    """Remove a group without services."""
    _refuse_narrow(request)
    actions.remove_group(group=get_object_or_404(ServiceGroup, pk=code), by=request.person.staff, at=now())
    messages.success(request, _("Removed."))
    return redirect("catalogue:shelves")


@require_POST
@allow(EDITING)
def remove_retention(request: StaffRequest, code: str) -> HttpResponse:
    """Remove a retention class that no service has."""
    _refuse_narrow(request)
    row = get_object_or_404(RetentionClass, pk=code)
    actions.remove_retention(retention=row, by=request.person.staff, at=now())
    messages.success(request, _("Removed."))
    return redirect("catalogue:shelves")
