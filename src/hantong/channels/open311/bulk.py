"""The public record as one CSV file, in the columns of Open311's bulk format, a few thousand rows at a time."""

import csv
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Protocol

from django.utils.translation import override

from hantong.cases.models import Case
from hantong.channels.open311.rows import moment_row, request_rows, state_words
from hantong.channels.open311.scope import Scope
from hantong.channels.open311.tongue import our_language
from hantong.contacts.channel import channels
from hantong.contacts.csv_export import safe
from hantong.kit.editions import turn

COLUMNS = (
    "service_request_id", "requested_datetime", "updated_datetime", "closed_date", "status_description",
    "status_notes", "source", "service_name", "service_subtype", "description", "agency_responsible", "address",
    "lat", "long",
)  # fmt: skip
AT_ONCE = 2000


class _Echo:
    def write(self, line: str) -> str:
        return line


class _Row(Protocol):
    def writerow(self, row: Iterable[object]) -> str: ...


def csv_lines(cases: Iterator[Case], scope: Scope, language: str) -> Iterator[str]:
    """Give the file line by line, the names of the columns first."""
    writer: _Row = csv.writer(_Echo())
    yield writer.writerow(COLUMNS)
    while some := list(islice(cases, AT_ONCE)):
        with override(our_language(language)), turn():
            lines = [writer.writerow(row) for row in _rows(some, scope, language)]
        yield "".join(lines)


def _rows(cases: list[Case], scope: Scope, language: str) -> Iterator[list[object]]:
    for case, row in zip(cases, request_rows(cases, scope, language), strict=True):
        own = channels().get(case.channel)
        told = {
            **row,
            "closed_date": moment_row(case.closed_at),
            "status_description": state_words(case, language),
            "source": str(own.label) if own else case.channel,
            "service_subtype": "",
        }
        yield ["" if told[name] is None else safe(told[name]) for name in COLUMNS]
