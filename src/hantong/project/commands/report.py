"""Print the published figures, each with its definition."""

import json
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hantong.project.commands._product import needs_product

if TYPE_CHECKING:
    from hantong.reports.band_table import BandTable, Scope

app = typer.Typer(help=__doc__, add_completion=False, no_args_is_help=True)


@app.callback()
def _report() -> None:
    """Keep `bands` a word of its own."""


@app.command()
@needs_product
def bands(
    first: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="First local day.")],
    last: Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="Last local day, counted too.")],
    place: Annotated[str, typer.Option(help="Code of one place.")] = "",
    service: Annotated[str, typer.Option(help="Code of one service.")] = "",
    jurisdiction: Annotated[str, typer.Option(help="Code of a jurisdiction; all below it count.")] = "",
    channel: Annotated[str, typer.Option(help="One channel, such as counter or web.")] = "",
    matters: Annotated[bool, typer.Option("--matters", help="Count matters instead of contacts.")] = False,
    from_rows: Annotated[bool, typer.Option("--from-rows", help="Count the rows, not the tallies.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For a script.")] = False,
) -> None:
    """Count contacts (or matters) per time band: total, off-hours count and off-hours share.

    Example: `hantong report bands --from 2026-01-01 --to 2026-12-31 --place suwon-station --json`
    """
    from hantong.reports.band_table import band_table

    scope = _scope(first.date(), last.date(), place, service, jurisdiction, channel, matters=matters)
    table = band_table(scope, from_rows=from_rows)
    typer.echo(json.dumps(_as_data(table, scope), ensure_ascii=False, indent=1) if as_json else _as_text(table))


def _scope(
    first: date, last: date, place: str, service: str, jurisdiction: str, channel: str, *, matters: bool
) -> "Scope":
    from hantong.catalogue.book import catalogue
    from hantong.offices.directory import directory
    from hantong.reports.band_table import Scope
    from hantong.reports.models import Tally

    if last < first:
        raise typer.BadParameter("must not be before --from", param_hint="--to")
    offices = directory()
    services = {each.code: each.pk for each in catalogue().services.values()}
    under = _of_code(jurisdiction, offices.jurisdiction_codes, "--jurisdiction")
    return Scope(
        kind=Tally.Kind.MATTERS if matters else Tally.Kind.CONTACTS,
        first_day=first,
        until_day=last + timedelta(days=1),
        channel=channel,
        place=getattr(_of_code(place, offices.place_codes, "--place"), "pk", None),
        service=_of_code(service, services, "--service"),
        jurisdictions=offices.subtrees[under.pk] if under else None,
    )


def _of_code(code: str, known: Any, option: str) -> Any:  # noqa: ANN401
    if not code:
        return None
    if code not in known:
        raise typer.BadParameter(f"there is no {code!r}; there are {', '.join(sorted(known))}", param_hint=option)
    return known[code]


def _as_data(table: "BandTable", scope: "Scope") -> dict[str, object]:
    return {
        "counted": scope.kind.label.lower(),
        "from": scope.first_day.isoformat(),
        "to": (scope.until_day - timedelta(days=1)).isoformat(),
        "bands": {band.value: count for band, count in table.counts.items()},
        "total": table.off_hours.total_count,
        "off_hours_count": table.off_hours.off_hours_count,
        "off_hours_share": table.off_hours.off_hours_share,
        "definition": table.sentence("en"),
    }


def _as_text(table: "BandTable") -> str:
    share = table.off_hours.off_hours_share
    lines = [f"{band.value:<10}{count:>12,}" for band, count in table.counts.items()]
    lines += [
        f"{'total':<10}{table.off_hours.total_count:>12,}",
        f"{'off-hours':<10}{table.off_hours.off_hours_count:>12,}" + (f"  {share:.1%}" if share is not None else ""),
        table.sentence("en"),
    ]
    return "\n".join(lines)
