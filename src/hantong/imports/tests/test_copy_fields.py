"""The fields that an import writes are what PostgreSQL reads out of them."""

import json
from datetime import UTC, datetime
from uuid import UUID

import psycopg
import pytest
from django.db import connection

from hantong.imports import copy_fields as as_field
from hantong.imports.copy_fields import FIRST_BYTES, LAST_BYTES, NULL, Moments, References, Told, Words

COLUMNS = (
    "a_text text, a_key uuid, a_small smallint, an_integer integer, lat double precision, lon double precision, "
    "a_moment timestamptz, a_json jsonb, a_truth boolean, a_nothing text"
)
KEY = UUID("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "position", "moment"),
    [
        ("눈이 안 치워져 있어요\t\\N\n“끝”", (42.3214, -71.1086), datetime(2026, 11, 22, 1, 2, 3, 456789, tzinfo=UTC)),
        ("", (0.0, 0.0), datetime(1999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)),
        ("🚧", None, datetime(1950, 1, 1, tzinfo=UTC)),
    ],
)
def test_fields_come_back_as_they_were(text: str, position: tuple[float, float] | None, moment: datetime) -> None:
    row = (
        as_field.row_start(10), Words()[text], References({"theirs": str(KEY)})["theirs"], as_field.small(-3),
        as_field.integer(70_000), as_field.position(position), *Moments().written([moment])[1],
        as_field.json('{"눈": 1}'.encode()), as_field.TRUE, NULL,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE all_kinds ({COLUMNS}) ON COMMIT DROP")
    with psycopg.Cursor(connection.connection) as cursor:
        with cursor.copy("COPY all_kinds FROM STDIN (FORMAT binary)") as copy:
            copy.write(b"".join((FIRST_BYTES, *row, LAST_BYTES)))
        found = cursor.execute("SELECT * FROM all_kinds").fetchone()

    assert found is not None
    assert found[:7] == (text, KEY, -3, 70_000, *(position or (None, None)), moment)
    assert found[8:] == (True, None)


@pytest.mark.parametrize(
    "text", ["", "눈이 왔어요", 'He said "no"', "a\\b", "line\nline\ttab", "\x00\x1f\x7f", "🚧 “끝”"]
)
def test_texts_are_quoted_as_the_chain_quotes_them(text: str) -> None:
    written = json.dumps(text, ensure_ascii=False).encode()
    assert as_field.quoted(text.encode()) == written
    assert Told()[text] == (as_field.text(text), written)


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2016, 2, 29, 0, 0, tzinfo=UTC),
        datetime(1987, 6, 5, 23, 59, 59, 1, tzinfo=UTC),
        datetime(2016, 2, 29, 0, 0, 7, tzinfo=UTC),
    ],
)
def test_moments_are_spelt_as_the_chain_spells_them(moment: datetime) -> None:
    spelt, _fields = Moments().written([moment, moment])
    assert spelt == [moment.isoformat(timespec="microseconds").encode()] * 2
