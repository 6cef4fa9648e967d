"""The web processes are forked from one that has read everything and touched nothing that two cannot share."""

from multiprocessing import get_context

from django.db import connections

from hantong.kit.ids import new_id
from hantong.project.web import WARMING_PAGE, ask, warm_application


def test_warming_shows_a_page_without_the_database() -> None:
    connections.close_all()  # a story before may have left one open
    application = warm_application()
    assert ask(application, WARMING_PAGE, host="127.0.0.1") == 200
    assert ask(application, "/nowhere", host="elsewhere.example") == 400


def _random_part(_turn: int) -> int:
    return new_id().int % 2**32


def test_forked_processes_do_not_make_the_same_keys() -> None:
    with get_context("fork").Pool(2, maxtasksperchild=1) as pool:
        parts = pool.map(_random_part, range(8), chunksize=1)
    assert len(set(parts)) == len(parts)
