"""This room as a Django app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Registers the room's tables, pages and words."""

    name = "hantong.cases"
    label = "cases"

    def ready(self) -> None:
        """Have the audit trail speak of the routing rules."""
        from hantong.access.sentences import describe
        from hantong.cases.audit_words import SENTENCES

        describe(SENTENCES)
