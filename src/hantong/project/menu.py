"""The menu: one line per door that a person may open."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hantong.access.person import Person


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One line of the menu; `key` is typed after `g`."""

    url: str
    label: str | Promise
    icon: str
    key: str
    is_current: bool


ENTRIES: tuple[tuple[str, str | Promise, str, str, str], ...] = (
    ("cases:work", _("My work"), "inbox", "w", "cases.see"),
    ("written:inbox", _("To answer"), "reply", "y", "cases.handle"),
    ("counter:desk", _("Desk"), "desk", "d", "contacts.take"),
    ("chat:desk", _("Chat"), "chat", "j", "contacts.take"),
    ("contacts:call_backs", _("Call-backs"), "phone", "b", "contacts.take"),
    ("contacts:arrivals", _("Set apart"), "eye", "x", "contacts.take"),
    ("social:posts", _("Social networks"), "chat", "q", "cases.handle"),
    ("praise:words", _("Praise and complaint"), "mail", "v", "cases.handle"),
    ("praise:lines", _("The mayor's line"), "mail", "u", "mayor.read"),
    ("cases:floor", _("The floor"), "alarm", "f", "cases.supervise"),
    ("contacts:contacts", _("Conversations"), "chat", "c", "cases.see"),
    ("reports:overview", _("Figures"), "chart", "n", "reports.see"),
    ("people:residents", _("Residents"), "people", "r", "people.see"),
    ("contacts:templates", _("Texts"), "text", "t", "templates.edit"),
    ("offices:tree", _("Offices"), "building", "o", "offices.edit"),
    ("catalogue:list", _("Services"), "book", "s", "catalogue.edit"),
    ("routing:rules", _("Where matters go"), "handover", "m", "routing.edit"),
    ("contacts:addresses", _("Our addresses"), "mail", "p", "routing.edit"),
    ("staffing:staff_list", _("Staff and access"), "key", "a", "access.edit"),
    ("webhooks:list", _("Webhooks"), "link", "k", "access.edit"),
    ("access:audit", _("Audit trail"), "eye", "l", "audit.see"),
    ("people:tombstones", _("Erased records"), "trash", "e", "people.erase"),
    ("imports:imports", _("Bring in cases"), "upload", "i", "imports.run"),
)


def menu_for(person: Person | None, path: str) -> list[MenuItem]:
    """Give the lines that `person` may follow, with the one that `path` is under marked."""
    if person is None:
        return []
    lines = [
        (reverse(name), label, icon, key)
        for name, label, icon, key, capability in ENTRIES
        if not capability or person.can(capability)
    ]
    nearest = max((url for url, *_rest in lines if path.startswith(url)), key=len, default="")
    return [
        MenuItem(url=url, label=label, icon=icon, key=key, is_current=url == nearest) for url, label, icon, key in lines
    ]


PUBLIC_ENTRIES: tuple[tuple[str, str | Promise], ...] = (
    ("web:choose", _("Report or ask")),
    ("chat:start", _("Chat")),
    ("track:find", _("Follow your matter")),
    ("places:list", _("Places")),
)


def public_menu(path: str) -> list[MenuItem]:
    """Give the residents' menu, with the line that `path` is under marked."""
    return [
        MenuItem(url=reverse(name), label=label, icon="", key="", is_current=path.startswith(reverse(name)))
        for name, label in PUBLIC_ENTRIES
    ]
