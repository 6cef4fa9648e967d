"""Put a backup in the place of what is there; a failure leaves everything as it was.

Hantong has to be stopped. What is there now is lost: take a backup of it first if in doubt.
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from hantong.project.commands._exits import Ended, Exit
from hantong.project.commands._product import database

app = typer.Typer(help=__doc__, add_completion=False)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `hantong backup` wrote.")],
    is_sure: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For a script.")] = False,
) -> None:
    """Put a backup in the place of what is there; a failure leaves everything as it was."""
    from hantong.embedded.server import database_url, var_folder
    from hantong.project.backup import House, restore

    if not is_sure and not typer.confirm(f"Put {file} in the place of everything that Hantong holds now?"):
        raise Ended("Nothing was changed.", Exit.REFUSED)
    with database():
        house = House(url=database_url(), var=var_folder())
        made = restore(house=house, source=file, tell=lambda line: typer.echo(line, err=True))
    typer.echo(json.dumps(asdict(made)) if as_json else f"Restored as of {made.at}: {made.files:,} attachments.")
