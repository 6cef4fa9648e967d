"""Take out what others can read: the offices and the catalogue as YAML, matters as CSV or Parquet."""

from pathlib import Path
from typing import Annotated

import typer

from hantong.project.commands._books import put
from hantong.project.commands._export_cases import cases
from hantong.project.commands._product import needs_product

app = typer.Typer(help=__doc__, add_completion=False, no_args_is_help=True)
app.command()(cases)
To = Annotated[Path | None, typer.Option("--to", help="Write into this file.", show_default="standard output")]


@app.command()
@needs_product
def offices(to: To = None) -> None:
    """Take out jurisdictions, departments and places with their hours and calendars.

    `hantong import offices` reads the same file back, exactly.

    Example: `hantong export offices --to offices.yaml`
    """
    from hantong.offices.yaml_book import as_yaml, stored_book

    put(as_yaml(stored_book()), to)


@app.command()
@needs_product
def catalogue(to: To = None) -> None:
    """Take out services, who answers for them, groups and retention classes.

    `hantong import catalogue` reads the same file back, exactly.

    Example: `hantong export catalogue --to catalogue.yaml`
    """
    from hantong.catalogue.yaml_book import as_yaml, stored_pages

    put(as_yaml(stored_pages()), to)
