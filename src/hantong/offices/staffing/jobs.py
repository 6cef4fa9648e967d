"""Jobs of these pages, one line each."""

from uuid import UUID

from procrastinate.contrib.django import app

from hantong.access.models import Staff
from hantong.kit.jobs import RETRY
from hantong.offices.staffing.mail import send_factor_notice, send_link


@app.task(name="staffing.send_password_link", retry=RETRY)
def send_password_link(*, staff: str) -> None:
    """Mail the one-time link to its owner."""
    send_link(staff=Staff.objects.get(pk=UUID(staff)))


@app.task(name="staffing.tell_of_factor_reset", retry=RETRY)
def tell_of_factor_reset(*, staff: str) -> None:
    """Mail the owner that the second factor of the account was removed."""
    send_factor_notice(staff=Staff.objects.get(pk=UUID(staff)))
