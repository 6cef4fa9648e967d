"""A province to try Hantong with: load it, see its accounts, let invented residents play.

Everything in it is invented except the names of the cities and counties of Gyeonggi.
"""

import json
import time
from typing import Annotated

import typer

from hantong.project.commands._exits import Ended, Exit
from hantong.project.commands._product import needs_product

app = typer.Typer(help=__doc__, add_completion=False, no_args_is_help=True)


@app.command()
@needs_product
def load(
    small: Annotated[bool, typer.Option("--small", help="A month and some hundred conversations, for tests.")] = False,
    seed: Annotated[int | None, typer.Option(help="Another year of the same kind.", show_default="fixed")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For a script.")] = False,
) -> None:
    """Load the demonstration province with a year of history into an empty database."""
    from django.conf import settings
    from django.utils.timezone import now

    from hantong.demonstration.actions import SEED, SMALL, WHOLE, NotEmpty, is_loaded
    from hantong.demonstration.actions import load as load_demonstration

    if not settings.HANTONG_DEMO:
        raise Ended("HANTONG_DEMO is off: this installation wants no demonstration accounts.", Exit.REFUSED)
    if is_loaded():
        typer.echo("The demonstration is here already; `hantong demo accounts` prints whom to sign in as.")
        return
    begun = time.monotonic()
    _as_owner_of_the_server()
    try:
        size = SMALL if small else WHOLE
        done = load_demonstration(
            at=now(), size=size, seed=SEED if seed is None else seed, tell=lambda line: typer.echo(f"  {line}", err=True)
        )
    except NotEmpty as refused:
        line = "This database holds somebody's work: the demonstration goes into an empty one."
        raise Ended(line, Exit.REFUSED) from refused
    took_s = time.monotonic() - begun
    counts = {"contacts": done.contacts, "matters": done.matters, "residents": done.residents, "took_s": round(took_s, 1)}
    sentence = f"{done.contacts:,} conversations, {done.matters:,} matters, {done.residents:,} residents in {took_s:.1f} s."
    typer.echo(json.dumps(counts) if as_json else sentence)


def _as_owner_of_the_server() -> None:
    """Load as the owner of the embedded server, who may leave out the look-up of each foreign key."""
    from django.db import connection

    from hantong.imports.connections import Address

    fast = Address.of_this_connection().privileged()
    if fast is not None:
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]
        connection.settings_dict["USER"] = fast.parameters["user"]


@app.command()
@needs_product
def accounts() -> None:
    """Print whom to sign in as; every account has the same password, which is no secret."""
    from hantong.demonstration.actions import is_loaded
    from hantong.demonstration.staff import addresses

    if not is_loaded():
        raise Ended("There is no demonstration in this database: `hantong demo load` loads it.", Exit.REFUSED)
    typer.echo("\n".join(addresses()))
