"""The public web form as a channel; answers go out by e-mail."""

from django.utils.translation import gettext_lazy as _

from hantong.contacts.typed_channel import TypedChannel


class WebChannel(TypedChannel):
    """What residents write themselves, without an account."""

    key = "web"
    label = _("Web")
