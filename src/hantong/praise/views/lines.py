"""Which of our addresses are the mayor's own."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hantong.access.doors import allow
from hantong.contacts.models import OwnAddress
from hantong.kit.errors import Refused
from hantong.offices.request import StaffRequest
from hantong.offices.views.form_page import form_page
from hantong.praise.actions import remove_line, save_line
from hantong.praise.forms import LineForm
from hantong.praise.models import MayorsLine

EDITING = "routing.edit"


def _found(request: StaffRequest, pk: UUID) -> MayorsLine:
    within = OwnAddress.objects.within(request.person.reach(EDITING))
    return get_object_or_404(MayorsLine.objects.select_related("address"), pk=pk, address__in=within)


@allow(EDITING)
@require_http_methods(["GET", "HEAD", "POST"])
def line(request: StaffRequest, pk: UUID | None = None) -> HttpResponse:
    """Make an address the mayor's own, or change who reads its week."""
    row = _found(request, pk) if pk else None
    data = request.POST if request.method == "POST" else None
    form = LineForm(data, reach=request.person.reach(EDITING), row=row)

    def act() -> str:
        save_line(line=row, facts=form.facts(), by=request.person.staff, at=now())
        return reverse("praise:lines")

    done = _("Saved. It holds for what comes in from now on.")
    return form_page(request, form=form, act=act, template="praise/line.html", context={"row": row}, done=done)


@allow(EDITING)
@require_POST
def removal(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Make it an ordinary address again."""
    try:
        remove_line(line=_found(request, pk), by=request.person.staff, at=now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("It is an ordinary address again."))
    return redirect("praise:lines")
