"""This room as a Django app."""

from django.apps import AppConfig


class PraiseConfig(AppConfig):
    """Registers the room's nouns and words."""

    name = "hantong.praise"
    label = "praise"

    def ready(self) -> None:
        """Have the audit trail speak of the mayor's line."""
        from hantong.access.sentences import describe
        from hantong.praise.audit_words import SENTENCES

        describe(SENTENCES)
