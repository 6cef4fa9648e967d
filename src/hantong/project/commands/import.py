"""Bring in what other systems hold: cases, services, offices with their hours, and the outlines of jurisdictions.

Every part shows first what it would do; nothing is written without `--apply`.
"""

from importlib import import_module
from pathlib import Path

import typer

app = typer.Typer(help=__doc__, add_completion=False, no_args_is_help=True)


@app.callback()
def _import() -> None:
    """Keep each part a word of its own."""


# A part is an `_import_….py` beside this file.
for _part in sorted(Path(__file__).parent.glob("_import_*.py")):
    _name = _part.stem.removeprefix("_import_")
    app.command(_name)(getattr(import_module(f"hantong.project.commands.{_part.stem}"), _name))
