"""What each operation of the API does, in a few words of the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TAGS: Mapping[str, str | Promise] = {
    "cases": _("Matters: read, and the same acts as on the pages."),
    "contacts": _("Conversations: take in what somebody said, and read what came of it."),
    "offices": _("Cities, counties and places with whether they are open. No key is needed."),
    "reports": _("The published figures with their definitions."),
}
SUMMARIES: Mapping[str, str | Promise] = {
    "list_cases": _("List matters"),
    "get_case": _("Read a matter"),
    "get_history": _("Read a matter's history"),
    "take": _("Answer for a matter from now on"),
    "answer": _("Answer the resident"),
    "note": _("Write a note for colleagues"),
    "hand_over": _("Offer the work to others"),
    "accept": _("Accept offered work"),
    "decline": _("Decline offered work"),
    "close": _("Settle a matter"),
    "reopen": _("Open a matter again"),
    "definitions": _("List the figures and their definitions"),
    "bands": _("Count by time band"),
    "times": _("Times to first answer and settlement"),
    "promises": _("Kept promises"),
    "through_time": _("Counts through time"),
    "post_contact": _("Take in what somebody said"),
    "list_contacts": _("List conversations"),
    "get_contact": _("Read a conversation"),
    "list_jurisdictions": _("List provinces, cities and counties"),
    "list_places": _("List places"),
    "show_place": _("Read a place"),
}


def name_of(operation_id: str) -> str:
    """Give an operation's own name, without the room that it stands in."""
    return operation_id.partition("_api_")[2]
