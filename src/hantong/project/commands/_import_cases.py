"""`hantong import cases`: another system's cases with their history, after a dry run."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hantong.project.commands._exits import Ended, Exit
from hantong.project.commands._product import needs_product

if TYPE_CHECKING:
    from hantong.imports.actions import Progress, Wanted


File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV, plain or gzipped.")]
MappingFile = Annotated[Path, typer.Option(exists=True, dir_okay=False, help="Which column means what (YAML).")]
Zone = Annotated[str, typer.Option(help="The zone of times that carry no offset, e.g. Asia/Seoul.")]
Code = Annotated[str, typer.Option(help="Code of the jurisdiction they go to, instead of the mapping's.")]
Correction = Annotated[
    str,
    typer.Option(
        help="Put a wrong clock right: local-read-as-utc, utc-read-as-local, a shift such as +05:00; "
        "none says that it is right as it is."
    ),
]
Apply = Annotated[bool, typer.Option("--apply", help="Write; without it nothing changes.")]
Rejects = Annotated[Path | None, typer.Option(help="Where refused rows go.", show_default="FILE.rejected.csv, here")]
Processes = Annotated[
    int, typer.Option(min=0, max=16, help="Writing processes; 0 writes on one connection, for small files.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")]


@needs_product
def cases(  # noqa: PLR0913, PLR0917  these are the words of the command line
    file: File,
    mapping: MappingFile,
    zone: Zone,
    jurisdiction: Code = "",
    correct_clock: Correction = "",
    apply: Apply = False,
    rejects: Rejects = None,
    processes: Processes = 2,
    as_json: AsJson = False,
) -> None:
    """Bring in cases from another system's export.

    Without `--apply` the whole file is read and nothing is written: you see how many rows fit, what is unknown,
    what repeats, what would be refused and why, and the histogram of the hours with a warning when the clock of
    the export looks wrong. With `--apply` the matters come in with their history. Matters that came in before are
    left as they are, so that it may be done again, and an import that was cut off goes on where it was.

    Exit code 3 when the clock looks wrong and nothing was decided about it with `--correct-clock`.

    Example: `hantong import cases boston.csv.gz --mapping boston.yaml --zone America/New_York --apply`
    """
    from django.utils.translation import override

    from hantong.imports.actions import Wanted
    from hantong.imports.mapping import read_mapping

    with override("en"):
        told = read_mapping(mapping.read_text(encoding="utf-8"))
        wanted = Wanted(path=file, mapping=told, zone=zone, jurisdiction=jurisdiction, correction=correct_clock)
        if apply:
            default = Path(f"{file.name.removesuffix('.gz').removesuffix('.csv')}.rejected.csv")
            _apply(wanted, rejects or default, processes, as_json=as_json)
        else:
            _look(wanted, as_json=as_json)


def _look(wanted: "Wanted", *, as_json: bool) -> None:
    from django.utils import timezone

    from hantong.imports.actions import make_survey
    from hantong.project.commands._importing import print_survey

    with _bar(wanted, silent=as_json) as bar:
        _run, found = make_survey(wanted=wanted, by=None, at=timezone.now(), tell=bar)
    if as_json:
        typer.echo(json.dumps(found.as_json(), ensure_ascii=False))
    else:
        print_survey(found, wanted)
    if found.clock is not None and found.clock.verdict == "shifted" and not wanted.correction:
        raise Ended("Nothing was written. The clock of this file looks wrong: see above.", Exit.REFUSED)


def _apply(wanted: "Wanted", refused_path: Path, processes: int, *, as_json: bool) -> None:
    from contextlib import ExitStack

    from django.utils import timezone

    from hantong.imports.actions import bring_in
    from hantong.imports.crew import crew_of
    from hantong.imports.jobs import fill_search_terms
    from hantong.project.commands._importing import print_outcome

    with ExitStack() as stack:
        many = stack.enter_context(crew_of(processes)) if processes else None  # before the bar begins its thread
        bar = stack.enter_context(_bar(wanted, silent=as_json))
        began = timezone.now()
        run, progress = bring_in(
            wanted=wanted,
            refused_path=refused_path,
            by=None,
            at=began,
            now=timezone.now,
            many=many,
            tell=lambda so_far: bar(so_far.rows),
        )
    if run.indexed_at is None:
        fill_search_terms.defer(run=str(run.pk))
    seconds = max((timezone.now() - began).total_seconds(), 0.001)
    if as_json:
        typer.echo(json.dumps(_outcome(progress, refused_path, seconds), ensure_ascii=False))
    else:
        print_outcome(progress, refused_path, seconds)


def _outcome(progress: "Progress", refused_path: Path, seconds: float) -> dict[str, Any]:
    rate = (progress.rows - progress.went_on) / seconds
    refused = str(refused_path) if progress.rejected else None
    return {**progress.as_json(), "seconds": round(seconds, 2), "rows_per_s": round(rate), "rejects": refused}


@contextmanager
def _bar(wanted: "Wanted", *, silent: bool) -> Iterator[Any]:
    """Show rows and rate on the terminal; the total is an estimate of the file's lines."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeElapsedColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed or 0:,.0f} rows/s")

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:,} rows"), Rate())
    console = Console(stderr=True)
    with Progress(*columns, TimeElapsedColumn(), console=console, disable=silent or not console.is_terminal) as bar:
        task = bar.add_task(wanted.path.name, total=None)
        yield lambda rows: bar.update(task, completed=rows)
