"""The house keeps its shape: sizes, rooms, names, and nothing of this machine in the repository."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "hantong"
PLANNING = ROOT / "src" / "hantong_planning"
LONGEST_FILE = 300
LONGEST_FUNCTION = 50
LARGEST_KIT = 500
FORBIDDEN_NAMES = re.compile(r"(^|_)(manager|helper|helpers|util|utils|handler|process)s?\.py$")


def _modules() -> Iterator[Path]:
    for folder in (SOURCE, PLANNING):
        yield from (path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts)


MODULES = list(_modules())


def _name(path: Path) -> str:
    return str(path.relative_to(SOURCE.parent))


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_file_is_short_and_says_what_it_is(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= LONGEST_FILE
    assert ast.get_docstring(ast.parse(text)), "a module begins with one sentence about itself"
    assert not FORBIDDEN_NAMES.search(path.name)


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_function_fits_on_a_screen(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, f"{node.name} is long"


def test_every_room_says_in_one_sentence_what_it_is() -> None:
    for folder in sorted(path for path in SOURCE.iterdir() if path.is_dir() and (path / "__init__.py").exists()):
        assert ast.get_docstring(ast.parse((folder / "__init__.py").read_text())), folder.name


def test_the_kit_stays_small() -> None:
    files = list((SOURCE / "kit").glob("*.py"))
    assert sum(len(path.read_text().splitlines()) for path in files) <= LARGEST_KIT


def test_the_verbs_take_keywords_only() -> None:
    for path in MODULES:
        if (path.name != "actions.py" and path.parent.name != "actions") or path.name.startswith("_"):
            continue
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and _is_write(node):
                assert not node.args.args, f"{_name(path)}: {node.name} takes positional arguments"


def _is_write(node: ast.FunctionDef) -> bool:
    named = {argument.arg for argument in node.args.kwonlyargs + node.args.args}
    return "at" in named and "by" in named and "case" not in {argument.arg for argument in node.args.args}


def test_nothing_of_this_machine_and_no_registry_is_committed() -> None:
    hosts = "|".join(("py" + "pi[.]org", "python" + "hosted", "registry[.]npm" + "js", "deb[.]deb" + "ian"))
    places = "|".join(("/wo" + "rk/", "/ro" + "ot/", "/tmp/bash_" + "jobs"))
    found = subprocess.run(
        ["git", "grep", "-nIE", f"{hosts}|{places}"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert found.stdout == ""
