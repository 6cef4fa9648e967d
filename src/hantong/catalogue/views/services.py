"""Services: listed, added, changed, removed; a deadline explained while it is being set."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hantong.access.doors import allow
from hantong.catalogue import actions
from hantong.catalogue.book import catalogue
from hantong.catalogue.deadline_words import due_if_received, in_words
from hantong.catalogue.forms import DeadlineForm, ServiceForm, service_initial
from hantong.catalogue.lists import all_services, editable, group_choices, matching, shelves
from hantong.catalogue.models import EDITING, RetentionClass, Service
from hantong.catalogue.reading import service_facts
from hantong.catalogue.words import LANGUAGES
from hantong.offices.directory import directory
from hantong.offices.facts import mark_of
from hantong.offices.lists import jurisdiction_choices
from hantong.offices.request import StaffRequest
from hantong.offices.views.form_page import form_page


@require_GET
@allow()
def services(request: StaffRequest) -> HttpResponse:
    """Show all services by group, or those that a few words mean."""
    query, group = request.GET.get("q", ""), request.GET.get("group", "")
    reach = request.person.reach(EDITING)
    context = {
        "shelves": shelves(matching(all_services(), query, group)),
        "q": query,
        "group": group,
        "groups": list(catalogue().groups.values()),
        "editable": {service.pk for service in editable(reach)},
        "may_add": bool(reach.is_everything or reach.jurisdictions),
        "may_take_book": reach.is_everything,
    }
    return render(request, "catalogue/service_list.html", context)


@allow(EDITING)
def new_service(request: StaffRequest) -> HttpResponse:
    """Add a service to the catalogue of a jurisdiction within reach."""
    initial = {
        "is_public": True,
        "is_active": True,
        "deadline_unit": "kr_days",
        "deadline_amount": 7,
        "languages": list(LANGUAGES)[:2],
    }
    form = _form(request, initial, is_new=True)

    def act() -> str:
        row = actions.add_service(facts=form.facts(), by=request.person.staff, at=now())
        return reverse("catalogue:service", args=[row.pk])

    context = {"title": _("New service"), "back": reverse("catalogue:list"), **_explained(form)}
    return form_page(request, form=form, act=act, template="catalogue/service.html", context=context, done=_("Added."))


@allow(EDITING)
def service(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Change what a service is."""
    row = get_object_or_404(Service.objects.editable_by(request.person).select_related("jurisdiction"), pk=pk)
    kept = service_facts(row)
    form = _form(request, {**service_initial(kept), "seen": mark_of(kept)}, is_new=False)

    def act() -> str:
        seen = form.cleaned_data["seen"]
        actions.change_service(service=row, facts=form.facts(kept), seen=seen, by=request.person.staff, at=now())
        return reverse("catalogue:service", args=[pk])

    context = {"title": row.name, "service": row, "back": reverse("catalogue:list"), **_explained(form)}
    return form_page(request, form=form, act=act, template="catalogue/service.html", context=context, done=_("Saved."))


def _form(request: StaffRequest, initial: dict[str, object], *, is_new: bool) -> ServiceForm:
    retentions = [(row.pk, row.name) for row in RetentionClass.objects.order_by("code")]
    return ServiceForm(
        request.POST or None,
        initial=initial,
        jurisdictions=jurisdiction_choices(request.person.reach(EDITING)),
        groups=group_choices(),
        retentions=[("", "–"), *retentions],
        is_new=is_new,
    )


def _explained(form: ServiceForm) -> dict[str, object]:
    """What the chosen deadline would mean for something received now."""
    values = {name: form[name].value() for name in ("deadline_unit", "deadline_amount", "jurisdiction")}
    if not values["jurisdiction"]:
        choices = form.fields["jurisdiction"].choices  # type: ignore[attr-defined]
        values["jurisdiction"] = next((code for code, _label in choices), "")
    return explanation(values)


def explanation(values: dict[str, object]) -> dict[str, object]:
    """Give a deadline in words, with when something received now would be due."""
    asked, at = DeadlineForm(values), now()
    place = directory().jurisdiction_codes.get(str(values.get("jurisdiction") or ""))
    if not asked.is_valid() or place is None:
        return {"now": at}
    unit, amount = asked.cleaned_data["deadline_unit"], asked.cleaned_data["deadline_amount"] or 1
    due_at = due_if_received(unit=unit, amount=amount, jurisdiction=place.pk, at=at)
    return {"deadline_text": in_words(unit, amount), "due_at": due_at, "now": at}


@require_GET
@allow(EDITING)
def deadline(request: StaffRequest) -> HttpResponse:
    """Explain a deadline while it is being set."""
    return render(request, "catalogue/_deadline.html", explanation(request.GET.dict()))  # type: ignore[arg-type]


@require_POST
@allow(EDITING)
def remove_service(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Remove a service that was never asked for."""
    row = get_object_or_404(Service.objects.editable_by(request.person).select_related("jurisdiction"), pk=pk)
    actions.remove_service(service=row, by=request.person.staff, at=now())
    messages.success(request, _("Removed."))
    return redirect("catalogue:list")
