"""Rows that cannot be taken in, and why."""

from dataclasses import dataclass

from hantong.imports.reading import Row


class Rejected(Exception):
    """This row cannot be taken in: `reason` is a code of `words.REASONS`, `detail` what stands there."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason = reason
        self.detail = detail
        super().__init__(reason, detail)


@dataclass(slots=True, kw_only=True)
class Refusal:
    """A row that was not taken in, as it stood, with its number in the file (the column names are row 1)."""

    row_n: int
    reason: str
    detail: str
    row: Row

    @classmethod
    def of(cls, row_n: int, row: Row, why: Rejected) -> "Refusal":
        """Say that a row was not taken in, and why."""
        return cls(row_n=row_n, reason=why.reason, detail=why.detail, row=row)
