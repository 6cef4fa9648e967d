"""What every test stands on: a running database, and the cast of the stories."""

import os
from pathlib import Path

import hypothesis
import pytest

from hantong.kit.database import EmbeddedServer, var_folder

pytest_plugins = ["hantong.project.cast"]


def pytest_configure(config: pytest.Config) -> None:
    """Start the embedded database where no other is named, and serve static files without a collection step."""
    if not os.environ.get("HANTONG_DATABASE_URL"):
        EmbeddedServer(var_folder()).start()
    from django.conf import settings

    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    hypothesis.settings.register_profile("house", deadline=None)
    hypothesis.settings.load_profile("house")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _files_of_this_test(settings: object, tmp_path: Path) -> None:
    """Keep uploaded files of a test in its own folder."""
    settings.HANTONG_FILES = tmp_path / "files"  # type: ignore[attr-defined]
