"""Figures and rows as files: CSV (RFC 4180, no formulas), Parquet, and the Frictionless description beside them."""

import csv
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from hantong.contacts.csv_export import safe
from hantong.reports.plain_values import Plain

Columns = Sequence[tuple[str, str]]
Rows = Iterable[Sequence[Plain]]
_CHILD = "hantong.reports.parquet_child"
MARK = "\ufeff"


class NotWritten(Exception):
    """The file could not be made."""


class _Echo:
    def write(self, line: str) -> str:
        return line


class _Writer(Protocol):
    def writerow(self, row: Iterable[object]) -> str: ...


def csv_lines(columns: Columns, rows: Rows, *, for_people: bool = True) -> Iterator[str]:
    """Give the file line by line, the names of the columns first.

    For people it begins with a mark that tells spreadsheets it is UTF-8, and texts that look like formulas are
    defused; a program that makes another file of it gets the texts as they are.
    """
    writer: _Writer = csv.writer(_Echo())
    yield (MARK if for_people else "") + writer.writerow(name for name, _kind in columns)
    for row in rows:
        values = ("" if value is None else value for value in row)
        yield writer.writerow(map(safe, values) if for_people else values)


def parquet_file(columns: Columns, rows: Rows) -> Path:
    """Write rows into a Parquet file for the caller to send and remove. Raises NotWritten.

    A process of its own does it, row by row as they come: the library takes 30 MB that the pages must not keep.
    """
    handle, name = tempfile.mkstemp(suffix=".parquet")
    os.close(handle)
    child = subprocess.Popen([sys.executable, "-m", _CHILD, name], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdin is not None  # noqa: S101  asked for above
    try:
        child.stdin.write((json.dumps(columns) + "\n").encode())
        for line in csv_lines(columns, rows, for_people=False):
            child.stdin.write(line.encode())
    except BrokenPipeError:
        pass
    _stdout, said = child.communicate()
    if child.returncode:
        Path(name).unlink(missing_ok=True)
        raise NotWritten(said.decode(errors="replace")[-500:])
    return Path(name)


def data_package(name: str, *, title: str, columns: Columns, notes: Sequence[str], made_at: str) -> dict[str, object]:
    """Give the Frictionless description of a table's files: what each column is, and how it was counted."""
    fields = [{"name": field, "type": kind} for field, kind in columns]
    about = {"title": title, "schema": {"fields": fields}}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": name,
        "title": title,
        "created": made_at,
        "description": "\n".join(notes),
        "resources": [
            {"name": name, "path": f"{name}.csv", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", **about},
            {"name": f"{name}-parquet", "path": f"{name}.parquet", "format": "parquet",
             "mediatype": "application/vnd.apache.parquet", **about},
        ],
    }  # fmt: skip
