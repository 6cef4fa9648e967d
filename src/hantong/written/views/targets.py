"""How fast first answers are wanted and come: per channel and time band."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hantong.access.doors import allow
from hantong.cases.models import Case
from hantong.cases.sentence_words import BANDS
from hantong.contacts.channel import channels
from hantong.contacts.ways import SPOKEN
from hantong.offices.request import StaffRequest
from hantong.written import actions
from hantong.written.actions.noting import targets as known_targets
from hantong.written.clocks import minutes_of
from hantong.written.forms import TargetForm
from hantong.written.models import FirstAnswer

COUNTED = timedelta(days=7)


@require_http_methods(["GET", "POST"])
@allow("cases.supervise")
def targets(request: StaffRequest) -> HttpResponse:
    """Show or change the minutes, beside how many first answers of the last week kept them."""
    form = TargetForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.cleaned_data["channel"] in _written():
        actions.save_target(jurisdiction=_here(request), by=request.person.staff, at=now(), **form.cleaned_data)
        messages.success(request, _("Saved. What waits is clocked by it from now on."))
        return redirect("written:targets")
    context = {"rows": _rows(request), "bands": list(BANDS.values()), "form": form}
    return render(request, "written/targets.html", context, status=422 if request.method == "POST" else 200)


def _written() -> list[str]:
    return [key for key in channels() if key not in SPOKEN]


def _here(request: StaffRequest) -> UUID | None:
    """Give the jurisdiction that the person supervises."""
    return next((post.jurisdiction for post in request.person.posts if "cases.supervise" in post.capabilities), None)


def _rows(request: StaffRequest) -> list[dict[str, object]]:
    here, known, kept = _here(request), known_targets(), _kept(request)
    path = (here,) if here else ()
    return [
        {
            "channel": key,
            "label": channels()[key].label,
            "cells": [
                {
                    "band": band.code,
                    "name": name,
                    "own": known.get((here, key, band.code)),
                    "holds": minutes_of(known, path=path, channel=key, band=band.code),
                }
                for band, name in BANDS.items()
            ],
            "answered": kept.get(key, (0, 0))[0],
            "in_time": kept.get(key, (0, 0))[1],
        }
        for key in _written()
    ]


def _kept(request: StaffRequest) -> dict[str, tuple[int, int]]:
    """Count per channel the first answers of the last week, and those in time, of matters the person may see."""
    rows = FirstAnswer.objects.filter(answered_at__gte=now() - COUNTED)
    rows = rows.filter(case__in=Case.objects.visible_to(request.person))
    found = rows.values("channel").annotate(n=Count("pk"), kept=Count("pk", filter=Q(is_in_time=True))).order_by()
    return {row["channel"]: (row["n"], row["kept"]) for row in found}
