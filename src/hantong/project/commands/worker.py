"""Do the jobs that requests leave for later; `hantong serve` runs one of these.

Stops on Ctrl-C or SIGTERM once the jobs at work are done. Any number may run, on any machine.
"""

import asyncio
from typing import Annotated

import typer

from hantong.project.commands._product import needs_product

app = typer.Typer(help=__doc__, add_completion=False)


@app.command()
@needs_product
def worker(
    concurrency: Annotated[int, typer.Option(min=1, max=64, help="How many jobs at a time, in each process.")] = 1,
    processes: Annotated[int, typer.Option(min=1, max=64, help="How many processes do jobs.")] = 2,
    until_empty: Annotated[bool, typer.Option("--until-empty", help="End when no job waits.")] = False,
) -> None:
    """Do the jobs that requests leave for later; `hantong serve` runs one of these."""
    from django.db import connection
    from procrastinate.contrib.django import app as jobs

    from hantong.project.crew import Crew
    from hantong.project.work import read_product, work

    read_product(jobs)
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]

    def begin() -> None:
        asyncio.run(work(jobs, concurrency=concurrency, until_empty=until_empty))

    if processes == 1:
        begin()
    else:
        Crew(begin, processes).run()
