"""The last lines of a start say where everything is, whom to sign in as, and how it ends."""

from hantong.demonstration.staff import addresses
from hantong.project.preparation import FIRST, _greeting

HERE = "http://127.0.0.1:9000"


def test_a_demonstration_shows_its_accounts_on_one_screen() -> None:
    lines = _greeting(HERE, "\n".join(addresses())).splitlines()
    assert len(lines) < 24
    assert f"  Hantong is ready: {HERE}" in lines
    assert any(line.endswith(f"{HERE}/account/login/") for line in lines)
    assert any("admin@hantong.example" in line for line in lines)
    assert lines[-1] == "  Ctrl-C stops Hantong."


def test_a_house_of_ones_own_shows_no_accounts() -> None:
    assert _greeting(HERE, "").split("\n") == ["", f"  Hantong is ready: {HERE}", "  Ctrl-C stops Hantong.", ""]


def test_an_empty_house_says_how_to_begin() -> None:
    assert f"    {FIRST}" in _greeting(HERE, "", is_empty=True).splitlines()
