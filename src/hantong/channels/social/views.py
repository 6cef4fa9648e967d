"""Pages for staff: what waits to be approved, a matter's thread, and what our accounts are counted by."""

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
from hantong.cases.models import Case, History
from hantong.channels.social import actions
from hantong.channels.social.forms import PublicAnswerForm
from hantong.channels.social.models import PublicAnswer, SocialPost, Watch
from hantong.channels.social.queries import accounts_within, months
from hantong.channels.social.table import as_csv
from hantong.channels.social.terms import STATES, trouble_words
from hantong.kit.errors import Refused
from hantong.offices.request import StaffRequest
from hantong.offices.views.form_page import form_page

PUBLISH = "social.publish"
ROWS_PER_PAGE = 30
MOST_WAITING = 50


@allow("cases.handle", PUBLISH)
@require_GET
def posts(request: StaffRequest) -> HttpResponse:
    """Show answers that wait to be approved, open matters from the networks, and accounts in trouble."""
    person = request.person
    waiting = PublicAnswer.objects.visible_to(person).filter(state=PublicAnswer.State.WAITING)
    rows = waiting.select_related("case", "to", "written_by").order_by("written_at")[:MOST_WAITING]
    threads = Case.objects.visible_to(person).open().filter(social_posts__is_first=True).distinct()
    page = Paginator(threads.order_by("-said_at", "pk"), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    troubled = Watch.objects.exclude(trouble="").filter(account__in=accounts_within(person.reach("cases.see")))
    context = {
        "waiting": [{"answer": row, "may_decide": _may_decide(request, row)} for row in rows],
        "page": page,
        "troubles": [(watch, trouble_words(watch.trouble)) for watch in troubled],
        "may_see_figures": person.can("reports.see"),
        "now": now(),
    }
    return render(request, "social/posts.html", context)


def _may_decide(request: StaffRequest, answer: PublicAnswer) -> bool:
    return request.person.can(PUBLISH) and answer.written_by_id != request.person.staff.pk


@allow("cases.handle")
@require_http_methods(["GET", "HEAD", "POST"])
def matter(request: StaffRequest, number: str) -> HttpResponse:
    """Show what was said in a thread, and take an answer for everybody to read."""
    threads = Case.objects.visible_to(request.person).filter(social_posts__isnull=False).distinct()
    case = get_object_or_404(threads.select_related("resident"), number=number)
    form = PublicAnswerForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        actions.propose(case=case, text=form.cleaned_data["text"], by=request.person.staff, at=now())
        return reverse("social:matter", args=[case.number])

    answers = PublicAnswer.objects.filter(case=case).select_related("written_by", "decided_by").order_by("-written_at")
    context = {
        "case": case,
        "posts": SocialPost.objects.filter(case=case).order_by("written_at", "heard_at")[:100],
        "story": History.objects.filter(case=case, is_public=True).exclude(text="").order_by("n")[:100],
        "answers": [(each, STATES[each.state]) for each in answers[:20]],
        "now": now(),
    }
    done = _("It waits to be approved by somebody else.")
    return form_page(request, form=form, act=act, template="social/matter.html", context=context, done=done)


@allow(PUBLISH)
@require_POST
def approval(request: StaffRequest, key: UUID) -> HttpResponse:
    """Let an answer be said."""
    answer = get_object_or_404(PublicAnswer.objects.visible_to(request.person), pk=key)
    try:
        actions.approve(answer=answer, by=request.person.staff, at=now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Approved. It goes into the thread now."))
    return redirect("social:posts")


@allow(PUBLISH)
@require_POST
def returned(request: StaffRequest, key: UUID) -> HttpResponse:
    """Give an answer back to its writer."""
    answer = get_object_or_404(PublicAnswer.objects.visible_to(request.person), pk=key)
    try:
        actions.send_back(answer=answer, reason=request.POST.get("reason", ""), by=request.person.staff, at=now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Given back to its writer."))
    return redirect("social:posts")


@allow("reports.see")
@require_GET
def figures(request: StaffRequest) -> HttpResponse:
    """Show followers, posts and matters of each account and month."""
    rows = months(accounts_within(request.person.reach("reports.see")))
    return render(request, "social/figures.html", {"rows": rows})


@allow("reports.see")
@require_GET
def figures_file(request: StaffRequest) -> HttpResponse:
    """Give the same as a file."""
    rows = months(accounts_within(request.person.reach("reports.see")))
    headers = {"Content-Disposition": 'attachment; filename="social.csv"'}
    return HttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8", headers=headers)
