"""Opens another system's export: CSV, plain or gzipped, in UTF-8 (with or without BOM) or the Korean code pages."""

import csv
import gzip
import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.utils.translation import gettext_lazy as _

from hantong.imports.mapping import BadMapping
from hantong.kit.errors import Refused

SAMPLE_BYTES = 262_144
LONGEST_FIELD = 10_000_000
DELIMITERS = ",;\t|"
STRICT = ("utf-8-sig", "cp949")
Row = list[str]


class NotATable(Refused):
    """The file is no CSV with a first line of column names."""

    code = "not_a_table"
    message = _("The file is not a table with column names in its first line.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file and how to read it."""

    path: Path
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    sha256: str
    bytes: int


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    with path.open("rb") as raw:
        is_gzipped = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        if not is_gzipped:
            yield raw
            return
        with gzip.open(raw, "rb") as plain:
            yield plain  # type: ignore[misc]


def look_at(path: Path, *, encoding: str = "", delimiter: str = "") -> Source:
    """Find out how a file is to be read; what is named is believed. Raises NotATable, OSError."""
    with _opened(path) as file:
        sample = file.read(SAMPLE_BYTES)
    encoding = encoding or _encoding(sample)
    try:
        text = sample.decode(encoding, errors="replace")
    except LookupError as unknown:
        raise BadMapping(f'encoding: there is no encoding "{encoding}"') from unknown
    first = text.partition("\n")[0]
    delimiter = delimiter or max(DELIMITERS, key=first.count)
    header = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    names = tuple(name.strip() for name in header)
    if not any(names) or "\x00" in text:
        raise NotATable
    with path.open("rb") as raw:
        digest = hashlib.file_digest(raw, "sha256").hexdigest()
    return Source(
        path=path,
        encoding=encoding,
        delimiter=delimiter,
        header=names,
        sha256=digest,
        bytes=path.stat().st_size,
    )


def _encoding(sample: bytes) -> str:
    """The first of UTF-8 and CP949 (a superset of EUC-KR) in which the sample reads without a fault."""
    if sample[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    whole = sample.rpartition(b"\n")[0] or sample
    for encoding in STRICT:
        try:
            whole.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return STRICT[0]


def rows_of(source: Source) -> Iterator[Row]:
    """Read the rows below the column names.

    Bytes that are wrong in the encoding come through as lone surrogates, so that only their row is refused.
    """
    csv.field_size_limit(LONGEST_FIELD)
    with (
        _opened(source.path) as file,
        io.TextIOWrapper(
            io.BufferedReader(file, 1 << 20),  # type: ignore[type-var]
            encoding=source.encoding,
            errors="surrogateescape",
            newline="",
        ) as text,
    ):
        reader = csv.reader(text, delimiter=source.delimiter)
        next(reader, None)
        for row in reader:
            if row:
                yield row
