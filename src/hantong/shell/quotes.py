"""History that somebody quoted below their words: kept with them as lines that begin with ">", folded away on pages."""

from typing import NamedTuple

MARK = ">"


class Words(NamedTuple):
    """What was said now, and what was quoted below it."""

    fresh: str
    quoted: str = ""


def folded_under(fresh: str, quoted: str) -> str:
    """Give one text of new words and, below them, the quoted ones."""
    if not quoted.strip():
        return fresh
    lines = [f"{MARK} {line}".rstrip() for line in quoted.strip("\n").split("\n")]
    return "\n".join((fresh.rstrip(), "", *lines))


def unfolded(text: str) -> Words:
    """Divide a text into its words and the quoted lines at its end; a text of quotes alone is words."""
    lines = text.rstrip().split("\n")
    start = len(lines)
    while start and lines[start - 1].startswith(MARK):
        start -= 1
    fresh = "\n".join(lines[:start]).rstrip()
    if start == len(lines) or not fresh:
        return Words(text)
    return Words(fresh, "\n".join(line[len(MARK) :].removeprefix(" ") for line in lines[start:]))
