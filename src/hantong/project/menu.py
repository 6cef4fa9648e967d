"""The menu: one line per door that a person may open."""

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hantong.access.person import Person


@dataclass(frozen=True, slots=True, eq=False)
class MenuItem:
    """One line of the menu; `key` is typed after `g`, `heading` stands above the first line of its group."""

    url: str
    label: str | Promise
    icon: str
    key: str
    is_current: bool
    heading: str | Promise = ""


Entry = tuple[str, str | Promise, str, str, str]
GROUPS: tuple[tuple[str | Promise, tuple[Entry, ...]], ...] = (
    (
        _("For residents"),
        (
            ("cases:work", _("My work"), "inbox", "w", "cases.see"),
            ("written:inbox", _("To answer"), "reply", "y", "cases.handle"),
            ("counter:desk", _("Desk"), "desk", "d", "contacts.take"),
            ("chat:desk", _("Chat"), "chat", "j", "contacts.take"),
            ("contacts:call_backs", _("Call-backs"), "phone", "b", "contacts.take"),
            ("contacts:arrivals", _("Set apart"), "pause", "x", "contacts.take"),
            ("social:posts", _("Social networks"), "globe", "q", "cases.handle"),
            ("praise:words", _("Praise and complaint"), "star", "v", "cases.handle"),
        ),
    ),
    (
        _("To look over"),
        (
            ("cases:floor", _("The floor"), "alarm", "f", "cases.supervise"),
            ("praise:lines", _("The mayor's line"), "mail", "u", "mayor.read"),
            ("contacts:contacts", _("Conversations"), "list", "c", "cases.see"),
            ("people:residents", _("Residents"), "people", "r", "people.see"),
            ("reports:overview", _("Figures"), "chart", "n", "reports.see"),
        ),
    ),
    (
        _("To set up"),
        (
            ("contacts:templates", _("Texts"), "text", "t", "templates.edit"),
            ("offices:tree", _("Offices"), "building", "o", "offices.edit"),
            ("catalogue:list", _("Services"), "book", "s", "catalogue.edit"),
            ("routing:rules", _("Where matters go"), "handover", "m", "routing.edit"),
            ("contacts:addresses", _("Our addresses"), "pin", "p", "routing.edit"),
            ("staffing:staff_list", _("Staff and access"), "key", "a", "access.edit"),
            ("webhooks:list", _("Webhooks"), "link", "k", "access.edit"),
            ("access:audit", _("Audit trail"), "eye", "l", "audit.see"),
            ("people:tombstones", _("Erased records"), "trash", "e", "people.erase"),
            ("imports:imports", _("Bring in cases"), "upload", "i", "imports.run"),
        ),
    ),
)


HOMES = (("cases.see", "cases:work"), ("reports.see", "reports:overview"))


def home_of(person: Person) -> str:
    """Give where somebody begins: at their work, a governor at the figures, others at the first line of their menu."""
    lines = (name for _heading, entries in GROUPS for name, *_words, capability in entries if person.can(capability))
    own = (name for capability, name in HOMES if person.can(capability))
    return reverse(next(chain(own, lines), "push:devices"))


def menu_for(person: Person | None, path: str) -> tuple[MenuItem, ...]:
    """Give the lines that `person` may follow, with the one that `path` is under marked."""
    if person is None:
        return ()
    names = tuple(name for _heading, entries in GROUPS for name, *_words, needed in entries if _opens(person, needed))
    nearest = max((name for name in names if path.startswith(_url(name))), key=lambda name: len(_url(name)), default="")
    return _lines(names, nearest)


def _opens(person: Person, capability: str) -> bool:
    return not capability or person.can(capability)


@cache
def _url(name: str) -> str:
    return reverse(name)


@lru_cache(maxsize=256)
def _lines(names: tuple[str, ...], nearest: str) -> tuple[MenuItem, ...]:
    """Write the menu once for everybody who has the same doors and stands behind the same one."""
    open_groups = [(heading, [entry for entry in entries if entry[0] in names]) for heading, entries in GROUPS]
    return tuple(
        _line(entry, nearest=nearest, heading=heading if entry is entries[0] else "")
        for heading, entries in open_groups
        for entry in entries
    )


def _line(entry: Entry, *, nearest: str, heading: str | Promise) -> MenuItem:
    name, label, icon, key, _capability = entry
    return MenuItem(url=_url(name), label=label, icon=icon, key=key, is_current=name == nearest, heading=heading)


PUBLIC_ENTRIES: tuple[tuple[str, str | Promise], ...] = (
    ("web:choose", _("Report or ask")),
    ("chat:start", _("Chat")),
    ("track:find", _("Follow your matter")),
    ("places:list", _("Places")),
)


def public_menu(path: str) -> list[MenuItem]:
    """Give the residents' menu, with the line that `path` is under marked."""
    return [
        MenuItem(url=_url(name), label=label, icon="", key="", is_current=path.startswith(_url(name)))
        for name, label in PUBLIC_ENTRIES
    ]
