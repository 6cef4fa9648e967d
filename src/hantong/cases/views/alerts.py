"""The bell and what it rings for."""

import json
from datetime import datetime

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from hantong.access.doors import allow
from hantong.cases import actions
from hantong.cases.alert_words import icon_of, sentence_of, why_of
from hantong.cases.bell import bell_count
from hantong.cases.models import Alert
from hantong.cases.views._common import case_url
from hantong.offices.request import StaffRequest

SHOWN = 100


@require_GET
@allow("cases.see")
def alerts(request: StaffRequest) -> HttpResponse:
    """Show what the person or their units have to know: alarms and unseen ones first."""
    rows = Alert.objects.for_person(request.person).select_related("case", "seen_by")
    if not request.GET.get("all"):
        rows = rows.unseen()
    shown = [_shown(row) for row in rows.order_by("-at")[:SHOWN]]
    shown.sort(key=lambda row: not row["is_alarm"])
    context = {"rows": shown, "now": now(), "is_all": bool(request.GET.get("all"))}
    return render(request, "cases/alerts.html", context)


def _shown(row: Alert) -> dict[str, object]:
    return {
        "alert": row,
        "is_alarm": row.is_alarm and row.seen_at is None,
        "icon": icon_of(row),
        "what": sentence_of(row),
        "why": why_of(row),
    }


@require_POST
@allow("cases.see")
def sightings(request: StaffRequest) -> HttpResponse:
    """Mark alerts as seen: the ticked ones, or all that were on the page."""
    keys = request.POST.getlist("key")
    rows = list(Alert.objects.for_person(request.person).unseen().filter(pk__in=[k for k in keys if _is_key(k)]))
    count = actions.see_alerts(alerts=rows, by=request.person.staff, at=now())
    messages.success(request, ngettext("%(n)d marked as seen.", "%(n)d marked as seen.", count) % {"n": count})
    return HttpResponseRedirect(reverse("cases:alerts"))


def _is_key(text: str) -> bool:
    from uuid import UUID

    try:
        return bool(UUID(text))
    except ValueError:
        return False


@require_POST
@allow("cases.see")
def opening(request: StaffRequest, key: str) -> HttpResponse:
    """Mark one alert as seen and go to its matter."""
    row = get_object_or_404(Alert.objects.for_person(request.person).select_related("case"), pk=key)
    actions.see_alerts(alerts=[row], by=request.person.staff, at=now())
    return HttpResponseRedirect(case_url(row.case) if row.case else reverse("cases:alerts"))


@require_GET
@allow("cases.see")
def bell(request: StaffRequest) -> HttpResponse:
    """Give the bell as it stands, and a toast for what is new since the page last looked."""
    at = now()
    response = render(request, "cases/_bell.html", {"bell": bell_count(request.person), "bell_at": at})
    since = parse_datetime(request.GET.get("since", "").replace(" ", "+"))
    if since is not None and (toast := _toast(request, since)):
        response["HX-Trigger"] = json.dumps({"toast": toast})
    return response


def _toast(request: StaffRequest, since: datetime) -> dict[str, object] | None:
    mine = Alert.objects.for_person(request.person).unseen()
    new = mine.filter(Q(at__gt=since)).select_related("case").order_by("-is_alarm", "-at").first()
    if new is None:
        return None
    text = f"{sentence_of(new)} · {new.case} {new.case.title}" if new.case else sentence_of(new)
    url = case_url(new.case) if new.case else reverse("cases:alerts")
    return {"text": text, "url": url, "label": _("Open"), "stays": new.is_alarm}
