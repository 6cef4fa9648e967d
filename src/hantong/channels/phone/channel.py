"""The telephone as a channel: staff type while they listen; answers go out by e-mail, else by voice."""

from django.utils.translation import gettext_lazy as _

from hantong.contacts.typed_channel import TypedChannel


class PhoneChannel(TypedChannel):
    """What a caller says, typed by whoever listens."""

    key = "phone"
    label = _("Phone")
