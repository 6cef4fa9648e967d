"""Print the published figures, each with its definition."""

import json
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hantong.project.commands._product import needs_product

if TYPE_CHECKING:
    from hantong.reports.band_table import BandTable
    from hantong.reports.scope import Scope
    from hantong.reports.times import Times

First = Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="First local day.")]
Last = Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="Last local day, counted too.")]
OfPlace = Annotated[str, typer.Option("--place", help="Code of one place.")]
OfService = Annotated[str, typer.Option("--service", help="Code of one service.")]
OfJurisdiction = Annotated[str, typer.Option("--jurisdiction", help="Code of a jurisdiction; all below it count.")]
OfChannel = Annotated[str, typer.Option("--channel", help="One channel, such as counter or web.")]
AsJson = Annotated[bool, typer.Option("--json", help="For a script.")]
By = Annotated[str, typer.Option("--by", help="Lines by channel, place, service, jurisdiction, band or owner_unit.")]
FIELDS = ("channel", "place", "service", "jurisdiction", "band", "owner_unit")
app = typer.Typer(help=__doc__, add_completion=False, no_args_is_help=True)


@app.command()
@needs_product
def bands(
    first: First,
    last: Last,
    place: OfPlace = "",
    service: OfService = "",
    jurisdiction: OfJurisdiction = "",
    channel: OfChannel = "",
    matters: Annotated[bool, typer.Option("--matters", help="Count matters instead of contacts.")] = False,
    from_rows: Annotated[bool, typer.Option("--from-rows", help="Count the rows, not the tallies.")] = False,
    as_json: AsJson = False,
) -> None:
    """Count contacts (or matters) per time band: total, off-hours count and off-hours share.

    Example: `hantong report bands --from 2026-01-01 --to 2026-12-31 --place suwon-station --json`
    """
    from hantong.reports.band_table import band_table

    scope = _scope(first.date(), last.date(), place, service, jurisdiction, channel, matters=matters)
    table = band_table(scope, from_rows=from_rows)
    typer.echo(json.dumps(_as_data(table, scope), ensure_ascii=False, indent=1) if as_json else _as_text(table))


@app.command()
@needs_product
def times(
    first: First,
    last: Last,
    place: OfPlace = "",
    service: OfService = "",
    jurisdiction: OfJurisdiction = "",
    channel: OfChannel = "",
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Tell how long matters waited: to the first answer and to the settlement, median and nine of ten.

    Example: `hantong report times --from 2026-01-01 --to 2026-12-31 --by service`
    """
    from hantong.reports.times import time_to_first_answer, time_to_settlement

    scope, field = _scope(first.date(), last.date(), place, service, jurisdiction, channel, matters=True), _field(by)
    answered, settled = time_to_first_answer(scope, field), time_to_settlement(scope, field)
    lines = [
        {
            **{f"first_answer_{name}": value for name, value in _spans(answered[key]).items()},
            **{f"settlement_{name}": value for name, value in _spans(settled[key]).items()},
            "key": key,
        }
        for key in answered
    ]
    _print(scope, field, lines, ("time_to_first_answer", "time_to_settlement"), as_json=as_json)


@app.command()
@needs_product
def promises(
    first: First,
    last: Last,
    place: OfPlace = "",
    service: OfService = "",
    jurisdiction: OfJurisdiction = "",
    channel: OfChannel = "",
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Tell how many promises were kept, of the settled matters that had one; open and overdue ones stand apart.

    Example: `hantong report promises --from 2026-01-01 --to 2026-12-31 --by owner_unit --json`
    """
    from django.utils.timezone import now

    from hantong.reports.promises import kept_promises

    scope, field = _scope(first.date(), last.date(), place, service, jurisdiction, channel, matters=True), _field(by)
    found = kept_promises(scope, at=now(), by=field)
    lines: list[dict[str, object]] = [
        {
            "promised": each.promised_count,
            "kept": each.kept_count,
            "kept_share": each.kept_share,
            "settled_too_late": each.broken_count,
            "open_and_overdue": each.overdue_count,
            "key": key,
        }
        for key, each in found.items()
    ]
    _print(scope, field, lines, ("kept_promises",), as_json=as_json)


@app.command()
@needs_product
def definitions() -> None:
    """Print every figure with its definition and denominator, in both languages, as docs/reference/figures.md has it.

    Example: `hantong report definitions > docs/reference/figures.md`
    """
    from hantong.reports.reference_page import reference_page

    typer.echo(reference_page(), nl=False)


def _field(by: str) -> str:
    if by and by not in FIELDS:
        raise typer.BadParameter(f"choose one of {', '.join(FIELDS)}", param_hint="--by")
    return by


def _spans(found: "Times") -> dict[str, object]:
    return {
        "count": found.count,
        "median_s": found.median.total_seconds() if found.median is not None else None,
        "p90_s": found.p90.total_seconds() if found.p90 is not None else None,
    }


def _print(
    scope: "Scope", field: str, lines: list[dict[str, object]], figures: tuple[str, ...], *, as_json: bool
) -> None:
    """Print lines with the definitions that they were counted by; names are English, keys are for scripts."""
    from django.utils.translation import override

    from hantong.reports.figures import FIGURES
    from hantong.reports.naming import names_of

    with override("en"):
        said = {key: f"{FIGURES[key].definition} Out of: {FIGURES[key].denominator}" for key in figures}
        names = names_of(field, [str(line["key"]) for line in lines])
        for line in lines:
            line["name"] = names[str(line["key"])]
    last = (scope.until_day - timedelta(days=1)).isoformat()
    about = {"from": scope.first_day.isoformat(), "to": last, "by": field, "lines": lines, "definitions": said}
    typer.echo(json.dumps(about, ensure_ascii=False, indent=1) if as_json else _as_lines(lines, said))


def _as_lines(lines: list[dict[str, object]], said: dict[str, str]) -> str:
    texts = []
    for line in lines:
        texts.append(f"{line['name']}")
        texts += [
            f"  {name:<22}{_plain(name, value):>14}" for name, value in line.items() if name not in {"key", "name"}
        ]
    return "\n".join([*texts, *said.values()])


def _plain(name: str, value: object) -> str:
    if value is None:
        return "none"
    if name.endswith("_share") and isinstance(value, float):
        return f"{value:.1%}"
    return f"{value:,.0f}" if isinstance(value, int | float) else str(value)


def _scope(
    first: date, last: date, place: str, service: str, jurisdiction: str, channel: str, *, matters: bool
) -> "Scope":
    from hantong.catalogue.book import catalogue
    from hantong.offices.directory import directory
    from hantong.reports.models import Tally
    from hantong.reports.scope import Scope

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
