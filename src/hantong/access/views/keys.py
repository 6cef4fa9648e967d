"""Keys of machines as pages: made, shown once, replaced, taken back."""

from datetime import datetime, timedelta
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
from hantong.access.forms import KeyForm, RotationForm
from hantong.access.models import ApiKey, Staff
from hantong.access.refusals import AlreadyOver, BeyondYourRights
from hantong.access.request import SignedInRequest
from hantong.access.standing_in import refuse_to_stand_in


@require_GET
@allow("access.edit")
def keys(request: SignedInRequest) -> HttpResponse:
    """Show every key with whose it is and what it may do; standing ones first."""
    found = ApiKey.objects.visible_to(request.person).select_related("staff")
    found = found.prefetch_related("staff__posts__department__jurisdiction")
    at = now()
    rows = [
        {
            "key": key,
            "allowed": [CAPABILITIES.get(word, word) for word in key.capabilities],
            "where": _where(key, at=at),
            "is_over": key.is_over(at),
        }
        for key in found.order_by("revoked_at", "-created_at")[:200]
    ]
    return render(request, "access/key_list.html", {"rows": rows, "rotation_form": RotationForm(), "now": at})


def _where(key: ApiKey, *, at: datetime) -> list[str]:
    """Name the jurisdictions that the account's standing posts reach, each with all below it."""
    posts = [post for post in key.staff.posts.all() if post.starts_at <= at and (not post.ends_at or at < post.ends_at)]
    return sorted({str(post.department.jurisdiction.name) for post in posts})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow("access.edit")
def new_key(request: SignedInRequest) -> HttpResponse:
    """Make a key and show its secret this once."""
    accounts = Staff.objects.manageable_by(request.person).filter(is_active=True).order_by("name")
    form = KeyForm(request.POST or None, accounts=accounts)
    issued = _issued(request, form) if form.is_valid() else None
    if issued is not None:
        return render(request, "access/key_shown.html", {"issued": issued})
    status = 422 if form.errors else 200
    return render(request, "access/key_form.html", {"form": form}, status=status)


def _issued(request: SignedInRequest, form: KeyForm) -> actions.Issued | None:
    """Make the key that was asked for; what is wrong stays with the form."""
    data = form.cleaned_data
    try:
        refuse_to_stand_in(by=request.person, staff=data["staff"], at=now(), within=data["capabilities"])
        return actions.issue_key(
            staff=data["staff"],
            name=data["name"],
            capabilities=data["capabilities"],
            by=request.person.staff,
            at=now(),
            expires_at=form.expires_at,
            most_per_min=data["most_per_min"],
        )
    except (AlreadyOver, BeyondYourRights) as refused:
        form.add_error(refused.field or None, str(refused))
        return None


@never_cache
@require_POST
@allow("access.edit")
def rotate_key(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Replace a key and show the new secret this once."""
    key = get_object_or_404(ApiKey.objects.visible_to(request.person).select_related("staff"), pk=pk)
    form = RotationForm(request.POST)
    overlap = form.cleaned_data["overlap"] if form.is_valid() else timedelta(0)
    issued = actions.rotate_key(key=key, by=request.person.staff, at=now(), overlap=overlap)
    return render(request, "access/key_shown.html", {"issued": issued, "replaced": key, "now": now()})


@require_POST
@allow("access.edit")
def revoke_key(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take a key back."""
    key = get_object_or_404(ApiKey.objects.visible_to(request.person), pk=pk)
    actions.revoke_key(key=key, by=request.person.staff, at=now())
    messages.success(request, _("The key “%s” opens nothing any more.") % key.name)
    return redirect("access:keys")
