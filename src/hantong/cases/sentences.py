"""A matter's history in plain sentences, for the people who work on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from hantong.cases.lines import staff_names
from hantong.cases.models import History
from hantong.cases.person_words import LANGUAGES
from hantong.cases.sentence_words import CHANNELS, FIELDS, value_words
from hantong.cases.standing import ENDS
from hantong.offices.directory import directory
from hantong.shell.moments import moment_text

Kind = History.Kind
Data = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One line of the history: who did what, how it looks, and the words themselves."""

    n: int
    at: datetime
    said_at: datetime | None
    who: str
    what: str
    icon: str
    tone: str
    text: str
    look: str
    is_public: bool
    files: tuple[tuple[str, str], ...] = ()


LOOKS: Mapping[str, tuple[str, str, str | Promise]] = {
    Kind.OPENED: ("plus", "info", gettext_lazy("Spoke")),
    Kind.ROUTED: ("arrow-right", "neutral", gettext_lazy("Sent to {unit} by the rules")),
    Kind.TAKEN: ("person", "info", gettext_lazy("Took the matter")),
    Kind.SAID: ("chat", "info", gettext_lazy("Said more")),
    Kind.NOTE: ("lock", "warning", gettext_lazy("Internal note")),
    Kind.ANSWERED: ("reply", "success", gettext_lazy("Answered the resident")),
    Kind.OFFERED: ("handover", "neutral", gettext_lazy("Offered the work to {to}")),
    Kind.ACCEPTED: ("check", "success", gettext_lazy("Accepted for {unit}")),
    Kind.DECLINED: ("cross", "danger", gettext_lazy("Declined for {unit}; back with the owner")),
    Kind.TIMED_OUT: ("alarm", "danger", gettext_lazy("{unit} did not answer in time; back with the owner")),
    Kind.OFFER_WITHDRAWN: ("undo", "neutral", gettext_lazy("Took the offer back")),
    Kind.ASSIGNED: ("person", "neutral", gettext_lazy("Gave the work to {to}")),
    Kind.ASKED: ("ear", "info", gettext_lazy("Asked the resident; the clock stands still")),
    Kind.RESUMED: ("clock", "neutral", gettext_lazy("The clock runs again; due {due}")),
    Kind.EXTENDED: ("calendar", "warning", gettext_lazy("Extended from {was} to {due}")),
    Kind.CONSENT_ASKED: (
        "calendar",
        "info",
        gettext_lazy("Asked the resident to agree to a second extension, to {due}"),
    ),
    Kind.CONSENT_GIVEN: ("check", "success", gettext_lazy("Agreed to a second extension")),
    Kind.CONSENT_REFUSED: ("cross", "danger", gettext_lazy("Did not agree to a second extension; the promise stands")),
    Kind.RECLOCKED: ("calendar", "neutral", gettext_lazy("The calendar changed: due {due} instead of {was}")),
    Kind.CHANGED: ("pencil", "neutral", gettext_lazy("Changed {fields}")),
    Kind.CLOSED: ("flag", "success", gettext_lazy("Settled: {end}")),
    Kind.REOPENED: ("refresh", "warning", gettext_lazy("Reopened; due {due}")),
    Kind.MERGED: ("merge", "neutral", gettext_lazy("Merged with {number}")),
    Kind.SPLIT: ("split", "neutral", gettext_lazy("Part split off as {number}")),
    Kind.LINKED: ("link", "neutral", gettext_lazy("Linked with {number}")),
    Kind.ATTACHED: ("clip", "neutral", gettext_lazy("Attached files")),
    Kind.DELIVERED: ("mail", "neutral", gettext_lazy("The resident was told ({channel})")),
    Kind.UNDELIVERED: ("warning", "danger", gettext_lazy("Could not be delivered ({channel}): {reason}")),
    Kind.ALARMED: ("alarm", "danger", gettext_lazy("Alarm")),
    Kind.UNDONE: ("undo", "neutral", gettext_lazy("Took the last step back")),
    Kind.IMPORTED: ("inbox", "neutral", gettext_lazy("Brought in from another system")),
}
SAID_OR_ANSWERED = {Kind.OPENED, Kind.SAID, Kind.ANSWERED, Kind.CONSENT_GIVEN, Kind.CONSENT_REFUSED}
CONVERSATION = (
    *SAID_OR_ANSWERED,
    Kind.ASKED,
    Kind.CONSENT_ASKED,
    Kind.CLOSED,
    Kind.REOPENED,
    Kind.ATTACHED,
    Kind.UNDELIVERED,
)
THEIRS = {Kind.OPENED, Kind.SAID, Kind.REOPENED, Kind.CONSENT_GIVEN, Kind.CONSENT_REFUSED}


def sentences(rows: Iterable[History], *, resident: str, now: datetime) -> list[Sentence]:
    """Give the sentences of `rows` (with `by` fetched), asking once for the names that they mention."""
    rows = list(rows)
    names = staff_names(key for row in rows if (key := _uuid(row.data.get("to_staff") or row.data.get("to"))))
    return [_sentence(row, names, resident=resident, now=now) for row in rows]


def _sentence(row: History, names: Mapping[object, str], *, resident: str, now: datetime) -> Sentence:
    icon, tone, pattern = LOOKS[row.kind]
    files = row.data.get("files")
    return Sentence(
        n=row.n,
        at=row.at,
        said_at=row.said_at if row.said_at and abs(row.at - row.said_at).total_seconds() >= 60 else None,
        who=_who(row, resident),
        what=str(pattern).format_map(_Words(row.data, names, now)) + _way(row),
        icon=icon,
        tone=tone,
        text=row.text,
        look="is-internal" if not row.is_public else "" if row.by_resident or row.kind in THEIRS else "is-ours",
        is_public=row.is_public,
        files=tuple((str(file["id"]), str(file["name"])) for file in files) if isinstance(files, list) else (),
    )


def _who(row: History, resident: str) -> str:
    is_theirs = row.by_resident or row.kind == Kind.OPENED
    if row.by is not None and is_theirs:
        return _("%(resident)s, written down by %(staff)s") % {"resident": resident, "staff": row.by.name}
    if row.by is not None and row.kind != Kind.ROUTED:
        return row.by.name
    return resident if is_theirs else _("by itself")


def _way(row: History) -> str:
    """Say by which channel it came or is to go, and in which language it was said where that is not Korean."""
    key = str(row.data.get("way") or "") if row.kind == Kind.ANSWERED else row.channel
    if row.kind not in SAID_OR_ANSWERED or not key:
        return ""
    language = str(row.data.get("language") or "")
    words = [CHANNELS.get(key, key), *([LANGUAGES.get(language, language)] if language else [])]
    return "".join(f" · {word}" for word in words)


class _Words(dict[str, str]):
    """What stands for each name in a sentence's pattern, read from the row's data when asked."""

    def __init__(self, data: Data, names: Mapping[object, str], now: datetime) -> None:
        super().__init__()
        self.data, self.names, self.now = data, names, now

    def __missing__(self, key: str) -> str:
        return getattr(self, f"_{key}")() or "—"

    def _unit(self) -> str:
        department = directory().departments.get(
            _uuid(self.data.get("unit") or self.data.get("department")) or UUID(int=0)
        )
        return department.name if department else ""

    def _to(self) -> str:
        person = self.names.get(_uuid(self.data.get("to_staff") or self.data.get("to")), "")
        unit = directory().departments.get(_uuid(self.data.get("to_unit") or self.data.get("unit")) or UUID(int=0))
        return " · ".join(part for part in (unit.name if unit else "", person) if part)

    def _moment(self, key: str) -> str:
        at = parse_datetime(str(self.data.get(key) or ""))
        return moment_text(at, now=self.now) if at else pgettext("deadline", "none")

    def _due(self) -> str:
        return self._moment("due_at")

    def _was(self) -> str:
        return self._moment("was_due_at")

    def _number(self) -> str:
        plain = str(
            self.data.get("into") or self.data.get("from") or self.data.get("part") or self.data.get("other") or ""
        )
        return f"{plain[:4]}-{plain[4:8]}-{plain[8:]}"

    def _end(self) -> str:
        end = ENDS.get(str(self.data.get("end_state")))  # type: ignore[call-overload]
        passed_to = str(self.data.get("passed_to") or "")
        return " → ".join(part for part in (str(end.label) if end else "", passed_to) if part)

    def _channel(self) -> str:
        channel = str(self.data.get("channel") or "")
        return str(CHANNELS.get(channel, channel))

    def _reason(self) -> str:
        return str(self.data.get("reason") or "")

    def _fields(self) -> str:
        changed = [
            f"{FIELDS.get(name, name)} ({value_words(name, pair[0])} → {value_words(name, pair[1])})"
            for name, pair in self.data.items()
            if isinstance(pair, list) and len(pair) == 2
        ]
        return ", ".join(changed)


def _uuid(value: object) -> UUID | None:
    try:
        return UUID(str(value)) if value else None
    except ValueError:
        return None
