"""Single conversations of a simulation, as they were lived: when somebody came, who answered, how it ended."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from hantong_planning.simulate.calendar import DAY_S
from hantong_planning.simulate.floor import OUTCOMES
from hantong_planning.simulate.results import Outcome

Line = dict[str, Any]


def traced(outcome: Outcome) -> list[Line]:
    """Return the kept lines, one per conversation or try to have one; times in seconds from the first midnight."""
    scenario = outcome.scenario
    lines = []
    for contact, leg, c, group, joined, started, ended, how, patience, held, promised in outcome.trace:
        lines.append(
            {
                "contact": int(contact),
                "leg": int(leg),
                "class": scenario.classes[int(c)].name,
                "group": scenario.groups[int(group)].name if group >= 0 else None,
                "joined_s": float(joined),
                "started_s": _moment(float(started)),
                "ended_s": _moment(float(ended)),
                "outcome": OUTCOMES[int(how)],
                "patience_s": _moment(float(patience)),
                "is_call_back": bool(promised == 1),
                "held_by": scenario.groups[int(held)].name if held >= 0 else None,
            }
        )
    return lines


def trace_lines(trace: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the kept conversations as lines for a person."""
    return [_told(line) for line in trace]


def _told(line: Mapping[str, Any]) -> str:
    """Return one conversation, as "day 2 09:00:03  #17 phone: waited 4 s, answered by counsellors, took 181 s"."""
    joined_s, started_s, ended_s = line["joined_s"], line["started_s"], line["ended_s"]
    until_s = ended_s if started_s is None else started_s
    waited_s = 0.0 if until_s is None else until_s - joined_s
    words = [f"waited {waited_s:.0f} s"] if waited_s else []
    words.append(f"{line['outcome']} by {line['group']}" if line["group"] else line["outcome"])
    if started_s is not None and ended_s is not None:
        words.append(f"took {ended_s - started_s:.0f} s")
    if line["held_by"]:
        words.append(f"{line['held_by']} on the line all the while")
    leg = f".{line['leg']}" if line["leg"] else ""
    called = " (call-back)" if line["is_call_back"] else ""
    return f"{_clock(joined_s)}  #{line['contact']}{leg} {line['class']}{called}: {', '.join(words)}"


def _clock(seconds: float) -> str:
    day, rest = divmod(int(seconds), DAY_S)
    return f"day {day + 1} {rest // 3600:02d}:{rest // 60 % 60:02d}:{rest % 60:02d}"


def _moment(seconds: float) -> float | None:
    return float(seconds) if math.isfinite(seconds) else None
