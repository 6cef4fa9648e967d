"""Run the whole product under one parent: database, web, live events, jobs. Ctrl-C stops it.

The first start migrates and loads the demonstration province (HANTONG_DEMO=0: an empty house). A second start
finds everything in place. Processes that fall are started again; when this process dies, they die with it.
"""

import asyncio
import os
from typing import Annotated

import typer

app = typer.Typer(help=__doc__, add_completion=False)


@app.command()
def serve(
    port: Annotated[int, typer.Option(envvar="HANTONG_PORT", min=1, max=65535, help="Port of the pages.")] = 8120,
    host: Annotated[str, typer.Option(envvar="HANTONG_HOST", help="Address to listen on.")] = "127.0.0.1",
    live_port: Annotated[
        int | None,
        typer.Option(envvar="HANTONG_LIVE_PORT", help="Port of the live events.", show_default="port + 1"),
    ] = None,
    with_parent: Annotated[
        bool, typer.Option("--with-parent", help="Stop when the process that started this one dies.")
    ] = False,
) -> None:
    """Run the whole product under one parent: database, web, live events, jobs. Ctrl-C stops it."""
    from hantong.embedded.server import var_folder
    from hantong.project.children import die_with_parent
    from hantong.project.commands._product import database
    from hantong.project.preparation import prepare
    from hantong.project.serve import Place, only_one, run, stop_on_signals

    if with_parent:
        die_with_parent()
    place = Place(host=host, port=port, live_port=live_port or port + 1)
    os.environ.update(HANTONG_PORT=str(place.port), HANTONG_LIVE_PORT=str(place.live_port))
    stop_on_signals()
    with only_one(var_folder(), place), database():
        greeting = prepare(place.address)
        asyncio.run(run(place, greeting=greeting))
