"""Keeps the database up while tests run; HANTONG_DATABASE_URL names an own one instead."""

from contextlib import AbstractContextManager

import pytest

from hantong.project.commands._product import database

_DATABASE = pytest.StashKey[AbstractContextManager[None]]()


def pytest_configure(config: pytest.Config) -> None:
    """Start the embedded server unless it runs."""
    config.stash[_DATABASE] = database()
    config.stash[_DATABASE].__enter__()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server if nobody else uses it."""
    if _DATABASE in config.stash:
        config.stash[_DATABASE].__exit__(None, None, None)
