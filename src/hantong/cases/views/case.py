"""The page of one matter, its living parts, and its print."""

from typing import cast

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from hantong.access.actions import record_viewing
from hantong.access.doors import allow
from hantong.cases.case_page import May, case_page
from hantong.cases.models import Case
from hantong.cases.views._common import case_url, seen_case
from hantong.offices.request import StaffRequest

DRAFTS = ("answer", "note", "question", "closure")


@require_GET
@allow("cases.see")
def case(request: StaffRequest, number: str) -> HttpResponse:
    """Show everything about a matter on one screen."""
    return _shown(request, number, "cases/case.html")


@require_GET
@allow("cases.see")
def living_parts(request: StaffRequest, number: str) -> HttpResponse:
    """Give the parts of the page that change while it is open, each for its own place."""
    return _shown(request, number, "cases/_living_parts.html")


@require_GET
@allow("cases.see")
def print_view(request: StaffRequest, number: str) -> HttpResponse:
    """Show the matter on paper."""
    return _shown(request, number, "cases/print.html")


def _shown(request: StaffRequest, number: str, template: str) -> HttpResponse:
    found = seen_case(request, number)
    if "-" in number:
        return HttpResponseRedirect(case_url(found))
    at = now()
    request.live_topics = (f"case:{found.pk}",)  # type: ignore[attr-defined]
    only_words = request.GET.get("show") == "conversation"
    page = case_page(found, person=request.person, at=at, only_words=only_words)
    if cast(May, page["may"]).see_resident:
        _record(request, found)
    written = request.GET.get("written", "")
    return render(request, template, {**page, "written": written if written in DRAFTS else ""})


def _record(request: StaffRequest, case: Case) -> None:
    if case.resident_id is not None:
        record_viewing(
            staff=request.person.staff, resident=case.resident_id, page="case", at=now(), subject=case.number
        )
