"""What a service asks beyond the words: its questions in their order."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hantong.access.doors import allow
from hantong.catalogue import actions
from hantong.catalogue.forms import AttributeFormSet, attribute_initial
from hantong.catalogue.models import EDITING, Service
from hantong.catalogue.reading import attributes_of
from hantong.kit.errors import Refused
from hantong.offices.facts import mark_of
from hantong.offices.request import StaffRequest
from hantong.offices.views.form_page import CONFLICT, UNPROCESSABLE


@require_http_methods(["GET", "HEAD", "POST"])
@allow(EDITING)
def attributes(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Set the questions of a service."""
    row = get_object_or_404(Service.objects.editable_by(request.person).select_related("jurisdiction"), pk=pk)
    stored, status = attributes_of(row), 200
    lines = AttributeFormSet(
        request.POST if request.method == "POST" else None, initial=[attribute_initial(each) for each in stored]
    )
    if request.method == "POST" and not lines.is_valid():
        status = UNPROCESSABLE
    elif request.method == "POST":
        wanted = [form.facts() for form in lines.ordered_forms if form.cleaned_data.get("code")]
        try:
            actions.set_attributes(
                service=row, attributes=wanted, seen=request.POST.get("seen"), by=request.person.staff, at=now()
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
            status = CONFLICT
        else:
            messages.success(request, _("Saved."))
            return redirect("catalogue:attributes", pk)
    seen = request.POST.get("seen") or mark_of(stored)
    context = {"service": row, "lines": lines, "seen": seen}
    return render(request, "catalogue/attributes.html", context, status=status)
