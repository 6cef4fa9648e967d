"""This room as a Django app."""

from django.apps import AppConfig


class WrittenConfig(AppConfig):
    """Registers the room's tables, pages and words."""

    name = "hantong.written"
    label = "written"

    def ready(self) -> None:
        """Have the audit trail speak of written work."""
        from hantong.access.sentences import describe
        from hantong.written.audit_words import SENTENCES

        describe(SENTENCES)
