"""Write the whole house into one file while it goes on working: database, attachments, secret key.

The file is closed to other accounts and holds personal data: keep it as carefully as the house itself.
`hantong restore FILE` puts it back, here or on another machine.
"""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from hantong.project.commands._product import database

app = typer.Typer(help=__doc__, add_completion=False)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The file to write; it must not exist.")],
    as_json: Annotated[bool, typer.Option("--json", help="For a script.")] = False,
) -> None:
    """Write the whole house into one file while it goes on working: database, attachments, secret key."""
    from hantong.embedded.server import database_url, var_folder
    from hantong.project.backup import House, back_up

    with database():
        house = House(url=database_url(), var=var_folder())
        at = datetime.now(UTC)
        made = back_up(house=house, to=file, at=at, tell=lambda line: typer.echo(line, err=True))
    size = file.stat().st_size
    if as_json:
        typer.echo(json.dumps({**asdict(made), "file": str(file), "bytes": size}))
    else:
        typer.echo(f"{file}: {size:,} bytes, {made.files:,} attachments, as of {made.at}.")
