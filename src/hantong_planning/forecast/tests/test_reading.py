"""Files with gaps, repeats, odd stamps and nonsense are treated aloud or refused with the column named."""

from pathlib import Path

import numpy
import pytest

from hantong_planning.errors import Nonsense
from hantong_planning.forecast.gathering import gather
from hantong_planning.forecast.problem import History
from hantong_planning.forecast.reading import Columns, minutes, read

COUNTS = Columns("at", "calls")


def gathered(
    tmp_path: Path, lines: list[str], *, columns: Columns = COUNTS, every: int = 60, zone: str | None = None
) -> tuple[History, list[str]]:
    path = tmp_path / "calls.csv"
    path.write_text("\n".join([",".join(filter(None, ("at", columns.value, *columns.by))), *lines]))
    rows, notes = read(path, columns, zone)
    return gather(next(iter(rows.values())), columns, every, notes), notes


def half_hours(day: str, first: int = 9, last: int = 12) -> list[str]:
    return [f"{day}T{h:02d}:{m:02d}:00,{h}" for h in range(first, last) for m in (0, 30)]


def test_half_hours_become_hours(tmp_path: Path) -> None:
    found, notes = gathered(tmp_path, half_hours("2025-03-04"))
    assert found.counts.tolist() == [[18, 20, 22]]
    assert found.starts_min.tolist() == [540, 600, 660]
    assert notes == []


def test_an_interval_that_is_never_whole_is_left_out_aloud(tmp_path: Path) -> None:
    found, notes = gathered(tmp_path, [*half_hours("2025-03-04"), "2025-03-04T12:00:00,5"])
    assert found.counts.shape == (1, 3)
    assert notes == ["12:00: never has more than 1 of 2 rows, left out"]


def test_a_gap_is_not_a_zero(tmp_path: Path) -> None:
    lines = half_hours("2025-03-04") + half_hours("2025-03-05")[:3] + ["2025-03-05T10:30:00,"]
    found, notes = gathered(tmp_path, lines)
    assert found.counts[1, 0] == 18
    assert numpy.isnan(found.counts[1, 1:]).all()
    assert any("empty values treated as not recorded" in note for note in notes)
    assert any("lack intervals" in note for note in notes)


def test_unsorted_and_repeated_rows_are_treated_aloud(tmp_path: Path) -> None:
    lines = half_hours("2025-03-04")
    found, notes = gathered(tmp_path, [*lines[::-1], lines[0]])
    assert found.counts.tolist() == [[18, 20, 22]]
    assert len(notes) == 2


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("2025-03-04T10:00:00,-5", "calls"),
        ("2025-03-04T10:00:00,many", "calls"),
        ("2025-03-04T10:00:00,inf", "calls"),
        ("yesterday,5", "at"),
        ("2025-03-04T09:00:00,77", "at"),
        ("2025-03-04T10:00:00Z,5", "at"),
    ],
)
def test_nonsense_is_refused_with_the_column_named(tmp_path: Path, line: str, field: str) -> None:
    with pytest.raises(Nonsense) as refused:
        gathered(tmp_path, [*half_hours("2025-03-04"), line])
    assert refused.value.field == field


def test_a_cell_that_no_column_names_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text("at,calls\n2025-01-06T09:00,1,200\n", encoding="utf-8")
    with pytest.raises(Nonsense, match="line 2: has more cells") as refused:
        read(path, Columns("at", "calls"))
    assert refused.value.field == "file"


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Nonsense, match=r"calls: is not a column of calls\.csv; there are at"):
        path = tmp_path / "calls.csv"
        path.write_text("at\n2025-03-04\n")
        read(path, COUNTS)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_bytes(b"at,calls\n\xff\xfe")
    with pytest.raises(Nonsense, match="not UTF-8"):
        read(path, COUNTS)


def test_stamps_in_utc_move_to_the_zone_and_else_stay_as_written(tmp_path: Path) -> None:
    lines = [line.replace(":00,", ":00Z,") for line in half_hours("2025-03-04", 20, 22)]
    assert gathered(tmp_path, lines, zone="Asia/Seoul")[0].starts_min.tolist() == [300, 360]
    found, notes = gathered(tmp_path, lines)
    assert found.starts_min.tolist() == [1200, 1260]
    assert "as written" in notes[0]


def test_the_hour_that_clocks_repeat_counts_once_and_the_skipped_is_not_recorded(tmp_path: Path) -> None:
    autumn = [f"2025-10-25T{h:02d}:00:00Z,10" for h in range(22, 24)] + [
        f"2025-10-26T{h:02d}:00:00Z,10" for h in range(23)
    ]
    found, _ = gathered(tmp_path, autumn, zone="Europe/Berlin")
    assert found.counts.tolist() == [[10.0] * 24]
    spring = [f"2025-03-29T{h:02d}:00:00Z,10" for h in range(23, 24)] + [
        f"2025-03-30T{h:02d}:00:00Z,10" for h in range(22)
    ]
    both, _ = gathered(tmp_path, spring + autumn, zone="Europe/Berlin")
    assert numpy.isnan(both.counts[0]).nonzero()[0].tolist() == [2]


def test_single_calls_are_counted_and_silence_between_them_is_zero(tmp_path: Path) -> None:
    lines = ["2025-03-04T09:01:00", "2025-03-04T09:20:00", "2025-03-04T11:59:00", "2025-03-11T10:10:00"]
    found, _ = gathered(tmp_path, lines, columns=Columns("at"))
    assert found.counts.tolist() == [[2, 0, 1], [0, 1, 0]]


@pytest.mark.parametrize("text", ["45", "0min", "7h", "soon", "2d"])
def test_an_interval_must_divide_the_day(text: str) -> None:
    with pytest.raises(Nonsense):
        minutes(text)


def test_rows_that_do_not_make_intervals_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Nonsense, match="a row every 30 min"):
        gathered(tmp_path, half_hours("2025-03-04"), every=20)
