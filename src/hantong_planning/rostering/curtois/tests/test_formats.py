"""Problems and rosters survive their formats, and a wrong line is named."""

import json
from pathlib import Path

import pytest

from hantong_planning.errors import Nonsense
from hantong_planning.rostering.__main__ import main
from hantong_planning.rostering.curtois.ros import read_ros, read_roster, write_roster
from hantong_planning.rostering.curtois.tests.world import DESK
from hantong_planning.rostering.curtois.text import read_text, write_text

DATA = Path(__file__).resolve().parents[6] / "shared" / "data" / "rostering" / "curtois_qu"


def test_reads_what_it_wrote() -> None:
    problem = read_text(DESK)
    assert read_text(write_text(problem)) == problem
    assert problem.employees[0].days_off == {0, 3}
    assert problem.shifts[1].not_followed_by == {"E"}
    assert problem.requests[-1].is_on is False


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("L,600,E", "L,600,X", "shift"),
        ("L,600,E", "L,six,E", "SECTION_SHIFTS, line 7"),
        ("L,600,E", "L,600", "SECTION_SHIFTS, line 7"),
        ("sora,9", "nobody,9", "SECTION_DAYS_OFF"),
        ("sora,12,L,4", "sora,14,L,4", "request's day"),
        ("E=14|L=3,", "E:14|L=3,", "SECTION_STAFF, line 11"),
        ("SECTION_HORIZON\n14", "SECTION_HORIZON", "SECTION_HORIZON"),
        ("SECTION_HORIZON\n14", "SECTION_HORIZON\n1000000000", "days"),
        ("SECTION_COVER", "SECTION_COVERS", "line 26"),
        ("\n0,E,1,100,1", "\n1,E,1,100,1", "cover"),
    ],
)
def test_names_what_is_wrong(old: str, new: str, field: str) -> None:
    with pytest.raises(Nonsense) as refused:
        read_text(DESK.replace(old, new, 1))
    assert refused.value.field == field


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "desk.txt"
    path.write_text(DESK, encoding="utf-8-sig")
    assert main(["curtois", str(path), "--turns", "1", "--time-limit-s", "20", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["violations"] == []


def test_a_roster_survives_xml() -> None:
    problem = read_text(DESK)
    roster = {person.name: ("", "E") * 7 for person in problem.employees}
    assert read_roster(write_roster(roster, 12, "desk.txt"), problem) == roster


def test_xml_that_is_none_is_refused() -> None:
    for text in ("<Roster/>", "<SchedulingPeriod>", '<!DOCTYPE x [<!ENTITY a "b">]><SchedulingPeriod/>'):
        with pytest.raises(Nonsense):
            read_ros(text)


@pytest.mark.real_data
@pytest.mark.skipif(not DATA.is_dir(), reason="the public instances are not here")
@pytest.mark.parametrize("number", [1, 3, 8, 13])
def test_both_formats_of_a_public_instance_say_the_same(number: int) -> None:
    text = read_text((DATA / f"Instance{number}.txt").read_text())
    xml = read_ros((DATA / f"Instance{number}.ros").read_text())
    assert (text.days, text.shifts, text.employees) == (xml.days, xml.shifts, xml.employees)
    assert set(text.requests) == set(xml.requests)
    assert set(text.cover) == set(xml.cover)
