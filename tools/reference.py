"""Writes the reference pages that come out of the code: every `hantong` command, and the API's description."""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module
from pathlib import Path

os.environ.update(TYPER_USE_RICH="0", COLUMNS="110", DJANGO_SETTINGS_MODULE="hantong.project.settings")

import typer  # noqa: E402  (the variables above decide how it writes)
from typer.testing import CliRunner  # noqa: E402

from hantong.project import commands  # noqa: E402

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
COMMANDS_HEAD = "# Every `hantong` command\n\nWritten by `make docs` from the commands' own help.\n"


def words_of_commands() -> list[list[str]]:
    """Return the words that call each command, groups before what is in them."""
    found: list[list[str]] = []
    for name in commands.command_names():
        found.append([name])
        group = typer.main.get_command(import_module(commands.module_of(name)).app)
        found += [[name, inner] for inner in getattr(group, "commands", {})]
    return found


def commands_page() -> str:
    """Return the help of every command as one page."""
    parts = [COMMANDS_HEAD]
    for words in words_of_commands():
        shown = CliRunner().invoke(commands.app, [*words, "--help"], prog_name="hantong").output
        parts.append(f"## hantong {' '.join(words)}\n\n```\n{shown.strip()}\n```\n")
    return "\n".join(parts)


def api_page() -> str:
    """Return the OpenAPI description."""
    import django

    django.setup()
    from hantong.project.api import api

    return json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), indent=1, ensure_ascii=False, default=str) + "\n"


PAGES = {"hantong.md": commands_page, "openapi.json": api_page}


def main(folder: str = str(REFERENCE), *names: str) -> int:
    """Write the pages that are named, or all, into a folder, and name each."""
    for name in names or PAGES:
        page = Path(folder) / name
        page.write_text(PAGES[name](), encoding="utf-8")
        print(page.relative_to(Path.cwd()) if page.is_relative_to(Path.cwd()) else page)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
