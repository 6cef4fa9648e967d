"""Find residents, and record new ones."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hantong.access.actions import record_viewings
from hantong.access.doors import allow
from hantong.kit.errors import Refused
from hantong.offices.request import StaffRequest
from hantong.people import actions
from hantong.people.forms import NewResidentForm, SearchForm
from hantong.people.models import Resident
from hantong.people.queries import MOST, found
from hantong.people.recognition import Introduction


@require_GET
@allow("people.see")
def residents(request: StaffRequest) -> HttpResponse:
    """Find residents by a part of the name, a telephone number in any notation, or an e-mail address."""
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"].strip() if form.is_valid() else ""
    people = found(Resident.objects.visible_to(request.person), text) if text else []
    shown = people[:MOST]
    record_viewings(staff=request.person.staff, residents=[one.pk for one in shown], page="resident_search", at=now())
    context = {"form": form, "asked": text, "people": shown, "is_more": len(people) > MOST, "now": now()}
    return render(request, "people/resident_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow("people.edit")
def new_resident(request: StaffRequest) -> HttpResponse:
    """Record somebody."""
    home = request.person.home
    initial = {"language": "ko", "jurisdiction": str(home.jurisdiction) if home else ""}
    form = NewResidentForm(request.POST or None, person=request.person, initial=initial)
    if form.is_valid():
        asked = form.cleaned_data
        introduction = Introduction(
            name=asked["name"],
            language=asked["language"],
            reached_by=form.reached_by(),
            needs=tuple(asked["needs"]),
            jurisdiction=form.jurisdiction_id(),
        )
        try:
            resident = actions.add_resident(introduction=introduction, by=request.person.staff, at=now())
        except Refused as refused:
            form.add_error("phone" if refused.field == "reached_at" else "name", str(refused))
        else:
            messages.success(request, _("Recorded."))
            return redirect("people:resident", pk=resident.pk)
    return render(request, "people/resident_new.html", {"form": form}, status=422 if form.errors else 200)
