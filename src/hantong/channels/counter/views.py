"""The desk page: for the counter and the telephone, made for the keyboard."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.timezone import get_current_timezone, is_naive, make_aware, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hantong.access.actions import record_viewing, record_viewings
from hantong.access.doors import allow
from hantong.cases.models import Case
from hantong.cases.number import printed_token
from hantong.cases.rule_book import NoRoute
from hantong.catalogue.book import catalogue
from hantong.channels.counter.beside import Asked, beside, people_for, services_for
from hantong.channels.counter.forms import DeskForm, SeatForm, split
from hantong.channels.counter.seat import seat_of, take_seat
from hantong.channels.counter.taking import OUTCOMES, Incomplete, Taking, take
from hantong.contacts.channel import ChannelError
from hantong.contacts.models import Contact
from hantong.contacts.seal import new_seal, opened
from hantong.contacts.tracked import token_of
from hantong.kit.errors import Refused
from hantong.offices.directory import directory
from hantong.offices.request import StaffRequest


@allow("contacts.take")
@never_cache
@require_http_methods(["GET", "POST"])
def desk(request: StaffRequest) -> HttpResponse:
    """Show an empty conversation, or take in the one that was typed."""
    at = now()
    if request.method == "GET":
        return _show(request, DeskForm(at=at, initial={"seal": new_seal(at=at), "language": "ko"}), at=at)
    form = DeskForm(request.POST, at=at)
    outcome, seal = request.POST.get("outcome", "open"), opened(request.POST.get("seal", ""))
    if outcome not in OUTCOMES or seal is None:
        raise Http404
    if form.is_valid() and (form.cleaned_data["service"] or _find_service(form)):
        phone, name = form.introduction()
        seat = seat_of(request.session, request.person)
        taking = Taking(
            person=request.person, seat=seat, seal=seal, cleaned=form.cleaned_data, phone=phone, name=name, at=at
        )
        contact = _taken(taking, outcome, form)
        if contact is not None:
            return redirect("counter:done", contact.pk)
    return _show(request, form, at=at, status=422)


def _find_service(form: DeskForm) -> bool:
    """Take the service that the typed letters mean, if they mean exactly one; none typed is fine as well."""
    words = form.cleaned_data["service_words"].strip()
    if not words:
        return True
    found = services_for(words)
    if len(found) == 1:
        form.cleaned_data["service"] = found[0].pk
        return True
    form.add_error("service_words", _("Choose one of the services below.") if found else _("No service is called so."))
    return False


def _taken(taking: Taking, outcome: str, form: DeskForm) -> Contact | None:
    """Do it; what is missing or refused is said at its field."""
    try:
        return take(taking, outcome)
    except (Incomplete, Refused) as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    except ChannelError as wrong:
        form.add_error(None, wrong.reason)
    except NoRoute:
        form.add_error("jurisdiction", _("Nobody is in charge of this there. Choose another city or county."))
    return None


def _show(request: StaffRequest, form: DeskForm, *, at: datetime, status: int = 200) -> HttpResponse:
    seat = seat_of(request.session, request.person)
    asked = Asked.of(form.data if form.is_bound else {})
    words = str(form["service_words"].value() or "")
    departments = sorted({each.name for each in directory().departments.values() if each.is_active})
    context = {
        "form": form,
        "seat": seat,
        "seat_form": SeatForm(person=request.person, seat=seat),
        "people": people_for(str(form["who"].value() or ""), request.person) if form.is_bound else [],
        "services": services_for(words)[:8] if form.is_bound else [],
        "chosen": asked,
        "departments": departments,
        "band": _band(seat.place.jurisdiction_id if seat.place else None, at),
        "beside": beside(asked, request.person, seat.place, at=at),
        "now": at,
    }
    return render(request, "counter/desk.html", context, status=status)


def _band(jurisdiction: UUID | None, at: datetime) -> str:
    from hantong.contacts.list_form import BANDS
    from hantong.contacts.offered import root

    return str(BANDS[directory().clocks[jurisdiction or root()].band(at)])


@allow("contacts.take")
@require_POST
def seat(request: StaffRequest) -> HttpResponse:
    """Remember where one sits."""
    form = SeatForm(request.POST, person=request.person, seat=seat_of(request.session, request.person))
    if form.is_valid():
        take_seat(request.session, form.seat())
        messages.success(request, _("Remembered until you sign out."))
    else:
        messages.error(request, _("Choose a place from the list."))
    return redirect("counter:desk")


@allow("contacts.take")
@never_cache
@require_POST
def people(request: StaffRequest) -> HttpResponse:
    """Show who may be meant by what is being typed; a name or number never stands in an address."""
    who = request.POST.get("who", "")[:120]
    found = people_for(who, request.person)
    residents = [each.resident.pk for each in found]
    record_viewings(staff=request.person.staff, residents=residents, page="desk_search", at=now())
    phone, name = split(who)
    context = {"people": found, "who": who, "phone": phone, "name": name, "chosen": Asked.of(request.POST)}
    return render(request, "counter/_people.html", context)


@allow("contacts.take")
@require_GET
def services(request: StaffRequest) -> HttpResponse:
    """Show the services that the typed letters may mean."""
    found = services_for(request.GET.get("service_words", "")[:80])
    return render(request, "counter/_services.html", {"services": found[:8], "chosen": Asked.of(request.GET)})


@allow("contacts.take")
@never_cache
@require_GET
def beside_piece(request: StaffRequest) -> HttpResponse:
    """Show who sits there, what else they have open, what may be the same, and the standard answer."""
    asked = Asked.of(request.GET)
    place = seat_of(request.session, request.person).place
    shown = beside(asked, request.person, place, at=now())
    if shown.resident is not None:
        record_viewing(staff=request.person.staff, resident=shown.resident.pk, page="desk", at=now())
    return render(request, "counter/_beside.html", {"beside": shown, "chosen": asked, "now": now()})


@allow("contacts.take")
@require_GET
def band(request: StaffRequest) -> HttpResponse:
    """Tell the time band of a moment that is being typed."""
    try:
        said_at = parse_datetime(request.GET.get("said_at", ""))
    except ValueError:
        said_at = None
    if said_at is not None and is_naive(said_at):
        said_at = make_aware(said_at, get_current_timezone())
    seat = seat_of(request.session, request.person)
    where = seat.place.jurisdiction_id if seat.place else None
    return render(request, "counter/_band.html", {"band": _band(where, said_at or now())})


@allow("contacts.take")
@never_cache
@require_GET
def done(request: StaffRequest, key: UUID) -> HttpResponse:
    """Show what to read aloud: the number, the secret and the promise; then the next visitor."""
    return render(request, "counter/done.html", _slip(request, key))


@allow("contacts.take")
@never_cache
@require_GET
def slip(request: StaffRequest, key: UUID) -> HttpResponse:
    """Show the slip that the visitor takes along; made to be printed."""
    context = _slip(request, key)
    if context["case"] is None:
        raise Http404
    return render(request, "counter/slip.html", context)


def _slip(request: StaffRequest, key: UUID) -> dict[str, object]:
    from hantong.contacts.wording import tracking_link

    contact = get_object_or_404(Contact.objects.visible_to(request.person).select_related("case", "place"), pk=key)
    case: Case | None = contact.case
    service = catalogue().services.get(contact.service_id) if contact.service_id else None
    return {
        "contact": contact,
        "case": case,
        "service": service,
        "token": printed_token(token_of(case)) if case else "",
        "link": tracking_link(case) if case else "",
        "now": now(),
    }
