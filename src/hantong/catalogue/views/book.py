"""The catalogue as one YAML file: taken out, and brought in after a look at what would change."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from hantong.access.doors import allow
from hantong.catalogue import actions
from hantong.catalogue.models import EDITING
from hantong.catalogue.yaml_book import as_yaml, stored_pages
from hantong.catalogue.yaml_reading import read_yaml
from hantong.kit.errors import Refused
from hantong.offices.forms import BookForm
from hantong.offices.request import StaffRequest
from hantong.offices.views.form_page import CONFLICT, UNPROCESSABLE


@require_GET
@allow(EDITING)
def download(request: StaffRequest) -> HttpResponse:
    """Give the catalogue as a file."""
    answer = HttpResponse(as_yaml(stored_pages()), content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="catalogue.yaml"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@allow(EDITING)
def book(request: StaffRequest) -> HttpResponse:
    """Bring a file in: first show what would change, then do it."""
    if not request.person.reach(EDITING).is_everything:
        raise PermissionDenied
    form = BookForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form}
    if request.method != "POST":
        return render(request, "catalogue/book.html", context)
    if not form.is_valid():
        return render(request, "catalogue/book.html", context, status=UNPROCESSABLE)
    data, is_saving = form.cleaned_data, request.POST.get("act") == "save"
    try:
        wanted = read_yaml(data["text"], name=data["name"] or "catalogue.yaml")
        changes = actions.import_catalogue(book=wanted, by=request.person.staff, at=now(), is_dry_run=not is_saving)
    except Refused as refusal:
        context["faults"] = str(refusal).splitlines()
        return render(request, "catalogue/book.html", context, status=CONFLICT)
    if is_saving:
        said = ngettext("%d change was made.", "%d changes were made.", len(changes)) % len(changes)
        messages.success(request, said)
        return redirect("catalogue:list")
    context |= {"changes": changes, "is_looked": True, "text": data["text"], "name": data["name"]}
    return render(request, "catalogue/book.html", context)
