"""Words to and fro: notes, questions, and going on without an answer."""

from django.http import HttpResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hantong.access.doors import allow
from hantong.cases import actions
from hantong.cases.act_forms import NoteForm, QuestionForm
from hantong.cases.views._common import done, handled_case, piece, succeeds
from hantong.offices.request import StaffRequest


@require_POST
@allow("cases.handle")
def notes(request: StaffRequest, number: str) -> HttpResponse:
    """Write something for colleagues."""
    case, form = handled_case(request, number), NoteForm(request.POST)
    at, staff = now(), request.person.staff
    if form.is_valid() and succeeds(
        form, lambda: actions.note(case=case, text=form.cleaned_data["text"], by=staff, at=at)
    ):
        return done(request, case, _("Noted. Only colleagues see it."), written="note")
    return piece(request, case, "_note_form", {"note_form": form}, title=_("Internal note"), status=422)


@require_POST
@allow("cases.handle")
def questions(request: StaffRequest, number: str) -> HttpResponse:
    """Ask the resident something; the clock stands still until they answer."""
    case, form = handled_case(request, number), QuestionForm(request.POST)
    at, staff = now(), request.person.staff
    if form.is_valid() and succeeds(
        form, lambda: actions.ask(case=case, question=form.cleaned_data["text"], by=staff, at=at)
    ):
        return done(request, case, _("The resident is being asked. The clock stands still."), written="question")
    context: dict[str, object] = {"question_form": form}
    return piece(request, case, "_question_form", context, title=_("Ask the resident"), status=422)


@require_POST
@allow("cases.handle")
def resumption(request: StaffRequest, number: str) -> HttpResponse:
    """Go on without the resident's answer."""
    case = handled_case(request, number)
    actions.resume(case=case, by=request.person.staff, at=now())
    return done(request, case, _("The clock runs again."))
