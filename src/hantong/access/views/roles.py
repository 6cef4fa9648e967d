"""Roles as pages: what staff with each may do."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hantong.access import actions
from hantong.access.capabilities import CAPABILITIES, ROLES
from hantong.access.doors import allow
from hantong.access.forms import NewRoleForm, RoleForm
from hantong.access.models import Role
from hantong.access.offers import offers
from hantong.access.person import Person
from hantong.access.refusals import RolesAreForAll, RoleTaken
from hantong.access.request import SignedInRequest

FORM = "access/role_form.html"


@require_GET
@allow("access.edit")
def roles(request: SignedInRequest) -> HttpResponse:
    """Show every role with what it allows."""
    rows = [
        (role, [CAPABILITIES[word] for word in CAPABILITIES if word in role.capabilities])
        for role in Role.objects.order_by("key")
    ]
    can_change = request.person.reach("access.edit").is_everything
    context = {"rows": rows, "can_change": can_change, "offers": offers() if can_change else []}
    return render(request, "access/role_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow("access.edit")
def new_role(request: SignedInRequest) -> HttpResponse:
    """Make a role."""
    _reaches_everyone(request.person)
    form = NewRoleForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            role = actions.add_role(
                key=data["key"],
                names=form.names(),
                capabilities=data["capabilities"],
                by=request.person.staff,
                at=now(),
            )
        except RoleTaken as refused:
            form.add_error("key", str(refused))
        else:
            messages.success(request, _("The role “%s” can be given now.") % role.name)
            return redirect("access:roles")
    return render(request, FORM, {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow("access.edit")
def role(request: SignedInRequest, key: str) -> HttpResponse:
    """Change a role, at once for everyone who has it."""
    found = get_object_or_404(Role, pk=key)
    _reaches_everyone(request.person)
    initial = {
        "name_ko": found.names.get("ko", ""),
        "name_en": found.names.get("en", ""),
        "capabilities": found.capabilities,
    }
    form = RoleForm(request.POST or None, initial=initial)
    if form.is_valid():
        wanted = form.cleaned_data["capabilities"]
        actions.change_role(role=found, names=form.names(), capabilities=wanted, by=request.person.staff, at=now())
        messages.success(request, _("The role “%s” has changed for everyone who has it.") % found.name)
        return redirect("access:roles")
    return render(request, FORM, {"form": form, "role": found}, status=422 if form.errors else 200)


@require_POST
@allow("access.edit")
def remove_role(request: SignedInRequest, key: str) -> HttpResponse:
    """Remove a role that nobody ever had."""
    found = get_object_or_404(Role, pk=key)
    _reaches_everyone(request.person)
    actions.remove_role(role=found, by=request.person.staff, at=now())
    messages.success(request, _("The role has been removed."))
    return redirect("access:roles")


@require_POST
@allow("access.edit")
def offer(request: SignedInRequest, key: str) -> HttpResponse:
    """Take what an update brought for a role, or leave the role as it is."""
    _reaches_everyone(request.person)
    if key not in ROLES:
        raise Http404
    staff, at = request.person.staff, now()
    if request.POST.get("do") == "decline":
        actions.decline_offer(key=key, by=staff, at=at)
        messages.success(request, _("The role stays as it is."))
    else:
        taken = actions.take_offer(key=key, by=staff, at=at)
        messages.success(request, _("The role “%s” has changed for everyone who has it.") % taken.name)
    return redirect("access:roles")


def _reaches_everyone(person: Person) -> None:
    if not person.reach("access.edit").is_everything:
        raise RolesAreForAll
