"""What came on the mayor's lines, for those who answer it: what it was taken for, corrected, thanked for."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hantong.access.doors import allow
from hantong.kit.errors import Refused
from hantong.offices.request import StaffRequest
from hantong.offices.views.form_page import form_page
from hantong.praise.actions import correct, thank
from hantong.praise.forms import CorrectionForm
from hantong.praise.models import MayorWord
from hantong.praise.terms import KINDS, TONES, WHYS
from hantong.praise.week import name_of
from hantong.shell.quotes import unfolded

HANDLING = "cases.handle"
ROWS_PER_PAGE = 30


def _found(request: StaffRequest, pk: UUID) -> MayorWord:
    rows = MayorWord.objects.visible_to(request.person)
    return get_object_or_404(rows.select_related("case", "about", "contact", "line__address"), pk=pk)


@allow(HANDLING)
@require_GET
def words(request: StaffRequest) -> HttpResponse:
    """Show what came, newest first."""
    rows = MayorWord.objects.visible_to(request.person).select_related("case", "contact").order_by("-said_at", "-pk")
    page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    shown = [(row, KINDS[row.kind], TONES[row.kind], unfolded(row.contact.text).fresh) for row in page]
    context = {"page": page, "rows": shown, "now": now()}
    return render(request, "praise/words.html", context)


@allow(HANDLING)
@require_http_methods(["GET", "HEAD", "POST"])
def word(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Show one message and why it was taken for what it is; take a correction."""
    row, at = _found(request, pk), now()
    form = CorrectionForm(request.POST if request.method == "POST" else None, word=row, at=at)

    def act() -> str:
        correct(word=row, correction=form.correction(), by=request.person.staff, at=at)
        return reverse("praise:word", args=[row.pk])

    praised = [(name_of(each), WHYS[each.why]) for each in row.praises.select_related("staff")]
    context = {"row": row, "kind": KINDS[row.kind], "praised": praised, "now": at}
    return form_page(request, form=form, act=act, template="praise/word.html", context=context, done=_("Corrected."))


@allow(HANDLING)
@require_POST
def thanks(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Thank the resident and settle the matter."""
    row = _found(request, pk)
    try:
        thank(word=row, text=request.POST.get("text", ""), by=request.person.staff, at=now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The resident is thanked and the matter settled."))
    return redirect("praise:word", row.pk)
