"""The rows behind a number: which columns they have in lists and files, never names or words of residents."""

from collections.abc import Iterator

from django.db.models import QuerySet

from hantong.cases.models import Case
from hantong.catalogue.book import catalogue
from hantong.contacts.models import Contact
from hantong.offices.bands import Band
from hantong.offices.directory import directory
from hantong.reports.models import Tally
from hantong.reports.plain_values import Plain, plain

CONTACT_COLUMNS = (
    ("id", "string"), ("channel", "string"), ("jurisdiction", "string"), ("place", "string"), ("service", "string"),
    ("band", "string"), ("outcome", "string"), ("language", "string"), ("said_at", "datetime"),
    ("recorded_at", "datetime"), ("handling_s", "integer"), ("matter", "string"),
)  # fmt: skip
MATTER_COLUMNS = (
    ("number", "string"), ("channel", "string"), ("jurisdiction", "string"), ("place", "string"), ("service", "string"),
    ("band", "string"), ("department", "string"), ("said_at", "datetime"), ("recorded_at", "datetime"),
    ("due_at", "datetime"), ("first_answered_at", "datetime"), ("closed_at", "datetime"), ("end_state", "string"),
    ("hand_overs", "integer"), ("reopenings", "integer"),
)  # fmt: skip
_CONTACT_FIELDS = (
    "id", "channel", "jurisdiction", "place", "service", "band", "outcome", "language", "said_at", "recorded_at",
    "handling_s", "case__number",
)  # fmt: skip
_MATTER_FIELDS = (
    "number", "channel", "jurisdiction", "place", "service", "band", "owner_unit", "said_at", "recorded_at", "due_at",
    "first_answered_at", "closed_at", "end_state", "hand_overs", "reopenings",
)  # fmt: skip


def columns_of(kind: Tally.Kind) -> tuple[tuple[str, str], ...]:
    """Give the columns of a file of contacts or matters."""
    return CONTACT_COLUMNS if kind == Tally.Kind.CONTACTS else MATTER_COLUMNS


def rows_for_file(found: "QuerySet[Contact] | QuerySet[Case]", kind: Tally.Kind) -> Iterator[list[Plain]]:
    """Give the rows of a file, places and services by their codes."""
    fields = _CONTACT_FIELDS if kind == Tally.Kind.CONTACTS else _MATTER_FIELDS
    codes = _codes()
    for row in found.values_list(*fields).iterator(chunk_size=5000):
        yield [_coded(name, value, codes) for name, value in zip(fields, row, strict=True)]


def _codes() -> dict[object, str]:
    offices = directory()
    return {
        **{key: row.code for key, row in offices.jurisdictions.items()},
        **{key: row.code for key, row in offices.places.items()},
        **{key: row.code for key, row in catalogue().services.items()},
        **{
            key: f"{offices.jurisdictions[row.jurisdiction_id].code}/{row.code}"
            for key, row in offices.departments.items()
        },
    }


def _coded(name: str, value: object, codes: dict[object, str]) -> Plain:
    if name in {"jurisdiction", "place", "service", "owner_unit"}:
        return codes.get(value, "")
    return Band.of_code(value).value if name == "band" and isinstance(value, int) else plain(value)
