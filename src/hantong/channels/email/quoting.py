"""What somebody wrote now, and what their mail programme put below it: the history that everybody knows already."""

import re

MARKS = (
    re.compile(
        r"^-{2,}\s*(original message|original appointment|forwarded message|원본 메[시세]지|원문|전달된 메[시세]지)\s*-{0,}",
        re.I,
    ),
    re.compile(r"^-{3,}\s*(original|원본)", re.I),
    re.compile(
        r"^(on\b.{4,200}\bwrote|20\d\d[년./-].{4,160}(님이|님의|작성|wrote)[^\n]{0,20}|.{0,120}님이 작성(한 글)?|.{4,160}wrote)\s*:\s*$",
        re.I,
    ),
    re.compile(r"^_{20,}\s*$"),
)
HEAD_OF_OLD = re.compile(r"^\**(from|보낸 ?사람|보낸이|발신)\**\s*:\**\s*\S", re.I)
MORE_OF_OLD = re.compile(r"^\**(sent|date|to|cc|subject|보낸 ?날짜|날짜|받는 ?사람|받는이|수신|참조|제목)\**\s*:", re.I)
SIGNATURE = re.compile(r"^-- ?$")
LOOK_AHEAD = 5


def divided(text: str) -> tuple[str, str]:
    """Give the new words and the quoted history of a plain text; the history is empty where there is none.

    Words below or between quoted lines are new words, so somebody who answers underneath is heard too.
    """
    lines = text.split("\n")
    start = _start_of_history(lines)
    fresh, history = lines[:start], lines[start:]
    if history and not history[0].startswith(">"):
        return _trimmed(fresh), _trimmed(history)
    new, old = _apart(history)
    return _trimmed([*fresh, *new]), _trimmed(old)


def _start_of_history(lines: list[str]) -> int:
    for index, line in enumerate(lines):
        plain = line.strip()
        if plain.startswith(">"):
            return index
        if _is_mark(lines, index, plain):
            below = [each.strip() for each in lines[index + 1 :] if each.strip()]
            return index if not (below and below[0].startswith(">")) else _with_quotes(lines, index)
    return len(lines)


def _is_mark(lines: list[str], index: int, plain: str) -> bool:
    if not plain or len(plain) > 300:
        return False
    if any(mark.match(plain) for mark in MARKS):
        return True
    if plain.lower().startswith("on ") and index + 1 < len(lines):  # the line that says who wrote is often broken
        return bool(MARKS[2].match(f"{plain} {lines[index + 1].strip()}"))
    if not HEAD_OF_OLD.match(plain):
        return False
    return any(MORE_OF_OLD.match(each.strip()) for each in lines[index + 1 : index + LOOK_AHEAD])


def _with_quotes(lines: list[str], index: int) -> int:
    """Have the line that says who wrote belong to the quoted lines below it."""
    for each in range(index, len(lines)):
        if lines[each].strip().startswith(">"):
            lines[index:each] = [f"> {line}" if line.strip() else ">" for line in lines[index:each]]
            break
    return index


def _apart(history: list[str]) -> tuple[list[str], list[str]]:
    new: list[str] = []
    old: list[str] = []
    for line in history:
        (old if line.lstrip().startswith(">") else new).append(line)
    return new, [re.sub(r"^\s*> ?", "", line) for line in old]


def _trimmed(lines: list[str]) -> str:
    return "\n".join(line.rstrip() for line in lines).strip("\n ")


def without_signature(text: str) -> str:
    """Give a text without what stands below a line of two dashes."""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if SIGNATURE.match(line) and index:
            return "\n".join(lines[:index]).rstrip()
    return text
