"""The audit trail of webhooks in sentences."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "webhook.added": _("connected the webhook “%(name)s”"),
    "webhook.changed": _("changed the webhook “%(name)s”"),
    "webhook.secret_replaced": _("replaced the secret of the webhook “%(name)s”"),
    "webhook.removed": _("removed the webhook “%(name)s”"),
    "webhook.stopped": _("stopped the webhook “%(name)s”: %(reason)s"),
    "webhook.retried": _("sent a message of the webhook “%(name)s” again"),
}
