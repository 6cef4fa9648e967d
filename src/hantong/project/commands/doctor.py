"""Look the house over: database, processes, jobs, chains of hashes, attachments, disk, settings.

Ends with 3 if something is not well, so that a monitoring job can call it. Nothing is changed.
"""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from hantong.project.commands._exits import Exit
from hantong.project.commands._product import needs_product

app = typer.Typer(help=__doc__, add_completion=False)


@app.command()
@needs_product
def doctor(as_json: Annotated[bool, typer.Option("--json", help="For a script.")] = False) -> None:
    """Look the house over: database, processes, jobs, chains of hashes, attachments, disk, settings."""
    from django.utils.timezone import now

    from hantong.project.doctor import examine

    found = examine(at=now())
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in found], ensure_ascii=False))
    else:
        for finding in found:
            typer.echo(f"{'well ' if finding.is_well else 'NOT  '} {finding.name:<12} {finding.words}")
    if not all(finding.is_well for finding in found):
        raise typer.Exit(Exit.REFUSED)
