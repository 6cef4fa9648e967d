"""The pages on which residents tell us something, without an account."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from hantong.access.doors import open_to_all
from hantong.cases.actions import keep_files, merge
from hantong.cases.models import Case
from hantong.cases.number import printed_token
from hantong.cases.queries import likely_duplicates
from hantong.cases.rule_book import NoRoute
from hantong.catalogue.book import catalogue
from hantong.catalogue.models import Service
from hantong.channels.web.channel import WebChannel
from hantong.channels.web.forms import ReportForm
from hantong.contacts import limits
from hantong.contacts.actions import Received, count_attempt, receive
from hantong.contacts.models import Contact
from hantong.contacts.offered import find_services, public_service, public_services
from hantong.contacts.seal import Seal, new_seal, opened, opened_files, sealed_files
from hantong.contacts.tracked import token_of, tracked
from hantong.contacts.wording import tracking_link
from hantong.kit.errors import Refused
from hantong.people.models import Consent

OTHER = "other"


@open_to_all
@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """Show what one can ask for, by groups or by a few typed letters."""
    query = request.GET.get("q", "")[:80]
    services = find_services(query, public_services())
    groups: dict[str, list[Service]] = {}
    for service in services:
        groups.setdefault("" if query.strip() else service.group_id or "", []).append(service)
    known = catalogue().groups
    shown = [(known.get(code), members) for code, members in groups.items()]
    return render(request, "web/choose.html", {"query": query, "groups": shown, "count": len(services)})


@open_to_all
@never_cache
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, code: str) -> HttpResponse:
    """Show the form of one service, or take it in."""
    service = None if code == OTHER else public_service(code)
    if service is None and code != OTHER:
        raise Http404
    if request.method == "POST":
        return _take_in(request, service, at=now())
    return _show(request, ReportForm(service=service, initial={"seal": new_seal(at=now())}))


def _show(request: HttpRequest, form: ReportForm, *, status: int = 200, **more: object) -> HttpResponse:
    context = {"form": form, "service": form.service, "now": now(), **more}
    return render(request, "web/report.html", context, status=status)


def _take_in(request: HttpRequest, service: Service | None, *, at: datetime) -> HttpResponse:
    form = ReportForm(request.POST.copy(), request.FILES, service=service)
    is_sound = form.is_valid()
    who = limits.address_of(request.META)
    again_at = _count(who, "upload", limits.UPLOADS_PER_ADDRESS, at) if request.FILES else None
    if again_at is not None:
        return _show(request, form, status=429, again_at=again_at)
    _keep_files(form)
    seal = _seal_of(form, at=at)
    if not is_sound or form.errors or seal is None:
        return _show(request, form, status=422)
    if Contact.objects.filter(pk=seal.id).exists():  # pressed twice: the first time was enough
        return _receive(request, form, seal, at=at)
    if not request.POST.get("send_anyway") and not request.POST.get("follow"):
        duplicates = _duplicates(form, at=at)
        if duplicates:
            return _show(request, form, duplicates=duplicates)
    again_at = _count(who, "report", limits.REPORTS_PER_ADDRESS, at)
    if again_at is not None:
        return _show(request, form, status=429, again_at=again_at)
    return _receive(request, form, seal, at=at)


def _seal_of(form: ReportForm, *, at: datetime) -> Seal | None:
    """Give the form's seal; a form that is not ours, or was filled in faster than people type, is told so."""
    seal = opened(form.typed.get("seal", ""))
    if seal is None:
        form.typed["seal"] = new_seal(at=at)
        form.add_error(None, _("This form was open for very long or came from elsewhere. Please send it once more."))
    elif (at - seal.shown_at).total_seconds() < limits.SHORTEST_FILL_S:
        form.add_error(None, _("That was faster than people type. Please look it over and send it once more."))
    return seal


def _count(who: str, what: str, most: int, at: datetime) -> datetime | None:
    return count_attempt(what=what, who=who, most=most, within=limits.REPORTS_WITHIN, at=at)


def _keep_files(form: ReportForm) -> None:
    """Keep what was uploaded, so that a form that comes back with a question has lost no photo."""
    dropped = set(form.typed.getlist("drop"))
    files = [file for file in opened_files(form.typed.get("kept", "")) if file.sha256 not in dropped]
    try:
        files += keep_files(form.cleaned_data.get("files") or [])
    except Refused as refused:
        form.add_error("files", str(refused))
    form.typed["kept"] = sealed_files(files)
    form.kept_files = files


def _duplicates(form: ReportForm, *, at: datetime) -> list[Case]:
    cleaned = form.cleaned_data
    found = likely_duplicates(
        jurisdiction=cleaned["where"],
        service=form.service.pk if form.service else None,
        said_at=at,
        lat=cleaned["lat"],
        lon=cleaned["lon"],
        address=cleaned["address"],
    )
    return [case for case in found if not case.is_closed]


def _receive(request: HttpRequest, form: ReportForm, seal: Seal, *, at: datetime) -> HttpResponse:
    cleaned = form.cleaned_data
    values = {
        "id": str(seal.id),
        "text": cleaned["text"],
        "jurisdiction": str(cleaned["where"]),
        "service": str(form.service.pk) if form.service else "",
        "address": cleaned["address"],
        "lat": cleaned["lat"],
        "lon": cleaned["lon"],
        "name": cleaned["name"],
        "email": cleaned["email"],
        "phone": cleaned["phone"],
        "language": cleaned["language"] or get_language() or "ko",
        "needs": cleaned["needs"],
        "consents": [Consent.Purpose.NOTICES.value] if cleaned["consent"] else [],
        "attributes": form.answers(),
        "kept": form.kept_files,
    }
    try:
        received = receive(arrival=WebChannel().read(values, at=at), at=at)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return _show(request, form, status=409)
    except NoRoute:
        form.add_error("jurisdiction", _("Nobody is in charge of this there. Please choose another city or county."))
        return _show(request, form, status=422)
    return _sent(request, form, received, at=at)


def _sent(request: HttpRequest, form: ReportForm, received: Received, *, at: datetime) -> HttpResponse:
    case = received.case
    if case is None:
        raise Http404
    if not received.is_repeat and request.POST.get("follow"):
        chosen = [each for each in _duplicates(form, at=at) if str(each.pk) == request.POST["follow"]]
        for other in chosen:
            merge(case=case, into=other, text=_("Reported before; both are dealt with together."), by=None, at=at)
    return redirect(reverse("web:thanks", args=[case.number, token_of(case)]))


@open_to_all
@never_cache
@require_GET
def thanks(request: HttpRequest, number: str, token: str) -> HttpResponse:
    """Show the number, the secret address and the promise; made to be printed."""
    case = tracked(number, token)
    if case is None:
        raise Http404
    has_mail = case.resident is not None and case.resident.contact_points.filter(kind="email").exists()
    answer = render(
        request,
        "web/thanks.html",
        {
            "case": case,
            "token": printed_token(token_of(case)),
            "link": tracking_link(case),
            "path": reverse("track:case", args=[case.number, token_of(case)]),
            "has_mail": has_mail,
            "now": now(),
        },
    )
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
