"""One's own daily digest: look at it, and choose whether it comes by mail."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hantong.access.doors import allow
from hantong.contacts.actions import choose_digest
from hantong.contacts.digest import waiting_for
from hantong.contacts.models import DigestChoice
from hantong.offices.request import StaffRequest


@allow()
@require_http_methods(["GET", "POST"])
def digest(request: StaffRequest) -> HttpResponse:
    """Show today's digest, or keep whether it is wanted by mail."""
    staff = request.person.staff
    if request.method == "POST":
        choose_digest(staff=staff, is_wanted=request.POST.get("wanted") == "yes")
        messages.success(request, _("Saved."))
        return redirect("contacts:digest")
    choice = DigestChoice.objects.filter(staff=staff).first()
    context = {
        "waiting": waiting_for(request.person, at=now()),
        "is_wanted": choice is None or choice.is_wanted,
        "now": now(),
    }
    return render(request, "contacts/digest.html", context)
