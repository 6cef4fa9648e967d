"""Why a webhook or a device is not taken."""

from django.utils.translation import gettext_lazy as _

from hantong.kit.errors import Refused


class AddressRefused(Refused):
    """We do not call there."""

    code = "address_refused"
    message = _("Give an https address on the public internet. Your operator can allow hosts of your own network.")


class NothingWanted(Refused):
    """A webhook that wants no events is told nothing."""

    code = "nothing_wanted"
    message = _("Choose at least one event.")


class WebhookStopped(Refused):
    """A stopped webhook is told nothing."""

    code = "webhook_stopped"
    message = _("This webhook is stopped. Start it first.")


class NothingToSendAgain(Refused):
    """It is still on its way."""

    code = "nothing_to_send_again"
    message = _("This message is still on its way.")


class NotADevice(Refused):
    """What the browser sent is no push subscription."""

    code = "not_a_device"
    message = _("This browser did not give an address for notifications.")


class TooManyDevices(Refused):
    """Enough is enough."""

    code = "too_many_devices"
    message = _("Too many devices. Turn notifications off on one of them first.")
