"""`hantong import catalogue`: services, who answers for them, groups and retention classes from a YAML file."""

from pathlib import Path
from typing import Annotated

import typer

from hantong.project.commands._books import bring_in, text_of
from hantong.project.commands._product import needs_product


@needs_product
def catalogue(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="YAML, as `hantong export catalogue` writes it.")
    ],
    apply: Annotated[bool, typer.Option("--apply", help="Write; without it nothing changes.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of lines.")] = False,
) -> None:
    """Bring in services, who answers for them, groups and retention classes.

    What is new is added, what differs is changed, and what the file lacks stays. Without `--apply` every change
    is shown and none is made. All of it is taken in, or nothing; every fault is named with its line and field.

    Example: `hantong import catalogue catalogue.yaml --apply`
    """
    from django.utils import timezone

    from hantong.catalogue.actions import import_catalogue
    from hantong.catalogue.yaml_reading import read_yaml

    text = text_of(file)
    bring_in(
        lambda is_dry_run: import_catalogue(
            book=read_yaml(text, name=file.name), by=None, at=timezone.now(), is_dry_run=is_dry_run
        ),
        apply=apply,
        as_json=as_json,
    )
