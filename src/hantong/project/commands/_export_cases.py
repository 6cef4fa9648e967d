"""`hantong export cases`: the rows of matters as CSV or Parquet, without names and words of residents."""

import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hantong.project.commands._exits import Ended, Exit
from hantong.project.commands._product import needs_product

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from hantong.cases.models import Case

Day = Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First local day.")]
LastDay = Annotated[datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help="Last local day, counted too.")]


@needs_product
def cases(
    to: Annotated[
        Path | None,
        typer.Option("--to", help="A file that ends in .csv or .parquet.", show_default="CSV on standard output"),
    ] = None,
    first: Day = None,
    last: LastDay = None,
    jurisdiction: Annotated[str, typer.Option(help="Code of a jurisdiction; all below it count.")] = "",
) -> None:
    """Take out matters, one row each: number, channel, place, service, band, department, moments, end state.

    Texts that a spreadsheet would take for formulas are defused in CSV. Nothing that a resident wrote is in it.

    Example: `hantong export cases --from 2026-01-01 --until 2026-12-31 --to cases.parquet`
    """
    from hantong.reports.files import csv_lines, parquet_file
    from hantong.reports.models import Tally
    from hantong.reports.rows import columns_of, rows_for_file

    kind = Tally.Kind.MATTERS
    found = _found(first, last, jurisdiction)
    columns, rows = columns_of(kind), rows_for_file(found, kind)
    if to is None:
        _write(csv_lines(columns, rows), sys.stdout.write)
        return
    if to.suffix == ".parquet":
        shutil.move(parquet_file(columns, rows), to)
    elif to.suffix == ".csv":
        with to.open("w", newline="", encoding="utf-8") as file:
            _write(csv_lines(columns, rows), file.write)
    else:
        raise Ended(f"{to}: the file's name must end in .csv or .parquet.", Exit.USAGE)
    typer.echo(f"{found.count():,} matters: {to}", err=True)


def _write(lines: Iterator[str], write: Callable[[str], object]) -> None:
    for line in lines:
        write(line)


def _found(first: datetime | None, last: datetime | None, jurisdiction: str) -> "QuerySet[Case]":
    from django.utils.timezone import get_current_timezone

    from hantong.cases.models import Case
    from hantong.offices.directory import directory

    offices, found = directory(), Case.objects.order_by("said_at", "pk")
    zone: tzinfo = get_current_timezone()
    if jurisdiction:
        here = offices.jurisdiction_codes.get(jurisdiction)
        if here is None:
            raise Ended(f"There is no jurisdiction {jurisdiction}.", Exit.USAGE)
        found, zone = found.filter(jurisdiction__in=offices.subtrees[here.pk]), here.zone
    if first is not None:
        found = found.filter(said_at__gte=_midnight(first, zone))
    if last is not None:
        found = found.filter(said_at__lt=_midnight(last + timedelta(days=1), zone))
    return found


def _midnight(day: datetime, zone: tzinfo) -> datetime:
    return datetime.combine(day.date(), time(), zone)
