"""Webhooks as pages: which there are, how each is set, its secret shown once, its log."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hantong.access.doors import allow
from hantong.offices.request import StaffRequest
from hantong.offices.views.form_page import done_by
from hantong.outgoing import actions
from hantong.outgoing.actions.webhooks import newest_secret
from hantong.outgoing.forms import OverlapForm, WebhookForm
from hantong.outgoing.happenings import KINDS
from hantong.outgoing.models import EDITING, Attempt, Delivery, Line, Webhook

SHOWN = 50


def found(request: StaffRequest, pk: UUID) -> Webhook:
    """Give a webhook that the person may administer. Raises Http404."""
    rows = Webhook.objects.visible_to(request.person).select_related("jurisdiction", "department", "line")
    return get_object_or_404(rows, pk=pk)


@allow(EDITING)
@require_GET
def webhooks(request: StaffRequest) -> HttpResponse:
    """Show the webhooks within reach."""
    rows = Webhook.objects.visible_to(request.person).select_related("jurisdiction", "department", "line")
    return render(request, "outgoing/webhook_list.html", {"rows": rows.order_by("name"), "now": now()})


@allow(EDITING)
@require_GET
def webhook(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Show one webhook with its last messages."""
    row = found(request, pk)
    context = {
        "row": row,
        "line": Line.objects.filter(webhook=row).first(),
        "kinds": [(kind, KINDS[kind]) for kind in row.kinds if kind in KINDS],
        "deliveries": [(each, _last_try(each)) for each in _log(row)],
        "is_sending": row.is_active and Delivery.objects.due(now()).filter(webhook=row).exists(),
        "overlap_form": OverlapForm(),
        "now": now(),
    }
    return render(request, "outgoing/webhook.html", context)


def _log(row: Webhook) -> QuerySet[Delivery]:
    return Delivery.objects.filter(webhook=row).order_by("-created_at", "-id").prefetch_related("tries")[:SHOWN]


def _last_try(delivery: Delivery) -> Attempt | None:
    return max(delivery.tries.all(), key=lambda each: each.n, default=None)


@never_cache
@allow(EDITING)
@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request: StaffRequest, pk: UUID | None = None) -> HttpResponse:
    """Connect a partner's system and show its secret this once, or change how it is connected."""
    row = found(request, pk) if pk else None
    reach = request.person.reach(EDITING)
    form = WebhookForm(request.POST if request.method == "POST" else None, reach=reach, row=row)
    kept: list[Webhook] = []

    def act() -> str:
        kept.append(actions.save_webhook(webhook=row, facts=form.facts(), by=request.person.staff, at=now()))
        return "saved"

    status = 200
    if request.method == "POST":
        if done_by(form, act):
            return _shown(request, kept[0]) if row is None else redirect("webhooks:webhook", kept[0].pk)
        status = 409 if form.is_refused else 422  # type: ignore[attr-defined]
    return render(request, "outgoing/webhook_form.html", {"form": form, "row": row}, status=status)


def _shown(request: StaffRequest, row: Webhook) -> HttpResponse:
    context = {"row": row, "secret": newest_secret(row), "now": now()}
    return render(request, "outgoing/secret_shown.html", context)


@never_cache
@allow(EDITING)
@require_POST
def secret(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Replace the secret and show the new one this once."""
    row, form = found(request, pk), OverlapForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose for how long the old secret signs too."))
        return redirect("webhooks:webhook", row.pk)
    overlap = form.cleaned_data["overlap"]
    return _shown(request, actions.replace_secret(webhook=row, overlap=overlap, by=request.person.staff, at=now()))


@allow(EDITING)
@require_POST
def test(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Send a message that tells of nothing."""
    row = found(request, pk)
    actions.send_test(webhook=row, by=request.person.staff, at=now())
    messages.success(request, _("A test message is on its way. Its answer appears below."))
    return redirect("webhooks:webhook", row.pk)


@allow(EDITING)
@require_POST
def stop(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Tell it nothing any more."""
    row = found(request, pk)
    actions.stop_webhook(webhook=row, why=Webhook.Stopped.BY_HAND, by=request.person.staff, at=now())
    messages.success(request, _("Stopped. What happens meanwhile is not told later."))
    return redirect("webhooks:webhook", row.pk)


@allow(EDITING)
@require_POST
def start(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Tell it again."""
    row = found(request, pk)
    actions.start_webhook(webhook=row, by=request.person.staff, at=now())
    messages.success(request, _("Started. What was still on its way goes out first."))
    return redirect("webhooks:webhook", row.pk)


@allow(EDITING)
@require_POST
def removal(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Remove it with its log."""
    actions.remove_webhook(webhook=found(request, pk), by=request.person.staff, at=now())
    messages.success(request, _("Removed."))
    return redirect("webhooks:list")
