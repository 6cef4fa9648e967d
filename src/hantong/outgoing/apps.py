"""This room as a Django app."""

from django.apps import AppConfig


class OutgoingConfig(AppConfig):
    """Registers the room's tables, pages and words."""

    name = "hantong.outgoing"
    label = "outgoing"

    def ready(self) -> None:
        """Have the audit trail speak of webhooks."""
        from hantong.access.sentences import describe
        from hantong.outgoing.sentences import SENTENCES

        describe(SENTENCES)
