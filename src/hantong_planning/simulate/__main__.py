"""`python -m hantong_planning.simulate SCENARIO.json --seed 1 --replications 20 --json`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from hantong_planning.commands import Answer, Parser, answer, common
from hantong_planning.errors import Nonsense
from hantong_planning.simulate.draw import drawn
from hantong_planning.simulate.reading import example_names, read_file
from hantong_planning.simulate.report import as_answer, as_text
from hantong_planning.simulate.solve import simulate
from hantong_planning.simulate.whatif import compare, comparison_text


def main(words: list[str] | None = None) -> int:
    """Run the command and return the exit code."""
    parser = Parser(
        prog="python -m hantong_planning.simulate",
        description="Simulate a service call by call: waits, losses, occupancy and cost, with confidence intervals.",
    )
    parser.add_argument("scenario", help=f"a JSON file, or an example: {', '.join(example_names())}")
    parser.add_argument("--seed", type=int, default=1, help="names the random numbers; the same seed, the same calls")
    parser.add_argument("--replications", type=int, default=20, help="independent copies (20)")
    parser.add_argument("--trace", type=int, default=0, metavar="LINES", help="show so many single conversations")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="draw waits and people over time")
    parser.add_argument(
        "--what-if",
        action="append",
        default=[],
        metavar="WORDS",
        help='a change in words, e.g. "open until 24:00"; may be repeated; shows before and after',
    )
    common(parser)
    parser.set_defaults(run=_run, show=lambda found: comparison_text(found) if "before" in found else as_text(found))
    return answer(parser, words)


def _run(given: argparse.Namespace) -> Answer:
    scenario = read_file(given.scenario)
    if given.what_if:
        if given.trace:
            raise Nonsense("trace", "shows one scenario: leave --what-if or --trace out")
        comparison = compare(scenario, given.what_if, seed=given.seed, replications=given.replications)
        if given.svg:
            given.svg.write_text(comparison.svg(), encoding="utf-8")
        return comparison.as_answer()
    outcome = simulate(scenario, seed=given.seed, replications=given.replications, trace=given.trace)
    if given.svg:
        given.svg.write_text(drawn([("", outcome)]), encoding="utf-8")
    return as_answer(outcome)


if __name__ == "__main__":
    sys.exit(main())
