"""A book of reference data as one YAML file: taken out, and brought in after a look at what would change."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import ngettext

from hantong.access.models import Staff
from hantong.kit.errors import Refused
from hantong.offices.forms import BookForm
from hantong.offices.request import StaffRequest
from hantong.offices.views.form_page import CONFLICT, UNPROCESSABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A book as somebody brings it in; a dry run tells only what would change."""

    text: str
    name: str
    by: Staff
    at: datetime
    is_dry_run: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A kind of book: who may bring one in, by which page, and how that is done; `bring_in` gives what changes."""

    capability: str
    template: str
    file_name: str
    list_name: str
    bring_in: Callable[[File], Sequence[object]]


def book_file(text: str, *, name: str) -> HttpResponse:
    """Give a book as a file."""
    answer = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def book_page(request: StaffRequest, book: Book) -> HttpResponse:
    """Bring a file in: first show what would change, then do it."""
    if not request.person.reach(book.capability).is_everything:
        raise PermissionDenied
    form = BookForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form}
    if request.method != "POST":
        return render(request, book.template, context)
    if not form.is_valid():
        return render(request, book.template, context, status=UNPROCESSABLE)
    text, name, is_saving = form.cleaned_data["text"], form.cleaned_data["name"], request.POST.get("act") == "save"
    file = File(text=text, name=name or book.file_name, by=request.person.staff, at=now(), is_dry_run=not is_saving)
    try:
        changes = book.bring_in(file)
    except Refused as refusal:
        context["faults"] = str(refusal).splitlines()
        return render(request, book.template, context, status=CONFLICT)
    if is_saving:
        messages.success(request, ngettext("%d change was made.", "%d changes were made.", len(changes)) % len(changes))
        return redirect(book.list_name)
    context |= {"changes": changes, "is_looked": True, "text": text, "name": name}
    return render(request, book.template, context)
