"""The audit trail in sentences: what each verb did, said in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hantong.access.capabilities import CAPABILITIES

SENTENCES: dict[str, str | Promise] = {
    "account.added": _("made an account for %(name)s"),
    "account.changed": _("changed the account of %(name)s"),
    "account.deactivated": _("deactivated the account of %(name)s"),
    "account.reactivated": _("reactivated the account of %(name)s"),
    "account.invited": _("made a one-time link for %(name)s to set a password"),
    "account.factor_reset": _("removed the second factor of %(name)s"),
    "account.connected": _("signed in for the first time by %(provider)s"),
    "role.added": _("made the role %(subject)s"),
    "role.changed": _("changed the role %(subject)s"),
    "role.offer_declined": _("left the role %(subject)s as it is, without what an update brought"),
    "role.removed": _("removed the role %(subject)s"),
    "key.issued": _("made the API key “%(name)s” (%(prefix)s…)"),
    "key.ending": _("replaced the API key “%(name)s” (%(prefix)s…), which opens for a while still"),
    "key.revoked": _("revoked the API key “%(name)s” (%(prefix)s…)"),
    "post.given": _("gave %(name)s the role %(role)s in %(department)s"),
    "post.ended": _("ended the post of %(name)s as %(role)s in %(department)s"),
}


class _Known(dict[str, str]):
    """Details by name; one that is missing reads as a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


def describe(sentences: Mapping[str, str | Promise]) -> None:
    """Teach the audit page the sentences of another room's verbs."""
    SENTENCES.update(sentences)


def sentence(verb: str, subject: str, details: Mapping[str, object]) -> str:
    """Give what was done as a sentence without its subject; the bare code where no sentence is known."""
    known = SENTENCES.get(verb)
    if known is None:
        return f"{verb} · {subject}"
    words = _Known({name: str(value) for name, value in details.items()})
    words["subject"] = subject.partition(":")[2]
    return str(known) % words


def particulars(details: Mapping[str, object]) -> str:
    """Give what was added and taken away, in words; empty for acts without either."""
    parts = []
    for sign, field in (("+", "given"), ("−", "taken")):
        for word in _listed(details.get(field)):
            parts.append(f"{sign} {CAPABILITIES.get(word, word)}")
    return ", ".join(parts)


def _listed(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


PAGES: dict[str, str | Promise] = {
    "resident": _("Resident's page"),
    "resident_search": _("Search for residents"),
    "resident_export": _("Export of a resident's data"),
    "duplicates": _("Possible duplicates"),
    "case": _("Page of a matter"),
    "resident_cases": _("A resident's matters"),
    "desk": _("Desk"),
    "desk_search": _("Search at the desk"),
    "call_backs": _("Call-backs"),
    "file": _("File of a matter"),
    "contact": _("Page of a contact"),
    "search": _("Search"),
    "api": _("API"),
}


def page_name(page: str) -> str:
    """Give the name of a page on which personal data were seen."""
    return str(PAGES.get(page, page))
