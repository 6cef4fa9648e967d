"""What the pages of a matter share: finding it through the person, and answering an act on it."""

import json
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now

from hantong.cases.case_page import case_page, pending_offer
from hantong.cases.lines import may_answer
from hantong.cases.models import Case
from hantong.cases.number import NotANumber, parse
from hantong.cases.refusals import StaleSave
from hantong.kit.errors import Refused
from hantong.offices.person import StaffPerson
from hantong.offices.request import StaffRequest


def seen_case(request: StaffRequest, number: str) -> Case:
    """Find the matter of that number among those that the person may see. Raises Http404."""
    try:
        plain = parse(number)
    except NotANumber as wrong:
        raise Http404(number) from wrong
    cases = Case.objects.visible_to(request.person).select_related("owner", "holder", "resident", "service")
    found = cases.filter(number=plain).first()
    if found is None:
        raise Http404(number)
    return found


def handled_case(request: StaffRequest, number: str) -> Case:
    """Find the matter, which the person may also work on. Raises Http404, PermissionDenied."""
    case = seen_case(request, number)
    if not may_handle(request.person, case):
        raise PermissionDenied
    return case


def may_handle(person: StaffPerson, case: Case) -> bool:
    """Tell whether `person` may work on `case`: within their reach, or offered to them."""
    reach = person.reach("cases.handle")
    if reach.is_everything or case.jurisdiction_id in reach.jurisdictions:
        return True
    if {case.owner_unit_id, case.holder_unit_id} & reach.departments:
        return True
    offer = pending_offer(case)
    return offer is not None and may_answer(offer, person)


def case_url(case: Case) -> str:
    """Give the address of a matter's page."""
    return reverse("cases:case", args=[case.number])


def done(request: StaffRequest, case: Case, said: str, *, written: str = "", undo: str = "") -> HttpResponse:
    """Answer an act that was done: HTMX gets the matter as it stands now, everybody else goes to its page.

    `written` names the form whose draft the page may forget, `undo` the address that takes the act back.
    """
    if not request.htmx:
        messages.success(request, said, extra_tags=f"undo:{undo}" if undo else "")
        return HttpResponseRedirect(f"{case_url(case)}?written={written}" if written else case_url(case))
    fresh = seen_case(request, case.number)
    page = case_page(fresh, person=request.person, at=now())
    response = render(request, "cases/_case.html", {**page, "written": written})
    response["HX-Retarget"], response["HX-Reswap"] = "#case", "outerHTML"
    response["HX-Trigger"] = json.dumps({"toast": {"text": said, **({"undo": undo} if undo else {})}, "acted": True})
    return response


def piece(
    request: StaffRequest, case: Case, name: str, context: dict[str, object], *, title: str, status: int = 200
) -> HttpResponse:
    """Show one act's form: alone for HTMX and dialogs, as a page of its own for everybody else."""
    shown = {
        **context,
        "case": case,
        "now": now(),
        "title": title,
        "back": case_url(case),
        "piece": f"cases/{name}.html",
        "act_url": request.path,
    }
    template = f"cases/{name}.html" if request.htmx else "cases/act.html"
    return render(request, template, shown, status=status)


def succeeds(form: Form, act: Callable[[], object]) -> bool:
    """Do the act; where it is refused, put the refusal beside the field that it is about. Raises StaleSave."""
    try:
        act()
    except StaleSave:
        raise
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return False
    return True
