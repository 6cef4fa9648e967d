"""This room as a Django app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Registers the room's tables, pages and words."""

    name = "hantong.reports"
    label = "reports"

    def ready(self) -> None:
        """Have the audit trail speak of figures."""
        from hantong.access.sentences import describe
        from hantong.reports.audit_words import SENTENCES

        describe(SENTENCES)
