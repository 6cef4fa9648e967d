"""What if: a change said in words, simulated on the same calls as what is, shown before and after."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from hantong_planning.errors import Nonsense
from hantong_planning.simulate import changes, opening
from hantong_planning.simulate.calendar import EVERY_DAY, Window, clock_s
from hantong_planning.simulate.draw import drawn
from hantong_planning.simulate.floor import ANSWERED_WITHIN, SENT_HOME, TURNED_AWAY
from hantong_planning.simulate.measures import SERVICE_LEVEL, SHARES, Counts, counts_of, served
from hantong_planning.simulate.phrases import CLOCK, Change, counted, window_of
from hantong_planning.simulate.problem import Scenario
from hantong_planning.simulate.report import Answer, estimate
from hantong_planning.simulate.results import CONFIDENCE, Outcome, ratio
from hantong_planning.simulate.solve import simulate

Floats = NDArray[np.float64]
Found = re.Match[str]
NUMBER = r"\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
SIDES = ("before", "after", "difference")
WHO = r"(?:counsellors?|people|person|agents?|officials?|staff)"
WHEN = r"(?P<when>\b(?:at night|in the evening|by day|on (?!average)|every|from \d|around the clock).*)?"
PHRASES: Mapping[str, Callable[[Found], Change]] = {
    rf"open until (?P<end>{CLOCK})(?: at (?P<where>.+?))??(?: with (?P<count>{NUMBER}) {WHO})?(?P<when> on .+)?": lambda m: (
        opening.open_for(m["where"], _people(m["count"]), _until(m["end"], m["when"]), from_closing=True)
    ),
    rf"open(?: at)?(?P<where> .+?)?? (?P<when>around the clock|from {CLOCK} to {CLOCK}(?: on .+?)?)"
    rf"(?: with (?P<count>{NUMBER}) {WHO})?": lambda m: opening.open_for(
        m["where"], _people(m["count"]), window_of(m["when"]), from_closing=False
    ),
    rf"close (?P<count>{NUMBER}) (?P<kind>\w+s) (?P<when>on .+|at night|in the evening)": lambda m: opening.close_on(
        None, counted(m["count"], 1), m["kind"], window_of(m["when"])
    ),
    r"close (?P<where>.+?) (?P<when>on .+|at night|in the evening)": lambda m: opening.close_on(
        m["where"], 0, "", window_of(m["when"])
    ),
    r"merge (?P<what>.+?)(?: into (?P<into>.+))?": lambda m: changes.merge(m["what"], m["into"]),
    rf"(?P<verb>add|remove) (?P<count>{NUMBER})?(?P<skill> \S+?)?? ?{WHO}(?: (?:at|in|from) (?P<where>(?!night|the evening|\d).+?))?? ?{WHEN}": (
        lambda m: changes.staff(
            m["count"], 1 if m["verb"] == "add" else -1, (m["skill"] or "").strip(), m["where"], window_of(m["when"])
        )
    ),
    r"(?P<share>\d+(?:\.\d+)?) ?% (?P<which>more|fewer) (?:calls|visitors|contacts|people)(?: (?:at|in|for) (?P<where>.+))?": (
        lambda m: changes.more_calls(_signed(m["share"], m["which"] == "more"), m["where"])
    ),
    r"(?:handling|conversations) (?P<share>\d+(?:\.\d+)?) ?% (?P<which>longer|shorter)": lambda m: changes.handling(
        _signed(m["share"], m["which"] == "longer")
    ),
    r"offer call-?backs?(?: above (?P<above>\d+) s)?": lambda m: changes.offer_call_backs(float(m["above"] or 60), 0.5),
}
EXAMPLES = (
    "open until 24:00", "open Suwon station around the clock with 2 people", "open from 09:00 to 18:00 on Sunday",
    "close two stations on Sunday", "close Suwon station on Sunday", "merge Changwon", "merge Jinju into Province",
    "add a Vietnamese counsellor at night", "remove 2 counsellors at Province on Sunday", "10 % more calls",
    "handling 10 % shorter", "offer call-backs above 60 s",
)  # fmt: skip


def understood(words: str) -> Change:
    """Return the change that words say. Raises Nonsense with what can be said."""
    said = re.sub(r"\s+", " ", words.strip().rstrip("."))
    for pattern, make in PHRASES.items():
        found = re.fullmatch(pattern, said, re.IGNORECASE)
        if found:
            return make(found)
    raise Nonsense("what_if", f"{words!r} is not understood; say for example: {'; '.join(EXAMPLES)}")


def _people(words: str | None) -> int | None:
    return counted(words, 1) if words else None


def _signed(words: str, is_more: bool) -> float:
    share = float(words) / 100
    if not is_more and share >= 1:
        raise Nonsense("what_if", f"{words} % less leaves nothing")
    return share if is_more else -share


def _until(end: str, when: str | None) -> Window:
    days = window_of(when).days if when else EVERY_DAY
    seconds = clock_s("what_if", end)
    if not seconds:
        raise Nonsense("what_if", "say 24:00 for midnight")
    return Window(days, 0, seconds)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same calls met by the service as it is and as it would be."""

    before: Outcome
    after: Outcome
    said: tuple[str, ...]
    meanings: tuple[str, ...]

    def as_answer(self) -> Answer:
        """Return before, after and the difference, whole and by class, with paired 95 % confidence intervals."""
        names = [each.name for each in self.before.scenario.classes]
        table = {name: _compared(over) for name, over in _measured(self.before, self.after).items()}
        return {
            "scenario": self.before.scenario.name,
            "seed": self.before.seed,
            "replications": self.before.replications,
            "days": self.before.scenario.days,
            "changes": [{"words": w, "meaning": m} for w, m in zip(self.said, self.meanings, strict=True)],
            **{side: {name: row[side] for name, row in table.items()} for side in SIDES},
            "classes": {
                name: {key: _compared(pair) for key, pair in _class_pairs(self, place).items()}
                for place, name in enumerate(names)
            },
        }

    def svg(self) -> str:
        """Return waits and people by the hour, before and after, as SVG."""
        return drawn([("before", self.before), ("after", self.after)])


def compare(scenario: Scenario, phrases: Sequence[str], *, seed: int, replications: int = 20) -> Comparison:
    """Simulate a scenario as it is and after the changes, on the same calls. Raises Nonsense."""
    changed, meanings = scenario, []
    for words in phrases:
        step = understood(words)(changed)
        changed = step.scenario
        meanings.append(step.meaning)
    before = simulate(scenario, seed=seed, replications=replications)
    after = simulate(changed, seed=seed, replications=replications)
    return Comparison(before, after, tuple(phrases), tuple(meanings))


Pair = tuple[tuple[Floats, Floats], tuple[Floats, Floats]]
"""(numerator, denominator) per replication, before and after."""


def _measured(before: Outcome, after: Outcome) -> dict[str, Pair]:
    sides = [_whole_measures(before), _whole_measures(after)]
    return {name: (sides[0][name], sides[1][name]) for name in sides[0]}


def _whole_measures(outcome: Outcome) -> dict[str, tuple[Floats, Floats]]:
    everybody = list(range(len(outcome.scenario.classes)))
    of = counts_of(outcome.calls, everybody)
    ones = np.ones(outcome.replications)
    wages = np.array([group.krw_per_h for group in outcome.scenario.groups])
    cost = outcome.cost_krw.sum() + (outcome.people[:, :, 1] / 3600 * wages).sum(axis=1)
    off = served(of) - served(counts_of(outcome.bands[:, 0], everybody))
    return _class_measures(of) | {
        "off_hours_share": (off, served(of)),
        "paid_h": (ones * outcome.staffed_h[:, 1].sum(), ones),
        "cost_krw": (cost, ones),
        "cost_per_served_krw": (cost, served(of)),
    }


def _class_measures(of: Counts) -> dict[str, tuple[Floats, Floats]]:
    found = {"served": (served(of), np.ones_like(served(of)))}
    found |= {"turned_away": (of(TURNED_AWAY) + of(SENT_HOME), np.ones_like(served(of)))}
    found |= {
        name: (over(of), under(of))
        for name, (over, under) in SHARES.items()
        if name in ("p_wait", "p_abandon", "mean_wait_s")
    }
    return found | {"service_level_of_offered": (of(ANSWERED_WITHIN), SERVICE_LEVEL["of_offered"](of))}


def _class_pairs(comparison: Comparison, place: int) -> dict[str, Pair]:
    sides = [_class_measures(counts_of(each.calls, [place])) for each in (comparison.before, comparison.after)]
    return {name: (sides[0][name], sides[1][name]) for name in sides[0]}


def _compared(pair: Pair) -> Answer:
    """Return before, after and their difference; its interval is that of the paired differences, which share their calls."""
    (a, b), (c, d) = pair
    first, second = ratio(a, b), ratio(c, d)
    with np.errstate(divide="ignore", invalid="ignore"):
        each = np.where(d > 0, c / d, np.nan) - np.where(b > 0, a / b, np.nan)
    n = each.size
    mean = float(second.value - first.value)
    half = float(stdtrit(n - 1, 0.5 + CONFIDENCE / 2) * each.std(ddof=1) / n**0.5) if n > 1 else float("nan")
    known = {"mean": mean, "low": mean - half, "high": mean + half}
    shown = {name: value if np.isfinite(value) else None for name, value in known.items()}
    return {"before": estimate(first), "after": estimate(second), "difference": shown}


def comparison_text(answer: Mapping[str, Any]) -> str:
    """Return a comparison for a person: a table of all, then one for each class that the changes touch."""
    lines = [
        f"{answer['scenario']}: {answer['days']} days, {answer['replications']} replications, seed {answer['seed']}"
    ]
    lines += [f"  {each['words']} → {each['meaning']}" for each in answer["changes"]]
    lines += _table("all", answer["before"], answer["after"], answer["difference"])
    for name, figures in answer["classes"].items():
        if any(each["difference"]["mean"] for each in figures.values()):
            lines += _table(name, *({key: each[side] for key, each in figures.items()} for side in SIDES))
    return "\n".join(lines)


def _table(heading: str, before: Answer, after: Answer, difference: Answer) -> list[str]:
    lines = [f"{heading:26}{'before':>16}{'after':>16}{'difference':>16}   (95 % of it)"]
    for name in before:
        cells = "".join(_cell(side[name]["mean"], name) for side in (before, after, difference))
        low, high = (_cell(difference[name][end], name).strip() for end in ("low", "high"))
        lines.append(f"{name:26}{cells}   ({low} … {high})")
    return lines


def _cell(value: float | None, name: str) -> str:
    if value is None:
        return f"{'–':>16}"
    if name.startswith("p_") or name.endswith(("_share", "_of_offered")):
        return f"{value:16.2%}"
    return f"{value:16,.1f}" if name.endswith("_s") else f"{value:16,.0f}"
