"""Keeps the Korean catalogues: `extract [ROOM …]` updates, `compile` writes .mo files, `check` finds gaps."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parent.parent / "src" / "hantong"
CATALOGUE = Path("locale/ko/LC_MESSAGES/django.po")
SINGLE = dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"))
PLURAL = dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2))
CONTEXT = dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2))
CONTEXT_PLURAL = dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3))
KEYWORDS = {**SINGLE, **PLURAL, **CONTEXT, **CONTEXT_PLURAL}
Words = str | list[str] | tuple[str, ...] | None
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def rooms() -> list[Path]:
    """Return the folders that keep a catalogue: every room, and a channel that has its own."""
    own = {po.parents[3] for po in SOURCE.rglob("django.po")}
    return sorted(own | {init.parent for init in SOURCE.glob("*/__init__.py")})


def sources(room: Path) -> Iterator[Path]:
    """Yield the files of `room` that may hold messages, without those of a catalogue further down."""
    below = [other for other in rooms() if room in other.parents]
    for path in sorted([*room.rglob("*.py"), *room.rglob("*.html"), *room.rglob("*.txt")]):
        inner = set(path.relative_to(room).parts)
        if not inner & {"tests", "migrations", "static"} and not set(below) & set(path.parents):
            yield path


def messages_in(path: Path) -> Iterator[Message]:
    """Yield the messages of one Python file or template."""
    text = path.read_text()
    if path.suffix != ".py":
        text = templatize(text, origin=str(path))
    for line, words, comments, context in extract("python", BytesIO(text.encode()), KEYWORDS, ("Translators:",)):
        yield Message(words, locations=[(str(path.relative_to(SOURCE)), line)], auto_comments=comments, context=context)


def used_in(room: Path) -> Catalog:
    """Return the messages that `room` shows, without translations."""
    found = Catalog(locale="ko")
    for path in sources(room):
        for one in messages_in(path):
            found.add(one.id, locations=one.locations, auto_comments=one.auto_comments, context=one.context)
    return found


def kept_in(room: Path) -> Catalog:
    """Return the catalogue of `room` as it stands."""
    file = room / CATALOGUE
    if not file.exists():
        return Catalog(locale="ko")
    with file.open("rb") as opened:
        return read_po(opened, locale="ko")


def update(room: Path) -> None:
    """Bring the catalogue of `room` up to what its files use; translations of messages still used stay."""
    used = used_in(room)
    if not len(used):
        return
    kept = kept_in(room)
    fresh = Catalog(locale="ko", project="Hantong", fuzzy=False, header_comment="# Korean texts of this room.")
    elsewhere = {_key(message) for other in rooms() if other != room for message in _translated(kept_in(other))}
    for message in used:
        known = kept.get(message.id, message.context) if message.id else None
        if message.id and (known or _key(message) not in elsewhere):
            text = known.string if known and not known.fuzzy else None
            fresh.add(message.id, text, auto_comments=message.auto_comments, context=message.context)
    written = BytesIO()
    write_po(written, fresh, no_location=True, sort_output=True, omit_header=True, width=100)
    file = room / CATALOGUE
    file.parent.mkdir(parents=True, exist_ok=True)
    header = 'msgid ""\nmsgstr ""\n"Language: ko\\n"\n"MIME-Version: 1.0\\n"\n'
    header += '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
    header += '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    file.write_text("# Korean texts of this room.\n" + header + written.getvalue().decode().lstrip())
    missing = sum(1 for message in fresh if message.id and not _is_translated(message))
    print(f"{_name(room)}: {len(fresh)} messages, {missing} without Korean")


def compile_all() -> int:
    """Write every catalogue in the form that is read at run time."""
    for room in rooms():
        file = room / CATALOGUE
        if file.exists():
            with file.with_suffix(".mo").open("wb") as opened:
                write_mo(opened, kept_in(room))
    return 0


def check() -> int:
    """Report each message without Korean, doubtful, with lost placeholders or with two Korean texts."""
    texts: dict[tuple[str | None, str], dict[str, str]] = defaultdict(dict)
    for room in rooms():
        for message in _translated(kept_in(room)):
            texts[_key(message)][_name(room)] = _first(message.string)
    faults = [fault for room in rooms() for fault in _wrong_in(room)]
    faults += [f"two Korean texts for {key[1]!r}: {by}" for key, by in texts.items() if len(set(by.values())) > 1]
    used = [message for room in rooms() for message in used_in(room) if message.id]
    for message in (message for message in used if _key(message) not in texts):
        faults.append(f"{':'.join(map(str, message.locations[0]))}: no Korean for {_key(message)[1]!r}")
    print("\n".join(faults) if faults else f"messages: {len(used)} in use, each has its Korean text")
    return 1 if faults else 0


def _wrong_in(room: Path) -> Iterator[str]:
    for message in kept_in(room):
        if message.id and message.fuzzy:
            yield f"{_name(room)}: doubtful (fuzzy): {_key(message)[1]!r}"
        elif message.id and _placeholders(message.string) - _placeholders(message.id):
            yield f"{_name(room)}: a placeholder that the message lacks: {_key(message)[1]!r}"


def _name(room: Path) -> str:
    return str(room.relative_to(SOURCE))


def _first(text: Words) -> str:
    return text if isinstance(text, str) else (text or [""])[0]


def _key(message: Message) -> tuple[str | None, str]:
    return message.context, _first(message.id)


def _is_translated(message: Message) -> bool:
    return bool(_first(message.string))


def _translated(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id and _is_translated(message) and not message.fuzzy)


def _placeholders(text: Words) -> set[str]:
    parts = [text] if isinstance(text, str) else text or []
    return {found for part in parts for found in PLACEHOLDER.findall(part)}


def main(words: list[str]) -> int:
    """Do what the first word says and return the exit code."""
    settings.configure()
    verb, named = (words or ["help"])[0], words[1:]
    if verb == "extract":
        for room in rooms():
            if not named or _name(room) in named:
                update(room)
        return 0
    if verb in ("compile", "check"):
        return compile_all() if verb == "compile" else check()
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
