"""Every template of every room keeps to the content policy and asks only for pieces that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hantong.shell.states import STATES
from hantong.shell.styleguide import icon_names

ROOMS = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(path for path in ROOMS.rglob("templates/**/*.html"))
SOURCES = [*TEMPLATES, *(path for path in ROOMS.rglob("*.py") if "tests" not in path.parts)]
REFUSED = {
    "an inline style": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "hx-on": re.compile(r"\bhx-on\b"),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", re.IGNORECASE),
    "another site": re.compile(r"(?:src|href)=\"(?:https?:)?//"),
}
MAIL = re.compile(r"mail|email", re.IGNORECASE)
ICON = re.compile(r"""\{%\s*icon\s+"([\w-]+)"|\bicon="([\w-]+)\"""")
STATUS = re.compile(r'\{%\s*status\s+"([\w-]+)"')


def _name(path: Path) -> str:
    return str(path.relative_to(ROOMS))


@pytest.mark.parametrize("path", [p for p in TEMPLATES if not MAIL.search(p.name)], ids=_name)
def test_a_page_holds_nothing_that_the_policy_refuses(path: Path) -> None:
    text = path.read_text()
    assert [what for what, pattern in REFUSED.items() if pattern.search(text)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_a_page_asks_only_for_states_that_exist(path: Path) -> None:
    assert set(STATUS.findall(path.read_text())) <= set(STATES)


def test_every_icon_asked_for_is_drawn() -> None:
    drawn = set(icon_names())
    missing = {
        f"{_name(path)}: {name}"
        for path in SOURCES
        for pair in ICON.findall(path.read_text())
        for name in pair
        if name and name not in drawn
    }
    assert missing == set()
