"""Counts of what was or will be erased, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "cases": _("matters"),
    "attachments": _("files"),
    "contacts": _("conversations"),
    "messages": _("messages"),
    "social_posts": _("posts on social networks"),
    "residents": _("residents' records"),
    "contact_points": _("contact points"),
    "consents": _("consents"),
}


def counted(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Give each count with its word; what was nothing is left out."""
    return [(str(WORDS.get(kind, kind)), count) for kind, count in counts.items() if count]
