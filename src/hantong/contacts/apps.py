"""This room as a Django app."""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    """Registers the room's tables, pages and words."""

    name = "hantong.contacts"
    label = "contacts"
