"""What owners of accounts are told by mail."""

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _
from django.utils.translation import override

from hantong.access.links import password_path, password_token
from hantong.access.models import Staff


def send_link(*, staff: Staff) -> None:
    """Send `staff` a link with which they set their password, in their language."""
    link = f"{settings.PUBLIC_URL}{password_path(staff, password_token(staff))}"
    with override(staff.language):
        subject = _("Set your password for Hantong")
        body = _("with this link you can set your password for Hantong. It works once, for three days:")
        _send(staff, subject, f"{body}\n\n{link}")


def send_factor_notice(*, staff: Staff) -> None:
    """Tell `staff`, in their language, that an administrator removed their second factor."""
    with override(staff.language):
        subject = _("Your second factor was removed")
        body = _(
            "an administrator removed the second factor of your account, and your password alone signs in now. Set up a"
            " new one under “Second factor”. If you did not ask for this, tell your administrator at once."
        )
        _send(staff, subject, body)


def _send(staff: Staff, subject: str, body: str) -> None:
    hello = _("Hello %(name)s,") % {"name": staff.name}
    send_mail(subject, f"{hello}\n\n{body}\n", None, [staff.email])
