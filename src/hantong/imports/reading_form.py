"""Between the wizard's forms and a mapping: what the forms begin with, and the mapping that their answers make."""

import re
from collections.abc import Mapping
from itertools import islice
from typing import Any

from hantong.imports.actions.uploading import MOST_BYTES
from hantong.imports.guessing import guessed_columns, guessed_format, values_in
from hantong.imports.mapping import OPEN
from hantong.imports.reading import Source, look_at, rows_of

SAMPLE_ROWS = 200
MOST_VALUES = 40
SHOWN_ROWS = 3
Answers = Mapping[str, Any]

__all__ = ["MOST_BYTES", "Answers", "begun_answers", "look_at", "mapping_of", "sample_of", "values_of"]


def begun_answers(source: Source, name: str) -> dict[str, str]:
    """Give what the form of columns begins with: guesses."""
    columns = guessed_columns(source.header)
    rows = list(islice(rows_of(source), SAMPLE_ROWS))
    place = source.header.index(columns["said_at"]) if "said_at" in columns else None
    times = [row[place].strip() for row in rows if place is not None and place < len(row)]
    stem = re.sub(r"[^a-z0-9._-]+", "-", name.lower().removesuffix(".gz").removesuffix(".csv")).strip("-._")
    return {
        "source": stem[:40] or "other-system",
        "formats": guessed_format(times) or "iso",
        "channel_else": "other",
        "services_unknown": "create",
        **{f"column_{field}": column for field, column in columns.items()},
    }


def sample_of(source: Source) -> list[list[str]]:
    """Give the first rows, to look at."""
    return [[text[:60] for text in row] for row in islice(rows_of(source), SHOWN_ROWS)]


def values_of(source: Source, columns: Mapping[str, str]) -> dict[str, list[str] | None]:
    """Give the different values of the columns for state and channel; None where there are too many."""
    found: dict[str, list[str] | None] = {}
    for kind, field in (("state", "status"), ("channel", "channel")):
        column = columns.get(field)
        found[kind] = values_in(rows_of(source), source.header.index(column), most=MOST_VALUES) if column else []
    return found


def mapping_of(columns: Mapping[str, str], answers: Answers, values: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Give the mapping that the answers make, as a mapping file would say it."""
    formats = str(answers["formats"]).split(",")
    fields: dict[str, Any] = {
        name: {"column": column, "formats": formats} if name.endswith("_at") else {"column": column}
        for name, column in columns.items()
    }
    fields["status"] = (
        {"column": columns["status"], "values": dict(values["state"])}
        if "status" in columns
        else {"constant": OPEN, "values": {OPEN: OPEN}}
    )
    fields["channel"] = (
        {"column": columns["channel"], "values": dict(values["channel"])}
        if "channel" in columns
        else {"constant": answers["channel_else"]}
    )
    if "service" in fields:
        fields["service"]["unknown"] = answers["services_unknown"]
    if "department" in fields:
        fields["department"]["unknown"] = "leave"
    return {"source": answers["source"], "fields": fields}
