"""What a sub-command wraps itself in before it touches a model."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from hantong.embedded.postmaster import complaint
from hantong.embedded.server import EmbeddedServer, var_folder
from hantong.project.commands._exits import Ended, Exit

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


@contextmanager
def database() -> Iterator[None]:
    """Keep the database reachable: an own one as it is, the embedded one started and stopped where needed."""
    if url := os.environ.get("HANTONG_DATABASE_URL"):
        from hantong.project.preparation import reach

        reach(url)
        yield
        return
    server = EmbeddedServer(var_folder())
    with server.in_use():
        server.ensure_database("hantong")
        yield


@contextmanager
def product() -> Iterator[None]:
    """Make the models usable inside. Raises DatabaseUnavailable."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hantong.project.settings")
    with database():
        import django
        from django.db import OperationalError, ProgrammingError, connection

        django.setup()
        try:
            yield
        except OperationalError as refused:
            said = " ".join(str(refused).split())
            raise complaint(said, otherwise=f"The database: {said}") from refused
        except ProgrammingError as wrong:
            if not is_older(wrong):
                raise
            raise Ended("The database is older than this programme: run `hantong migrate`.", Exit.DATABASE) from wrong
        finally:
            connection.close()
            connection.close_pool()  # type: ignore[attr-defined]


def is_older(wrong: Exception) -> bool:
    """Tell whether a statement failed because the database lacks a table or a column that this version has."""
    from psycopg.errors import UndefinedColumn, UndefinedTable

    return isinstance(wrong.__cause__, UndefinedTable | UndefinedColumn)


def needs_product(command: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Wrap a sub-command so that it may import and use models in its body."""

    @wraps(command)
    def wrapped(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        with product():
            return command(*args, **kwargs)

    return wrapped
