"""This room as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registers the room's tables, pages and words."""

    name = "hantong.people"
    label = "people"

    def ready(self) -> None:
        """Have the audit trail speak of this room's verbs."""
        from hantong.access.sentences import describe
        from hantong.people.sentences import SENTENCES

        describe(SENTENCES)
