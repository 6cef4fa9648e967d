"""The desk as a channel: staff type for the visitor; answers go out by e-mail, else by voice."""

from django.utils.translation import gettext_lazy as _

from hantong.contacts.typed_channel import TypedChannel


class CounterChannel(TypedChannel):
    """What a visitor says, typed by whoever sits opposite."""

    key = "counter"
    label = _("Counter")
