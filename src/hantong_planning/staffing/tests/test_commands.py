"""The command lines that others build on: their names, keys and refusals."""

import json
from pathlib import Path
from typing import Any

import pytest

from hantong_planning.staffing.__main__ import commands

ERLANG = "--arrivals-per-h 2880 --handling-s 60 --within-s 20"
TEXTBOOK = "--arrivals-per-h 200 --handling-s 180"
PROMISE = "--target-share 0.8 --within-s 20"


def run(capsys: pytest.CaptureFixture[str], line: str) -> dict[str, Any]:
    assert commands().main([*line.split(), "--json"]) == 0, capsys.readouterr().err
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def refused(capsys: pytest.CaptureFixture[str], line: str) -> str:
    assert commands().main([*line.split(), "--json"]) == 2
    said = capsys.readouterr()
    assert not said.out
    return str(json.loads(said.err)["error"]["field"])


def test_erlang_says_every_figure(capsys: pytest.CaptureFixture[str]) -> None:
    found = run(capsys, f"erlang --model a --agents 50 {ERLANG} --patience-s 120")
    assert found["offered_erlang"] == pytest.approx(48)
    assert found["p_wait"] == pytest.approx(0.46777406855379)
    assert found["mean_wait_s"] == pytest.approx(3.70946989946319)
    assert found["service_level"] == pytest.approx(
        {
            "of_offered": 0.943018954746981,
            "of_answered": 0.973099653701857,
            "without_early_abandons": 0.972029602986987,
        }
    )
    assert {"p_abandon", "occupancy", "wait_quantiles_s", "square_root"} <= set(found)


@pytest.mark.parametrize("model", ["b", "c"])
def test_a_model_without_patience_says_that_it_did_not_read_it(capsys: pytest.CaptureFixture[str], model: str) -> None:
    found = run(capsys, f"erlang --model {model} --agents 50 {ERLANG} --patience-s 120")
    assert found["ignored"] == ["patience_s"]
    assert found == run(capsys, f"erlang --model {model} --agents 50 {ERLANG}") | {"ignored": ["patience_s"]}


def test_endless_patience_may_be_said(capsys: pytest.CaptureFixture[str]) -> None:
    found = run(capsys, f"erlang --model a --agents 50 {ERLANG} --patience-s inf")
    assert found["patience_s"] is None
    assert found["p_wait"] == run(capsys, f"erlang --model c --agents 50 {ERLANG}")["p_wait"]


def test_agents_counts_and_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    found = run(capsys, f"agents --model c {TEXTBOOK} {PROMISE} --shrinkage-share 0.3")
    assert (found["agents"], found["rostered"], found["binding"]) == (14, 20, ["share"])
    assert found["one_fewer"]["service_level"]["of_offered"] == pytest.approx(0.79559, abs=5e-6)


def test_the_definition_of_service_matters(capsys: pytest.CaptureFixture[str]) -> None:
    line = f"agents --model a {TEXTBOOK} --patience-s 60 --target-share 0.95 --definition"
    counts = [run(capsys, f"{line} {how}")["agents"] for how in ("of_offered", "without_early_abandons", "of_answered")]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]


def test_pool_counts_both_ways(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "centres.csv"
    path.write_text("centre,arrivals_per_h\n" + "".join(f"office {i},60\n" for i in range(18)), encoding="utf-8")
    found = run(capsys, f"pool {path} --handling-s 240 {PROMISE} --krw-per-post-year 50000000")
    assert (found["separate"], found["pooled"]) == (126, 79)
    assert found["saving"] == pytest.approx({"agents": 47, "share": 47 / 126, "posts": 47.0, "krw_per_year": 47 * 5e7})


def test_pool_is_drawn_and_says_what_one_more_would_reach(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path, drawn = tmp_path / "centres.csv", tmp_path / "bars.svg"
    path.write_text("centre,arrivals_per_h\nSuwon,60\nOsan,20\n", encoding="utf-8")
    found = run(capsys, f"pool {path} --handling-s 240 {PROMISE} --svg {drawn}")
    assert f"{found['separate']} people apart, {found['pooled']} in one queue" in drawn.read_text(encoding="utf-8")
    assert found["pooled_binding"] == [["share"]]
    here, more = found["pooled_reached"][0], found["pooled_one_more"][0]
    assert more["service_level"]["of_offered"] > here["service_level"]["of_offered"] >= 0.8


def test_groups_have_prices_and_limits(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    mix = tmp_path / "mix.json"
    groups: dict[str, object] = {"ko": ["ko"], "vi": ["vi"], "both": {"skills": ["ko", "vi"], "cost": 5}}
    mix.write_text(json.dumps({"calls": {"ko": 100, "vi": 30}, "groups": groups}), encoding="utf-8")
    line = f"skills {mix} --handling-s 300 --patience-s 120 {PROMISE}"
    found = run(capsys, line)
    assert found["agents"]["both"] == 0 and found["cost"] == pytest.approx(found["total"])
    groups = {"ko": {"skills": ["ko"], "most": 3}, "vi": ["vi"]}
    mix.write_text(json.dumps({"calls": {"ko": 100, "vi": 30}, "groups": groups}), encoding="utf-8")
    found = run(capsys, line)
    assert found["unmet"][0]["skills"] == ["ko"] and found["one_more_fills"] == {"ko": 1}
    groups = {"ko": {"skills": ["ko"], "price": 3}}
    mix.write_text(json.dumps({"calls": {"ko": 100}, "groups": groups}), encoding="utf-8")
    assert refused(capsys, line) == "groups"


def test_pool_reads_hours_and_korean_names(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "centres.csv"
    path.write_text(
        "\ufeffcentre,interval,arrivals_per_h\n수원,day,60\n수원,night,6\n용인,day,30\n용인,night,2\n", "utf-8"
    )
    found = run(capsys, f"pool {path} --handling-s 240 {PROMISE} --open-h-per-week 168")
    assert found["intervals"] == 2
    assert list(found["centres"]) == ["수원", "용인"]
    assert found["pooled"] == sum(found["pooled_agents"])


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("centre,calls\nA,3\n", "arrivals_per_h"),
        ("centre,arrivals_per_h\n", "file"),
        ("", "centre"),
        ("centre,arrivals_per_h\nA,many\n", "arrivals_per_h"),
        ("centre,arrivals_per_h\nA,-3\n", "arrivals_per_h"),
        ("centre,arrivals_per_h\nA,nan\n", "arrivals_per_h"),
        ("centre,arrivals_per_h\nA\n", "arrivals_per_h"),
        ("centre,arrivals_per_h\nA,3\nA,4\n", "centre"),
        ("centre,arrivals_per_h\n,3\n", "centre"),
        ("centre,interval,arrivals_per_h\nA,1,3\nB,2,3\n", "interval"),
        ("centre,arrivals_per_h\nA,1,200\n", "file"),
        ("centre,arrivals_per_h,arrivals_per_h\nA,3,4\n", "arrivals_per_h"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_by_name(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str, field: str
) -> None:
    path = tmp_path / "centres.csv"
    path.write_text(text, encoding="utf-8")
    assert refused(capsys, f"pool {path} --handling-s 240 {PROMISE}") == field


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (f"erlang --model a --agents 14 {TEXTBOOK}", "patience_s"),
        (f"erlang --model a --agents 14 {TEXTBOOK} --patience-s 0", "patience_s"),
        (f"erlang --model c --agents 10 {TEXTBOOK}", "agents"),
        (f"erlang --model c --agents 14.5 {TEXTBOOK}", "agents"),
        (f"erlang --model c --agents -1 {TEXTBOOK}", "agents"),
        ("erlang --model c --agents 14 --arrivals-per-h -200 --handling-s 180", "arrivals_per_h"),
        ("erlang --model c --agents 14 --arrivals-per-h 200 --handling-s 0", "handling_s"),
        (f"agents --model c {TEXTBOOK} --target-share 80 --within-s 20", "target_share"),
        (f"agents --model c {TEXTBOOK} --target-share 1", "target_share"),
        (f"agents --model c {TEXTBOOK}", "target_share"),
        (f"agents --model c {TEXTBOOK} --target-share 0.8 --within-s -20", "within_s"),
        (f"agents --model c {TEXTBOOK} --max-p-wait 0.2 --dispersion 2", "max_p_wait"),
        (f"agents --model c {TEXTBOOK} --target-share 0.8 --dispersion 0.5", "dispersion"),
        (f"capacity --agents 0 --handling-s 180 {PROMISE}", "agents"),
        (f"waits --agents 14 {TEXTBOOK} --shares half", "shares"),
        (f"waits --agents 14 {TEXTBOOK} --shares 1", "share"),
        (f"callbacks --agents 50 {ERLANG.split(' --within', maxsplit=1)[0]} --accept-share 1.5", "accept_share"),
        ("posts --agent-h-per-week 168 --shrinkage-share 1", "shrinkage_share"),
        (f"pool nowhere.csv --handling-s 240 {PROMISE}", "nowhere.csv"),
    ],
)
def test_nonsense_ends_with_two_and_the_field(capsys: pytest.CaptureFixture[str], line: str, field: str) -> None:
    assert refused(capsys, line) == field


def test_messages_that_may_wait_for_ever_are_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "day.csv"
    path.write_text("phone_per_h,counter_per_h,messages_per_h\n30,5,4\n", encoding="utf-8")
    assert refused(capsys, f"channels {path} --messages-within-h 1e300") == "messages_within_h"


def test_people_read_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands().main(f"agents {TEXTBOOK} {PROMISE}".split()) == 0
    assert "agents: 14\n" in capsys.readouterr().out


def test_a_day_is_read_as_a_table(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    day = tmp_path / "day.csv"
    day.write_text("starts_at,arrivals_per_h\n2026-12-01T09:00,100\n2026-12-01T09:30,200\n", encoding="utf-8")
    assert commands().main(f"day {day} --handling-s 300 --patience-s 120 {PROMISE}".split()) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0].split()[:4] == ["starts", "calls/h", "erlang", "agents"]
    assert told[2].startswith("2026-12-01T09:30    200.0") and told[2].endswith("share")
    assert any(line.startswith("posts:") for line in told)


def test_each_hour_may_have_its_own_promise(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    day = tmp_path / "day.csv"
    day.write_text("arrivals_per_h,target_share\n200,0.9\n200,0.5\n", encoding="utf-8")
    line = f"day {day} --handling-s 300 --patience-s 120 --within-s 20"
    found = run(capsys, line)
    alone = [run(capsys, line.replace(str(day), str(_alike(tmp_path, share))))["agents"][0] for share in (0.9, 0.5)]
    assert found["agents"] == alone
    assert alone[0] > alone[1]
    day.write_text("arrivals_per_h,target_share\n200,90\n", encoding="utf-8")
    assert refused(capsys, line) == "target_share"


def _alike(folder: Path, share: float) -> Path:
    """Write a day of two alike hours with one promise."""
    path = folder / f"{share}.csv"
    path.write_text("arrivals_per_h,target_share\n" + f"200,{share}\n" * 2, encoding="utf-8")
    return path


def test_a_day_a_mix_and_a_tray_are_answered(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    day, tray, mix = tmp_path / "day.csv", tmp_path / "tray.csv", tmp_path / "mix.json"
    day.write_text("arrivals_per_h,open\n10,0\n100,1\n200,1\n50,1\n", encoding="utf-8")
    tray.write_text("phone_per_h,counter_per_h,messages_per_h\n" + "30,10,12\n" * 24, encoding="utf-8")
    mix.write_text('{"calls": {"ko": 100, "vi": 10}, "groups": {"ko": ["ko"], "both": ["ko", "vi"]}}', encoding="utf-8")
    drawn = tmp_path / "day.svg"
    found = run(capsys, f"day {day} --handling-s 300 --patience-s 120 {PROMISE} --max-p-wait 0.5 --svg {drawn}")
    assert len(found["agents"]) == len(found["poisson_agents"]) == 4
    assert drawn.read_text(encoding="utf-8").startswith("<svg")
    assert found["posts"] == pytest.approx(found["agent_h"] * 7 * 24 / 2 / 40)  # four half hours, again and again
    assert found["intervals"][2]["starts"] == "01:00"
    assert found["intervals"][2]["one_more"]["in_time_per_h"] > 0
    found = run(capsys, f"channels {tray} --interval-s 3600 --svg {drawn}")
    assert (found["unmet"]["most_late"], found["why"]["fewer_late"]) == (0, 0)
    assert "extra" in drawn.read_text(encoding="utf-8")
    found = run(capsys, f"skills {mix} --handling-s 300 --patience-s 120 {PROMISE}")
    assert found["total"] == sum(found["agents"].values()) <= found["separate"]
    found = run(
        capsys, "languages --first-per-h 72 --second-per-h 24 --handling-s 300 --patience-s 180 --max-p-wait 0.3"
    )
    assert found["both"] + found["only_first"] == 11
