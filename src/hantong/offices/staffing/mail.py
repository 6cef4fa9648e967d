"""The message that carries a one-time link."""

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
        hello = _("Hello %(name)s,") % {"name": staff.name}
        body = _("with this link you can set your password for Hantong. It works once, for three days:")
    send_mail(subject, f"{hello}\n\n{body}\n\n{link}\n", None, [staff.email])
