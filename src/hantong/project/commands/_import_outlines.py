"""`hantong import outlines`: where jurisdictions lie, from a GeoJSON file, for the map of the figures."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hantong.project.commands._exits import Ended, Exit
from hantong.project.commands._product import needs_product

if TYPE_CHECKING:
    from hantong.offices.models import Jurisdiction

SHAPES = {"Polygon", "MultiPolygon"}


@needs_product
def outlines(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="GeoJSON with a Feature per jurisdiction.")],
    apply: Annotated[bool, typer.Option("--apply", help="Write; without it nothing changes.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Give jurisdictions their outlines.

    A feature belongs to the jurisdiction whose code or name, in any language, stands among its properties; features
    of nobody and jurisdictions without a feature are named. The map then shows areas in place of circles.

    Example: `hantong import outlines cities.geojson --apply`
    """
    from django.db import transaction

    found, unknown = _matched(_features(file))
    if apply:
        with transaction.atomic():
            for jurisdiction, outline in found:
                _give(jurisdiction, outline)
    said = {"matched": sorted(each.code for each, _ in found), "unknown": unknown, "written": apply}
    if as_json:
        typer.echo(json.dumps(said, ensure_ascii=False))
        return
    typer.echo(f"{len(found)} outlines matched: {', '.join(said['matched']) or 'none'}")  # type: ignore[arg-type]
    if unknown:
        typer.echo(f"{len(unknown)} features are of no jurisdiction: {', '.join(unknown)}")
    typer.echo("Written." if apply else "Nothing was written; --apply writes.")


def _features(file: Path) -> list[dict[str, Any]]:
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
        features = [each for each in read["features"] if each["geometry"]["type"] in SHAPES]
    except (ValueError, KeyError, TypeError) as wrong:
        raise Ended(f"{file.name} is not a GeoJSON FeatureCollection: {wrong}", Exit.REFUSED) from wrong
    if not features:
        raise Ended(f"{file.name} has no feature that is a Polygon or MultiPolygon.", Exit.REFUSED)
    return features


def _matched(features: list[dict[str, Any]]) -> "tuple[list[tuple[Jurisdiction, dict[str, Any]]], list[str]]":
    from hantong.offices.models import Jurisdiction

    known = {
        str(word).casefold(): row for row in Jurisdiction.objects.all() for word in (row.code, *row.names.values())
    }
    found, unknown = [], []
    for feature in features:
        words = [str(value).casefold() for value in (feature.get("properties") or {}).values()]
        row = next((known[word] for word in words if word in known), None)
        if row is None:
            unknown.append(" / ".join(words) or "(no properties)")
        else:
            found.append((row, feature["geometry"]))
    return found, unknown


def _give(jurisdiction: "Jurisdiction", outline: dict[str, Any]) -> None:
    from dataclasses import replace

    from django.utils.timezone import now

    from hantong.offices.actions import change_jurisdiction
    from hantong.offices.reading import jurisdiction_facts

    facts = replace(jurisdiction_facts(jurisdiction), outline=outline)
    change_jurisdiction(jurisdiction=jurisdiction, facts=facts, by=None, at=now())
