"""Our own addresses: which there are, and for whom what comes to them is."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hantong.access.doors import allow
from hantong.contacts.actions import remove_own_address, save_own_address
from hantong.contacts.address_forms import AddressForm
from hantong.contacts.channel import channels
from hantong.contacts.models import OwnAddress, Source
from hantong.offices.request import StaffRequest
from hantong.offices.views.form_page import form_page

EDITING = "routing.edit"


@allow(EDITING)
@require_GET
def addresses(request: StaffRequest) -> HttpResponse:
    """Show the addresses of the offices within reach, and how fetching for them goes."""
    reach = request.person.reach(EDITING)
    found = OwnAddress.objects.within(reach)
    rows = found.select_related("jurisdiction", "place", "service").order_by("channel", "address")
    known = channels()
    named = [(row, known[row.channel].label if row.channel in known else row.channel) for row in rows]
    sources = Source.objects.within(reach).select_related("own_address").order_by("channel", "name")
    return render(request, "contacts/addresses.html", {"rows": named, "sources": sources, "now": now()})


@allow(EDITING)
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: StaffRequest, pk: UUID | None = None) -> HttpResponse:
    """Add an address, or change what it stands for."""
    reach = request.person.reach(EDITING)
    row = get_object_or_404(OwnAddress.objects.within(reach), pk=pk) if pk else None
    form = AddressForm(request.POST if request.method == "POST" else None, reach=reach, row=row)

    def act() -> str:
        save_own_address(address=row, facts=form.facts(), by=request.person.staff, at=now())
        return reverse("contacts:addresses")

    return form_page(
        request,
        form=form,
        act=act,
        template="contacts/address.html",
        context={"row": row},
        done=_("Saved. It holds for what comes in from now on."),
    )


@allow(EDITING)
@require_POST
def removal(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take an address off the list."""
    row = get_object_or_404(OwnAddress.objects.within(request.person.reach(EDITING)), pk=pk)
    remove_own_address(address=row, by=request.person.staff, at=now())
    messages.success(request, _("Removed."))
    return redirect("contacts:addresses")
