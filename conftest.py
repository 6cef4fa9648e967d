"""What every test stands on: a running database, and the cast of the stories."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import hypothesis
import pytest

from hantong.project.commands._product import database

pytest_plugins = ["hantong.project.cast"]
_DATABASE = pytest.StashKey[AbstractContextManager[None]]()


def pytest_configure(config: pytest.Config) -> None:
    """Start the embedded database where no other is named, and serve static files without a collection step."""
    config.stash[_DATABASE] = database()
    config.stash[_DATABASE].__enter__()
    from django.conf import settings

    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    hypothesis.settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
    hypothesis.settings.load_profile("house")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the embedded database if nobody else uses it."""
    if _DATABASE in config.stash:
        config.stash[_DATABASE].__exit__(None, None, None)


@pytest.fixture(autouse=True)
def _files_of_this_test(settings: object, tmp_path: Path) -> None:
    """Keep uploaded files of a test in its own folder."""
    settings.HANTONG_FILES = tmp_path / "files"  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _whole_database(request: pytest.FixtureRequest) -> Iterator[None]:
    """Begin a story that really commits with an edition, and leave no jobs: Django empties its own tables, all of them."""
    marker = request.node.get_closest_marker("django_db")
    if "transactional_db" not in request.fixturenames and not (marker and marker.kwargs.get("transaction")):
        yield
        return
    from django.db import connection

    from hantong.kit.editions import current_edition

    request.getfixturevalue("transactional_db")
    current_edition()
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")
