"""The package stands without the product: no Django, database or web library is within reach of these runs."""

import os
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1]
MODULES = sorted(
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in PACKAGE.rglob("*.py")
    if "tests" not in path.parts and path.name != "conftest.py"
)
WALL = """
import sys

class Wall:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "psycopg", "procrastinate", "requests", "httpx", "ninja", "hantong"}:
            raise ModuleNotFoundError(f"{name} is out of reach", name=name)

sys.meta_path.insert(0, Wall())
"""


def run_alone(code: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `code` behind the wall, with nothing but the package's parent folder added to the path."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "PYTEST", "HANTONG"))}
    env |= {"PYTHONPATH": str(PACKAGE.parent), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    words = (sys.executable, "-c", WALL + code, *words)
    return subprocess.run(words, cwd=PACKAGE, env=env, capture_output=True, text=True, check=False, timeout=300)


def test_every_module_is_imported_without_the_product() -> None:
    done = run_alone("import importlib\nfor name in sys.argv[1:]: importlib.import_module(name)", *MODULES)
    assert done.returncode == 0, done.stderr[-2000:]
    assert len(MODULES) > 20


def test_the_wall_holds() -> None:
    for name in ("django", "hantong.kit"):
        assert "out of reach" in run_alone(f"import {name}").stderr


@pytest.mark.skipif(not (PACKAGE / "pyproject.toml").exists(), reason="the package is installed already")
def test_what_modules_read_is_installed_with_them() -> None:
    settings = tomllib.loads((PACKAGE / "pyproject.toml").read_text(encoding="utf-8"))
    installed = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["include"]
    beside = [path for path in PACKAGE.rglob("examples/*") if path.is_file()]
    assert len(beside) >= 3
    assert [path.name for path in beside if not any(fnmatch(str(path), pattern) for pattern in installed)] == []


@pytest.mark.parametrize("file", ["staffing/tests/test_commands.py"])
def test_the_tests_pass_without_the_product(file: str) -> None:
    done = run_alone("import pytest\nsys.exit(pytest.main(sys.argv[1:]))", file)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert "passed" in done.stdout
