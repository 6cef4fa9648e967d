"""Files of routes and tours that somebody wrote by hand: read as they are meant, or refused by name, never read in part."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hantong_planning.outreach.__main__ import main

ROUTES = """R1

VEHICLE
NUMBER     CAPACITY
  3         20

CUSTOMER
CUST NO.  XCOORD.  YCOORD.  DEMAND  READY TIME  DUE DATE  SERVICE TIME

    0      0      0     0     0    100     0
    1     10      0     5     0     50    10
    2      0     10     7    20     60    10
"""
TOURS = """4 1 3 1
0 100
0 0.0 0.0 0 0 0 0 0 100
1 10.0 0.0 5 7 1 1 1 0 50
2 0.0 10.0 5 9 1 1 1 0 50
3 0.0 20.0 5 4 1 1 1 0 50
"""


def refused(command: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Return the field that a file is refused for."""
    path = tmp_path / "file.txt"
    path.write_text(text, encoding="utf-8")
    assert main([command, str(path), "--time-limit-s", "0.2", "--json"]) == 2
    return str(json.loads(capsys.readouterr().err)["error"]["field"])


@pytest.mark.parametrize(
    ("was", "now", "field"),
    [
        ("1     10 ", "1      x ", "FILE"),
        ("0     60    10", "0     60", "FILE"),
        ("0     60    10", "0     60    10   3", "FILE"),
        ("1     10 ", "nan   10 ", "number"),
        ("1     10 ", "1.5   10 ", "number"),
        ("1     10 ", "1  1e300 ", "x"),
        ("     7    20", "   7.5    20", "demand"),
        ("     7    20", "   nan    20", "demand"),
        ("     7    20", "  1e18    20", "demand"),
        ("20     60    10", "-90    -60    10", "ready"),
        ("  3         20", "  2.5       20", "vehicles"),
        ("  3         20", "  3       20.5", "capacity"),
        ("  3         20", "  3         xx", "FILE"),
    ],
)
def test_a_line_of_a_routes_file_is_not_passed_over(
    was: str, now: str, field: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert was in ROUTES
    assert refused("routes", ROUTES.replace(was, now), tmp_path, capsys) == field


@pytest.mark.parametrize(
    ("was", "now", "field"),
    [
        ("2 0.0 10.0 5 9 1 1 1 0 50", "2 0.0 10.0 5 9", "FILE"),
        ("2 0.0 10.0 5 9 1", "2 0.0 ten 5 9 1", "FILE"),
        ("2 0.0 10.0 5 9 1", "2 0.0 1e300 5 9 1", "y"),
        ("4 1 3 1\n0 100\n", "", "FILE"),
    ],
)
def test_a_line_of_a_tours_file_is_not_passed_over(
    was: str, now: str, field: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert was in TOURS
    assert refused("tours", TOURS.replace(was, now), tmp_path, capsys) == field


@pytest.mark.parametrize("command", ["routes", "tours"])
def test_blank_lines_ends_of_lines_and_marks_do_not_matter(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "file.txt"
    text = {"routes": ROUTES, "tours": TOURS}[command]
    path.write_bytes(("\ufeff" + text.replace("\n", "\r\n\r\n")).encode())
    repeatable = {"routes": ["--iterations", "20"], "tours": ["--rounds", "20"]}[command]
    assert main([command, str(path), *repeatable, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert sorted(stop for way in found[command] for stop in way) == {"routes": [1, 2], "tours": [1, 2, 3]}[command]
