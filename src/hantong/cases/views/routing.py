"""Where matters go: the rules in their order, trying one matter, and trying a changed rule on past ones."""

from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hantong.access.doors import allow
from hantong.cases.actions import ruling
from hantong.cases.actions.opening import route_as_data
from hantong.cases.models import Case, RoutingRule
from hantong.cases.rerouting import Comparison, compare, kinds_of, with_rule
from hantong.cases.routing import NoRoute
from hantong.cases.rule_book import find_route
from hantong.cases.rule_facts import RuleFacts, as_rule, rule_facts
from hantong.cases.rule_forms import RuleForm, TryForm
from hantong.cases.rule_words import EDITING, department_name, may_edit, rule_lines
from hantong.cases.why_here import why_here
from hantong.catalogue.book import catalogue
from hantong.kit.errors import Refused
from hantong.offices.directory import directory
from hantong.offices.facts import mark_of
from hantong.offices.lists import key_of
from hantong.offices.request import StaffRequest
from hantong.offices.views.form_page import CONFLICT, UNPROCESSABLE
from hantong.offices.words import BANDS

USUAL_PERIOD = timedelta(days=90)
LAST_RANK = 2_000_000_000


@require_GET
@allow(EDITING)
def rules(request: StaffRequest) -> HttpResponse:
    """Show the rules in the order in which they are asked."""
    return render(request, "cases/routing/rules.html", {"lines": rule_lines(request.person.reach(EDITING))})


@require_http_methods(["GET", "HEAD", "POST"])
@allow(EDITING)
def new_rule(request: StaffRequest) -> HttpResponse:
    """Add a rule, after a trial on past matters if one likes."""
    form = RuleForm(request.POST or None, initial={**_period(), "is_active": True}, reach=request.person.reach(EDITING))
    return _rule_page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(EDITING)
def rule(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Change a rule, after a trial on past matters if one likes."""
    row = _editable(request, pk)
    initial = {**_period(), **_initial(rule_facts(row))}
    form = RuleForm(request.POST or None, initial=initial, reach=request.person.reach(EDITING))
    return _rule_page(request, form, row)


def _editable(request: StaffRequest, pk: UUID) -> RoutingRule:
    within = [row.pk for row in RoutingRule.objects.all() if may_edit(row, request.person.reach(EDITING))]
    return get_object_or_404(RoutingRule.objects.filter(pk__in=within), pk=pk)


def _rule_page(request: StaffRequest, form: RuleForm, row: RoutingRule | None) -> HttpResponse:
    context: dict[str, object] = {"form": form, "rule": row}
    if request.method != "POST":
        return render(request, "cases/routing/rule.html", context)
    if not form.is_valid():
        return render(request, "cases/routing/rule.html", context, status=UNPROCESSABLE)
    facts, by, at = form.facts(), request.person.staff, now()
    if request.POST.get("act") == "look":
        context |= _trial(request, facts, row, form)
        return render(request, "cases/routing/rule.html", context)
    try:
        if row is None:
            ruling.add_rule(facts=facts, by=by, at=at)
        else:
            ruling.change_rule(rule=row, facts=facts, seen=form.cleaned_data["seen"], by=by, at=at)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return render(request, "cases/routing/rule.html", context, status=CONFLICT)
    messages.success(request, _("Saved. It holds for matters from now on."))
    return redirect("routing:rules")


def _trial(request: StaffRequest, facts: RuleFacts, row: RoutingRule | None, form: RuleForm) -> dict[str, object]:
    """What the changed rule would have meant for the matters of a period that its author may see."""
    usual = _period()
    starts_on = form.cleaned_data["starts_on"] or usual["starts_on"]
    ends_on = form.cleaned_data["ends_on"] or usual["ends_on"]
    changed = as_rule(facts, key=row.pk if row else uuid4(), rank=row.rank if row else LAST_RANK)
    kinds = kinds_of(
        Case.objects.visible_to(request.person), starts_at=_midnight(starts_on), ends_at=_midnight(ends_on)
    )
    found = compare(kinds, with_rule(changed, is_active=facts.is_active))
    return {"comparison": found, "diversions": _named(found), "starts_on": starts_on, "ends_on": ends_on}


def _named(found: Comparison) -> list[tuple[str, str, int]]:
    return [(department_name(each.before), department_name(each.after), each.count) for each in found.diversions]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(settings.TIME_ZONE))


def _period() -> dict[str, date]:
    today = localtime(now()).date()
    return {"starts_on": today - USUAL_PERIOD, "ends_on": today + timedelta(days=1)}


def _initial(facts: RuleFacts) -> dict[str, object]:
    offices = directory()
    return {
        "seen": mark_of(facts),
        "name_ko": facts.names.get("ko", ""),
        "name_en": facts.names.get("en", ""),
        "service": str(facts.service or ""),
        "group": facts.group or "",
        "jurisdiction": offices.jurisdictions[facts.jurisdiction].code if facts.jurisdiction else "",
        "place": offices.places[facts.place].code if facts.place else "",
        "channel": facts.channel,
        "bands": [str(code) for code in facts.bands],
        "department": key_of(offices.departments[facts.department]),
        "is_active": facts.is_active,
    }


@require_POST
@allow(EDITING)
def position(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Have a rule asked one place earlier or later."""
    upwards = request.POST.get("towards") == "up"
    ruling.move_rule(rule=_editable(request, pk), upwards=upwards, by=request.person.staff, at=now())
    return redirect("routing:rules")


@require_POST
@allow(EDITING)
def removal(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Remove a rule."""
    ruling.remove_rule(rule=_editable(request, pk), by=request.person.staff, at=now())
    messages.success(request, _("Removed."))
    return redirect("routing:rules")


@require_GET
@allow(EDITING)
def trial(request: StaffRequest) -> HttpResponse:
    """Send one matter on its way for trial, and say why it goes there."""
    given = request.GET if "jurisdiction" in request.GET else None
    form = TryForm(given, initial={"moment": localtime(now()), "channel": "web"})
    context: dict[str, object] = {"form": form}
    if given is None:
        return render(request, "cases/routing/trial.html", context)
    if not form.is_valid():
        return render(request, "cases/routing/trial.html", context, status=UNPROCESSABLE)
    context |= _way(form)
    return render(request, "cases/routing/trial.html", context)


def _way(form: TryForm) -> dict[str, object]:
    data, offices = form.cleaned_data, directory()
    here = offices.jurisdiction_codes[data["jurisdiction"]]
    place = offices.place_codes.get(data["place"])
    band = offices.clocks[here.pk].band(data["moment"])
    try:
        way = find_route(
            service=catalogue().services[UUID(data["service"])] if data["service"] else None,
            jurisdiction=here.pk,
            place=place.pk if place else None,
            channel=data["channel"],
            band=band.code,
        )
    except NoRoute:
        return {"band": BANDS[band], "is_nowhere": True}
    return {"band": BANDS[band], "why": why_here(route_as_data(way))}
