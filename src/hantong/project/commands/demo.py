"""A province to try Hantong with: load it, see its accounts, let invented residents play.

Everything in it is invented except the names of the cities and counties of Gyeonggi.
"""

import json
import logging
import time
from typing import Annotated

import typer

from hantong.project.commands._exits import Ended, Exit
from hantong.project.commands._product import needs_product

app = typer.Typer(help=__doc__, add_completion=False, no_args_is_help=True)


@app.callback(invoke_without_command=True)
def _demo(
    ctx: typer.Context,
    is_live: Annotated[bool, typer.Option("--live", help="The same as `hantong demo live`.")] = False,
) -> None:
    """Let `hantong demo --live` stand for `hantong demo live`."""
    if ctx.invoked_subcommand is None:
        if not is_live:
            typer.echo(ctx.get_help())
            raise typer.Exit(2)
        live(address="", every_s=3.0, most=1000, seed=None)


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
    logging.getLogger("hantong.arrivals").setLevel(logging.ERROR)  # floods are held apart: that belongs to the story
    _as_owner_of_the_server()
    try:
        size = SMALL if small else WHOLE
        done = load_demonstration(
            at=now(),
            size=size,
            seed=SEED if seed is None else seed,
            tell=lambda line: typer.echo(f"  {line}", err=True),
        )
    except NotEmpty as refused:
        line = "This database holds somebody's work: the demonstration goes into an empty one."
        raise Ended(line, Exit.REFUSED) from refused
    took_s = time.monotonic() - begun
    counts = {
        "contacts": done.contacts,
        "matters": done.matters,
        "residents": done.residents,
        "took_s": round(took_s, 1),
    }
    sentence = (
        f"{done.contacts:,} conversations, {done.matters:,} matters, {done.residents:,} residents in {took_s:.1f} s."
    )
    typer.echo(json.dumps(counts) if as_json else sentence)


@app.command()
@needs_product
def live(
    address: Annotated[str, typer.Option(help="Where the product runs.")] = "",
    every_s: Annotated[float, typer.Option("--every", min=0.2, help="Seconds between two happenings.")] = 3.0,
    most: Annotated[int, typer.Option(min=1, help="End after so many happenings.")] = 1000,
    seed: Annotated[int | None, typer.Option(help="The same play again.", show_default="by chance")] = None,
) -> None:
    """Play residents and staff against the running product: watch open pages move. Ctrl-C ends it.

    Residents use the public form, their tracking page and the telephone; officials of Suwon and Uijeongbu accept,
    decline, answer and settle through the API, with keys that are taken back at the end.
    """
    from random import Random

    from django.conf import settings
    from django.utils.timezone import now

    from hantong.demonstration.actions import is_loaded
    from hantong.demonstration.live import Stage
    from hantong.demonstration.players import players

    if not settings.HANTONG_DEMO or not is_loaded():
        raise Ended("Only the demonstration is played with: `hantong demo load` loads it.", Exit.REFUSED)
    base = (address or settings.PUBLIC_URL).rstrip("/")
    with players(base=base, at=now(), tell=typer.echo) as given:
        stage = Stage(**given, now=now, random=Random(seed))  # noqa: S311  a play, no secret
        try:
            for _ in range(most):
                stage.act()
                time.sleep(every_s)
        except KeyboardInterrupt:
            typer.echo("ended")
        except OSError as refused:
            raise Ended(f"Nobody answers at {base}: start `hantong serve` first. ({refused})", Exit.PORT) from refused


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
