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
from hantong.written.clocks import Key, minutes_of
from hantong.written.forms import TargetForm
from hantong.written.models import FirstAnswer

COUNTED = timedelta(days=7)


@require_http_methods(["GET", "POST"])
@allow("cases.supervise")
def targets(request: StaffRequest) -> HttpResponse:
    """Show or change the minutes, beside how many first answers of the last week kept them."""
    form = TargetForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid() and form.cleaned_data["channel"] in _written():
        _save(request, form.cleaned_data["channel"], form.minutes())
        messages.success(request, _("Saved. What waits is clocked by it from now on."))
        return redirect("written:targets")
    return render(request, "written/targets.html", {"rows": _rows(request, form)}, status=422 if form else 200)


def _save(request: StaffRequest, channel: str, minutes: dict[int, int | None]) -> None:
    """Save what differs from what was set."""
    here, known = _here(request), known_targets()
    for band, wanted in minutes.items():
        if known.get((here, channel, band)) != wanted:
            actions.save_target(
                jurisdiction=here, channel=channel, band=band, minutes=wanted, by=request.person.staff, at=now()
            )


def _written() -> list[str]:
    return [key for key in channels() if key not in SPOKEN]


def _here(request: StaffRequest) -> UUID | None:
    """Give the jurisdiction that the person supervises."""
    return next((post.jurisdiction for post in request.person.posts if "cases.supervise" in post.capabilities), None)


def _rows(request: StaffRequest, sent: TargetForm | None) -> list[dict[str, object]]:
    here, known, kept = _here(request), known_targets(), _kept(request)
    rows: list[dict[str, object]] = []
    for key in _written():
        answered, in_time = kept.get(key, (0, 0))
        form = _form(key, here, known, sent)
        rows.append({"label": channels()[key].label, "form": form, "answered": answered, "in_time": in_time})
    return rows


def _form(channel: str, here: UUID | None, known: dict[Key, int], sent: TargetForm | None) -> TargetForm:
    """Give a channel's form: as it was sent, if it was, else with what is set, and beside it what holds otherwise."""
    form = sent if sent is not None and sent.data.get("channel") == channel else None
    own: dict[str, object] = {f"minutes_{band.code}": known.get((here, channel, band.code)) for band in BANDS}
    form = form or TargetForm(initial={"channel": channel, **own}, auto_id=f"{channel}-%s")
    path = (here,) if here else ()
    for band in BANDS:
        holds = minutes_of(known, path=path, channel=channel, band=band.code)
        form.fields[f"minutes_{band.code}"].widget.attrs["placeholder"] = str(holds)
    return form


def _kept(request: StaffRequest) -> dict[str, tuple[int, int]]:
    """Count per channel the first answers of the last week, and those in time, of matters the person may see."""
    rows = FirstAnswer.objects.filter(answered_at__gte=now() - COUNTED)
    rows = rows.filter(case__in=Case.objects.visible_to(request.person))
    found = rows.values("channel").annotate(n=Count("pk"), kept=Count("pk", filter=Q(is_in_time=True))).order_by()
    return {row["channel"]: (row["n"], row["kept"]) for row in found}
