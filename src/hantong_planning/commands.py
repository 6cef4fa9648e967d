"""The common shape of the package's command lines: sub-commands, `--json`, and errors that name the field."""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn, TypeGuard

from hantong_planning.errors import Nonsense, whole

Answer = Mapping[str, Any]
LARGE = 1e6
MOST_SEED = 10**9  # the engines take 31 bits, and searches count on from it
_ABOUT_ONE = re.compile(r"argument (\S+): (.*)", re.DOTALL)
_MISSING = re.compile(r"the following arguments are required: (.*)", re.DOTALL)


class Misused(Nonsense):
    """Words that no command can be read from; `usage` says how they go."""

    def __init__(self, field: str, words: str, usage: str) -> None:
        super().__init__(field, words)
        self.usage = usage


class Parser(argparse.ArgumentParser):
    """A parser that refuses words as a problem refuses numbers, so that `--json` holds for both."""

    def error(self, message: str) -> NoReturn:
        """Refuse what was typed. Raises Misused with the argument, where the parser names one."""
        told = _ABOUT_ONE.fullmatch(message)
        missing = _MISSING.fullmatch(message)
        field, words = told.groups() if told else (missing[1], "is missing") if missing else ("arguments", message)
        raise Misused(field.lstrip("-").replace("-", "_"), words, self.format_usage())


class Commands:
    """The sub-commands of one problem: `python -m hantong_planning.<problem> <command> …`.

    A command is a function from parsed arguments to an `Answer`: JSON-like values, shown as lines for a person,
    or as one JSON object with `--json`.
    """

    def __init__(self, problem: str, about: str) -> None:
        self._parser = Parser(prog=f"python -m hantong_planning.{problem}", description=about)
        self._commands = self._parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(
        self, name: str, run: Callable[[argparse.Namespace], Answer], *, show: Callable[[Answer], str] | None = None
    ) -> argparse.ArgumentParser:
        """Add a sub-command, described by the first line of `run`'s docstring, and return its parser for arguments."""
        about = run.__doc__ or ""
        parser = self._commands.add_parser(name, help=about.strip().splitlines()[0], description=about)
        common(parser)
        parser.set_defaults(run=run, show=show or as_lines)
        return parser

    def main(self, words: Sequence[str] | None = None) -> int:
        """Run the command that `words` name and return the exit code: 0, or 2 for nonsense or an unreadable file."""
        return answer(self._parser, words)


def common(parser: argparse.ArgumentParser) -> None:
    """Add `--json` to a parser."""
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of lines for a person")


def answer(parser: argparse.ArgumentParser, words: Sequence[str] | None = None) -> int:
    """Parse, run and print; return the exit code: 0, or 2 for wrong words, nonsense or an unreadable file."""
    is_json = "--json" in (sys.argv[1:] if words is None else words)
    try:
        given = parser.parse_args(words)
        if "seed" in given:
            whole("seed", given.seed, most=MOST_SEED)
        found = given.run(given)
    except Nonsense as error:
        if isinstance(error, Misused) and not is_json:
            sys.stderr.write(error.usage)
        return _refuse(is_json, error.field, error.words)
    except OSError as error:
        return _refuse(is_json, error.filename or "file", error.strerror or str(error))
    except UnicodeDecodeError:
        return _refuse(is_json, "file", "is not text in UTF-8")
    except RecursionError:
        return _refuse(is_json, "file", "holds too many lists within lists")
    except csv.Error as error:
        return _refuse(is_json, "file", f"is not CSV: {error}")
    out = json.dumps(found, ensure_ascii=False, default=plain, allow_nan=False) if given.json else given.show(found)
    sys.stdout.write(out + "\n")
    return 0


def plain(value: object) -> object:
    """Return a numpy value as what JSON knows, without loading numpy for commands that never do. Raises TypeError."""
    if type(value).__module__ == "numpy" and hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"{type(value).__name__} is not JSON")


def as_lines(found: Answer, indent: str = "") -> str:
    """Return an answer as indented `name: value` lines; things with the same fields are a table, lists in a list lines."""
    lines = []
    for name, value in found.items():
        if value and isinstance(value, Mapping):
            lines += [f"{indent}{name}:", as_lines(value, indent + "  ")]
        elif _is_table(value):
            lines += [f"{indent}{name}:", *(f"{indent}  {line}" for line in as_table(value))]
        elif isinstance(value, list | tuple) and value and all(isinstance(row, list | tuple) for row in value):
            lines += [f"{indent}{name}:", *(f"{indent}  {_said(row)}" for row in value)]
        else:
            lines.append(f"{indent}{name}: {_said(value)}")
    return "\n".join(lines)


def _said(value: object) -> str:
    """Return a value as a person reads it: large numbers whole, lists without brackets, nothing as a dash."""
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= LARGE else f"{value:.6g}"
    if isinstance(value, list | tuple):
        return ", ".join(map(_said, value)) or "–"
    return "–" if value in ({}, "") else str(value)


def as_table(rows: Sequence[Mapping[str, object]]) -> list[str]:
    """Return rows with the same columns as lines: a head, words to the left, numbers to the right."""
    if not rows:
        return []
    shown = [[_cell(value) for value in row.values()] for row in rows]
    is_number = [any(isinstance(row[name], int | float) for row in rows) for name in rows[0]]
    lines = [list(rows[0]), *shown]
    widths = [max(len(line[column]) for line in lines) for column in range(len(is_number))]
    return ["  ".join(_aligned(*part) for part in zip(line, widths, is_number, strict=True)).rstrip() for line in lines]


def _is_table(value: object) -> TypeGuard[Sequence[Mapping[str, object]]]:
    if not isinstance(value, list | tuple) or not value or not all(isinstance(row, Mapping) for row in value):
        return False
    return len({tuple(row) for row in value}) == 1


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.1f}"
    return "" if value is None else _said(value)


def _aligned(text: str, width: int, is_number: bool) -> str:
    return text.rjust(width) if is_number else text.ljust(width)


def _refuse(is_json: bool, field: str, words: str) -> int:
    sys.stderr.write(
        (json.dumps({"error": {"field": field, "message": words}}) if is_json else f"{field}: {words}") + "\n"
    )
    return 2
