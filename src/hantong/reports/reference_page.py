"""The reference page of the figures, written out of the figures' own texts."""

from collections.abc import Iterator

from django.utils.translation import override

from hantong.reports import tables
from hantong.reports.figures import FIGURES

PATH = "docs/reference/figures.md"
_HEAD = """# Figures: what is counted, and out of what

Written by `hantong report definitions`; the texts are those of the functions themselves. Every figure is one
function of `src/hantong/reports/`, and pages, files, the API and `hantong report` ask the same function. Matters and
contacts belong to a period by the moment at which the resident spoke, in the office's own zone; the end of a period is
exclusive. A share of nothing is nothing, not 0 %. A ratio (3.59 times) and an increase (+259 %) are two values of one
`Change` and are never printed one for the other.
"""


def reference_page() -> str:
    """Give the page as Markdown, English first and Korean below."""
    return "\n".join([_HEAD, *_figures(), *_tables()])


def _figures() -> Iterator[str]:
    for _key, each in sorted(FIGURES.items()):
        said = []
        for language in ("en", "ko"):
            with override(language):
                said.append([str(each.name), str(each.definition), str(each.denominator)])
        (name, definition, denominator), (ko_name, ko_definition, ko_denominator) = said
        yield f"## {name} · {ko_name}\n"
        yield f"`{each.key}`. {definition} **Out of:** {denominator}\n"
        yield f"{ko_definition} **분모:** {ko_denominator}\n"


def _tables() -> Iterator[str]:
    yield "## Tables\n"
    yield "Each can be taken as `/figures/tables/KEY.csv`, `.parquet`, and `/figures/tables/KEY/datapackage.json`:"
    yield ", ".join(f"`{key}`" for key in tables.TABLES) + ".\n"
