"""Offices and services as YAML books on the command line: taken out, compared, brought in."""

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import typer

from hantong.project.commands._exits import Ended, Exit


def put(text: str, to: Path | None) -> None:
    """Write a book to a file, or to the standard output."""
    if to is None:
        sys.stdout.write(text)
        return
    to.write_text(text, encoding="utf-8")
    sys.stderr.write(f"{to}: {len(text.splitlines())} lines.\n")


def text_of(file: Path) -> str:
    """Read a book's file. Raises Ended where it is not UTF-8."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise Ended(f"{file}: this is not text in UTF-8.", Exit.REFUSED) from wrong


def bring_in(take: Callable[[bool], Iterable[object]], *, apply: bool, as_json: bool) -> None:
    """Take a book in, or with `apply` off only look, and print every change as a line."""
    from django.utils.translation import override

    with override("en"):
        changes = [str(change) for change in take(not apply)]
    if as_json:
        typer.echo(json.dumps({"applied": apply, "changes": changes}, ensure_ascii=False))
        return
    for line in changes:
        typer.echo(line)
    if not changes:
        typer.echo("Nothing to do: everything in the file is here already.")
    elif apply:
        typer.echo(f"{len(changes)} changes made.")
    else:
        typer.echo(f"{len(changes)} changes; nothing was written. Add --apply to make them.")
