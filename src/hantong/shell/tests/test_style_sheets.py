"""The style sheets are cut to what is used, small, and never forget the night."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("browser_libraries", ROOT / "tools/browser_libraries.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_tokens_are_followed_to_the_end_and_the_rest_is_cut(tool: ModuleType) -> None:
    tokens = ":root{--krds-a: var(--krds-b); --krds-b: #fff; --krds-c: red;}"
    assert tool.cut_tokens(tokens, "p{color:var(--krds-a)}") == ":root{--krds-a:var(--krds-b);--krds-b:#fff;}\n"


def test_a_token_that_does_not_exist_stops_the_build(tool: ModuleType) -> None:
    with pytest.raises(KeyError, match="--krds-gone"):
        tool.cut_tokens(":root{}", "p{color:var(--krds-gone)}")


def test_night_is_written_once_and_answers_the_system_too(tool: ModuleType) -> None:
    css = tool.twin_night(":root[data-look=night] { --ink: white; }")
    assert css.count("--ink: white;") == 2
    assert "@media (prefers-color-scheme: dark) {:root:not([data-look=day])" in css


def test_colours_are_named_only_in_the_tokens(tool: ModuleType) -> None:
    loose = {
        f"{sheet.stem}: {found}"
        for sheet in tool.style_sheets()
        if sheet.stem != "tokens"
        for found in re.findall(r"#[0-9a-f]{6}\b", sheet.read_text())
    }
    assert loose == set()


def test_every_night_colour_has_a_day_colour(tool: ModuleType) -> None:
    sheet = (ROOT / "src/hantong/shell/static/shell/css/tokens.css").read_text()
    day, night = sheet.split(":root[data-look=night]")
    assert set(re.findall(r"--[\w-]+(?=:)", night)) <= set(re.findall(r"--[\w-]+(?=:)", day))


def test_squeezing_keeps_what_the_rules_say(tool: ModuleType) -> None:
    assert tool.squeeze("/* why */ a:hover , b > c {\n  color: red;\n}\n") == "a:hover,b > c{color: red}\n"
