"""One message to a webhook: what it said, each try with its answer, and once more by hand."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hantong.access.doors import allow
from hantong.offices.request import StaffRequest
from hantong.outgoing import actions
from hantong.outgoing.models import EDITING, Delivery
from hantong.outgoing.signing import message_id


def _found(request: StaffRequest, pk: UUID, key: UUID) -> Delivery:
    rows = Delivery.objects.visible_to(request.person).select_related("webhook")
    return get_object_or_404(rows, webhook=pk, pk=key)


@allow(EDITING)
@require_GET
def message(request: StaffRequest, pk: UUID, key: UUID) -> HttpResponse:
    """Show what was sent and what came back."""
    row = _found(request, pk, key)
    context = {
        "row": row,
        "message_id": message_id(row.pk),
        "body": json.dumps(json.loads(row.body), ensure_ascii=False, indent=2),
        "tries": row.tries.order_by("-n"),
        "now": now(),
    }
    return render(request, "outgoing/message.html", context)


@allow(EDITING)
@require_POST
def retry(request: StaffRequest, pk: UUID, key: UUID) -> HttpResponse:
    """Send it once more, under the same id."""
    row = _found(request, pk, key)
    actions.send_again(delivery=row, by=request.person.staff, at=now())
    messages.success(request, _("It goes out again, under the same id."))
    return redirect("webhooks:webhook", pk)
