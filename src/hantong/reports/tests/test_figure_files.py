"""Figures and rows as files: safe for spreadsheets, typed for programs, recorded in the trail."""

import csv
from io import BytesIO, StringIO

import pytest
from pyarrow import parquet

from hantong.access.models import AuditEntry, Staff
from hantong.cases.tests.desk import signed_in
from hantong.offices.bands import Band
from hantong.project.cast import NOON, Province
from hantong.reports.files import NotWritten, csv_lines, parquet_file
from hantong.reports.tests.conftest import NIGHT, a_contact, settled

MARCH = "period=days&from_day=2026-03-01&to_day=2026-03-31"


def content(answer: object) -> bytes:
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_a_table_as_csv_has_its_keys_and_plain_values(province: Province, yuna: Staff) -> None:
    a_contact(province, NIGHT, Band.NIGHT)
    a_contact(province, NOON, Band.DAY)
    answer = signed_in(yuna).get(f"/figures/tables/bands.csv?{MARCH}")
    text = content(answer).decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    assert rows[0]["place"] == "Suwon station centre"
    assert rows[0]["place_key"] == str(province.station.pk)
    assert (rows[0]["total"], rows[0]["night"], rows[0]["off_hours_share"]) == ("2", "1", "0.5")
    assert text.endswith("\r\n")
    entry = AuditEntry.objects.get(verb="figures.exported")
    assert (entry.by, entry.subject) == (yuna, "table:bands")
    assert "from_day=2026-03-01" in entry.details["asked"]


def test_a_table_as_parquet_keeps_its_types(province: Province, yuna: Staff) -> None:
    a_contact(province, NIGHT, Band.NIGHT)
    table = parquet.read_table(BytesIO(content(signed_in(yuna).get(f"/figures/tables/series.parquet?{MARCH}"))))
    assert table.num_rows == 31
    assert str(table.schema.field("from").type) == "date32[day]"
    assert sum(table["total"].to_pylist()) == 1


def test_rows_as_files_hold_no_words_of_residents(province: Province, yuna: Staff) -> None:
    settled(province, after=NOON - NIGHT)
    client = signed_in(yuna)
    text = content(client.get(f"/figures/rows.csv?{MARCH}&count=matters")).decode("utf-8-sig")
    (row,) = csv.DictReader(StringIO(text))
    assert (row["service"], row["department"], row["end_state"]) == ("illegal-parking", "suwon/parking", "done")
    assert "주차" not in text
    table = parquet.read_table(BytesIO(content(client.get(f"/figures/rows.parquet?{MARCH}&count=matters"))))
    assert table["closed_at"].to_pylist()[0] > table["said_at"].to_pylist()[0]


def test_the_description_names_columns_definitions_and_denominators(province: Province, yuna: Staff) -> None:
    about = signed_in(yuna).get(f"/figures/tables/bands/datapackage.json?{MARCH}").json()
    fields = {field["name"]: field["type"] for field in about["resources"][0]["schema"]["fields"]}
    assert fields["off_hours_share"] == "number"
    assert "whatever the band" in about["description"]


def test_only_who_may_take_out_takes_out(province: Province, governor: Staff, jiwoo: Staff) -> None:
    for staff in (governor, jiwoo):
        client = signed_in(staff)
        for address in ("tables/bands.csv", "tables/bands.parquet", "tables/bands/datapackage.json", "rows.csv"):
            assert client.get(f"/figures/{address}").status_code == 403
    assert not AuditEntry.objects.filter(verb="figures.exported").exists()


def test_no_text_becomes_a_formula() -> None:
    lines = list(csv_lines([("name", "string"), ("n", "integer")], [["=1+1", -5]]))
    assert lines[1] == "'=1+1,-5\r\n"


def test_a_value_of_another_type_is_refused() -> None:
    with pytest.raises(NotWritten):
        parquet_file([("n", "integer")], [["five"]])
