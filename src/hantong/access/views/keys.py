"""Keys of machines as pages: made, shown once, replaced, taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hantong.access import actions
from hantong.access.capabilities import CAPABILITIES
from hantong.access.doors import allow
from hantong.access.forms import KeyForm
from hantong.access.models import ApiKey, Staff
from hantong.access.request import SignedInRequest


@require_GET
@allow("access.edit")
def keys(request: SignedInRequest) -> HttpResponse:
    """Show every key with whose it is and what it may do; standing ones first."""
    found = ApiKey.objects.visible_to(request.person).select_related("staff")
    rows = [
        (key, [CAPABILITIES.get(word, word) for word in key.capabilities])
        for key in found.order_by("revoked_at", "-created_at")[:200]
    ]
    return render(request, "access/key_list.html", {"rows": rows, "now": now()})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow("access.edit")
def new_key(request: SignedInRequest) -> HttpResponse:
    """Make a key and show its secret this once."""
    accounts = Staff.objects.manageable_by(request.person).filter(is_active=True).order_by("name")
    form = KeyForm(request.POST or None, accounts=accounts)
    if form.is_valid():
        data = form.cleaned_data
        issued = actions.issue_key(
            staff=data["staff"],
            name=data["name"],
            capabilities=data["capabilities"],
            by=request.person.staff,
            at=now(),
        )
        return render(request, "access/key_shown.html", {"issued": issued})
    return render(request, "access/key_form.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_POST
@allow("access.edit")
def rotate_key(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Replace a key and show the new secret this once."""
    key = get_object_or_404(ApiKey.objects.visible_to(request.person).select_related("staff"), pk=pk)
    issued = actions.rotate_key(key=key, by=request.person.staff, at=now())
    return render(request, "access/key_shown.html", {"issued": issued, "replaced": key})


@require_POST
@allow("access.edit")
def revoke_key(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take a key back."""
    key = get_object_or_404(ApiKey.objects.visible_to(request.person), pk=pk)
    actions.revoke_key(key=key, by=request.person.staff, at=now())
    messages.success(request, _("The key “%s” opens nothing any more.") % key.name)
    return redirect("access:keys")
