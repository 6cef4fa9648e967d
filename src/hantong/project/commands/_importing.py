"""Prints what an import found and did: tables, the histogram of hours and the warning about the clock."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from hantong.imports.words import ADJUSTMENTS, CLOCK_REASONS, CORRECTIONS, REASONS

if TYPE_CHECKING:
    from hantong.imports.actions import Progress, Wanted
    from hantong.imports.survey import Clock, Survey

BAR = 40
MOST = 12


def print_survey(found: "Survey", wanted: "Wanted") -> None:
    """Print the findings of a dry run."""
    out = Console()
    out.print(f"[bold]{wanted.path.name}[/bold] → source {wanted.mapping.source}. Nothing has been written.")
    _counts(
        out,
        {
            "rows": found.rows,
            "fit to come in": found.fit,
            "here already": found.known,
            "exact duplicates": found.duplicates,
            "would be refused": found.rejected_total,
        },
    )
    if found.first_said_at:
        out.print(f"Said from {found.first_said_at[:10]} to {found.last_said_at[:10]} (UTC).")
    _sorted(out, "Refused", found.rejected, REASONS, found.examples)
    _sorted(out, "Put right on the way", found.adjusted, ADJUSTMENTS)
    for field, values in found.unknown.items():
        _top(out, f"Unknown: {field}", values)
    for field, made in found.would_make.items():
        more = f" and {len(made) - MOST} more" if len(made) > MOST else ""
        out.print(f"Would be made: {len(made)} {field}s: {', '.join(made[:MOST])}{more}")
    _top(out, "Channels", found.channels)
    _top(out, "States", found.states)
    if found.clock is not None:
        print_clock(out, found.clock, wanted.zone)


def _counts(out: Console, counts: Mapping[str, int]) -> None:
    table = Table(show_header=False, box=None, pad_edge=False)
    for name, count in counts.items():
        table.add_row(name, f"[bold]{count:,}[/bold]")
    out.print(table)


def _sorted(
    out: Console,
    title: str,
    counts: Mapping[str, int],
    words: Mapping[str, object],
    examples: Mapping[str, list[tuple[int, str]]] | None = None,
) -> None:
    if not counts:
        return
    table = Table(title=title, title_justify="left")
    table.add_column("rows", justify="right")
    table.add_column("why")
    if examples is not None:
        table.add_column("such as")
    for code, count in counts.items():
        shown = (examples or {}).get(code, [])[:2]
        such_as = "; ".join(f"row {row}: {detail}" if detail else f"row {row}" for row, detail in shown)
        table.add_row(f"{count:,}", str(words.get(code, code)), *([such_as] if examples is not None else []))
    out.print(table)


def _top(out: Console, title: str, counts: Mapping[str, int]) -> None:
    shown = [f"{value or '(empty)'} {count:,}" for value, count in list(counts.items())[:MOST]]
    out.print(f"{title}: {' · '.join(shown)}{' …' if len(counts) > MOST else ''}")


def print_clock(out: Console, clock: "Clock", zone: str) -> None:
    """Print the histogram of hours, and the warning where the clock looks wrong."""
    total = sum(clock.hours) or 1
    top = max(clock.hours) or 1
    out.print(f"\n[bold]At which hours it was said[/bold] ({zone})")
    for hour, count in enumerate(clock.hours):
        bar = "█" * round(BAR * count / top)
        out.print(f"  {hour:02d} {bar:<{BAR}} {count / total:6.1%} {count:>9,}", highlight=False)
    if clock.night_share is not None:
        out.print(f"Outside 07:00–19:00 on any day: {clock.night_share:.1%} of {total:,}.")
    if clock.has_no_hours:
        out.print(
            f"[yellow]{clock.midnight_share:.0%} stand at exactly 00:00:00: "
            "a date without an hour, or a nightly batch.[/yellow]"
        )
    if clock.verdict == "unclear":
        out.print("Too few rows, or too even, to judge the clock.")
    if clock.verdict == "shifted":
        _warn(out, clock)


def _warn(out: Console, clock: "Clock") -> None:
    out.print("[bold red]The clock of this file looks wrong.[/bold red]")
    for reason in clock.reasons:
        out.print(f"  • {CLOCK_REASONS[reason]}")
    if clock.quiet_from_h is not None:
        quiet, middle = clock.quiet_from_h, clock.centre_h
        out.print(f"  Quietest five hours: from {quiet:02d}:00. Middle of the activity: {middle} h.")
    for winter, summer in clock.spikes:
        out.print(f"  Batch: at {winter:02d} h in winter and {summer:02d} h in summer.")
    if clock.correction:
        off = " to ".join(f"{abs(hours):g}" for hours in sorted(clock.hours_off, key=abs))
        side = "early" if clock.hours_off and clock.hours_off[0] < 0 else "late"
        why = CORRECTIONS.get(clock.correction, "No usual mistake explains it; this shift puts the night right.")
        out.print(f"  The times seem {off} h too {side}. {why}")
        out.print(f"  Try [bold]--correct-clock {clock.correction}[/bold], or none if the hours are right.")


def print_outcome(progress: "Progress", refused_path: Path, seconds: float) -> None:
    """Print what an import did."""
    out = Console()
    fresh = progress.rows - progress.went_on
    _counts(
        out,
        {
            "rows": progress.rows,
            "came in": progress.imported,
            "were here already": progress.known,
            "exact duplicates": progress.duplicates,
            "refused": progress.rejected.total(),
        },
    )
    _sorted(out, "Refused", progress.rejected, REASONS)
    _sorted(out, "Put right on the way", progress.adjusted, ADJUSTMENTS)
    if progress.went_on:
        out.print(f"It went on after {progress.went_on:,} rows of an earlier attempt.")
    if progress.rejected:
        out.print(f"Refused rows, with the reason: {refused_path}")
    out.print(f"{fresh:,} rows in {seconds:.1f} s: {fresh / seconds:,.0f} rows/s.")
    if progress.imported:
        out.print("The words for search are filled by the jobs; `hantong doctor` shows how far.")
