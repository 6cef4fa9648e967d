"""The file of rows that could not be taken in: their number, why, and their columns as they stood."""

import csv
import os
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TextIO

from hantong.imports.refusals import Refusal

OWN_COLUMNS = ("row", "reason", "detail")


class RefusedFile:
    """Made when the first row is refused; a row is written once, whatever is tried again."""

    def __init__(
        self,
        path: Path,
        *,
        header: tuple[str, ...],
        reason: Callable[[str], str],
        goes_on: bool,
    ) -> None:
        self.path = path
        self._header = header
        self._reason = reason
        self._lock = Lock()
        self._file: TextIO | None = None
        if not goes_on:
            path.unlink(missing_ok=True)
        self._there = self._read()

    def _read(self) -> set[str]:
        """The rows that are in the file already; a last line that was cut off is cut away."""
        if not self.path.exists():
            return set()
        with self.path.open("r+b") as file:
            whole = file.read().rpartition(b"\n")
            file.truncate(len(whole[0]) + len(whole[1]))
        with self.path.open(newline="", encoding="utf-8-sig", errors="surrogateescape") as file:
            return {row[0] for row in csv.reader(file) if row}

    def write(self, refused: list[Refusal]) -> None:
        """Add rows, safe on disk when this returns."""
        with self._lock:
            file = self._file or self._open()
            out = csv.writer(file)
            for each in refused:
                if str(each.row_n) not in self._there:
                    self._there.add(str(each.row_n))
                    out.writerow([each.row_n, self._reason(each.reason), each.detail, *each.row])
            file.flush()
            os.fsync(file.fileno())

    def _open(self) -> TextIO:
        is_new = not self._there
        self._file = os.fdopen(
            os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600),
            "w" if is_new else "a",
            newline="",
            encoding="utf-8-sig" if is_new else "utf-8",
            errors="surrogateescape",
        )
        if is_new:
            csv.writer(self._file).writerow([*OWN_COLUMNS, *self._header])
        return self._file

    def close(self) -> None:
        """Close the file, if there is one."""
        if self._file is not None:
            self._file.close()
            self._file = None
