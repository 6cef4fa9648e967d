"""The devices on which a member of staff is notified."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hantong.access.doors import allow
from hantong.kit.errors import Refused
from hantong.offices.request import StaffRequest
from hantong.outgoing import actions
from hantong.outgoing.forms import SubscriptionForm
from hantong.outgoing.models import StaffDevice
from hantong.outgoing.push_key import public_push_key
from hantong.outgoing.refusals import NotADevice
from hantong.outgoing.subscriptions import Subscription


def subscription_of(form: SubscriptionForm) -> Subscription:
    """Give what the browser sent. Raises NotADevice."""
    if not form.is_valid():
        raise NotADevice
    data = form.cleaned_data
    return Subscription(address=data["address"], public_key=data["public_key"], auth=data["auth"])


@allow()
@require_GET
def devices(request: StaffRequest) -> HttpResponse:
    """Show one's devices, and turn this one on or off."""
    rows = list(StaffDevice.objects.filter(staff=request.person.staff).order_by("added_at"))
    context = {
        "rows": rows,
        "known": " ".join(row.fingerprint for row in rows),
        "key": public_push_key(settings.SECRET_KEY),
        "now": now(),
    }
    return render(request, "outgoing/devices.html", context)


@allow()
@require_POST
def addition(request: StaffRequest) -> HttpResponse:
    """Notify this device from now on."""
    form = SubscriptionForm(request.POST)
    try:
        actions.save_staff_device(
            subscription=subscription_of(form),
            name=form.cleaned_data["name"],
            language=get_language() or "ko",
            is_for_unit=form.cleaned_data["is_for_unit"],
            by=request.person.staff,
            at=now(),
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("You are notified on this device from now on."))
    return redirect("push:devices")


@allow()
@require_POST
def removal(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Notify a device no more."""
    row = get_object_or_404(StaffDevice, pk=pk, staff=request.person.staff)
    actions.remove_staff_device(device=row)
    messages.success(request, _("Notifications are off on that device."))
    return redirect("push:devices")
