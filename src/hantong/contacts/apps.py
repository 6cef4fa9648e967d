"""This room as a Django app."""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    """Registers the room's tables, pages and words."""

    name = "hantong.contacts"
    label = "contacts"

    def ready(self) -> None:
        """Have the audit trail speak of the front door."""
        from hantong.access.sentences import describe
        from hantong.contacts.audit_words import SENTENCES

        describe(SENTENCES)
