"""A backup of a house at work: whatever a resident was thanked for before it began stands up elsewhere, photos included."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from io import BytesIO
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from PIL import Image

from hantong.catalogue.yaml_book import as_yaml as services_as_yaml
from hantong.catalogue.yaml_book import stored_pages
from hantong.contacts.limits import SHORTEST_FILL_S
from hantong.embedded.server import EmbeddedServer
from hantong.offices.yaml_book import as_yaml as offices_as_yaml
from hantong.offices.yaml_book import stored_book
from hantong.project.cast import Province
from hantong.project.commands._exits import Exit
from hantong.project.tests.test_serve import free_port, serving, wait_until_ready

RESIDENTS, BEFORE, AFTER = 6, 8, 8
FORM = "/report/pothole"


@dataclass(frozen=True, slots=True)
class Reported:
    """What one resident was thanked for."""

    path: str
    text: str


@pytest.fixture
def places() -> Iterator[tuple[Path, Path]]:
    """Two folders for two houses, each with a database server of its own."""
    made = Path(tempfile.mkdtemp(prefix="hantong-twins-"))
    made.chmod(0o755)
    houses = made / "here", made / "elsewhere"
    yield houses
    for house in houses:
        EmbeddedServer(house).stop()
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def books(db: None, province: Province, tmp_path: Path) -> Path:
    """The offices and services of the province, written down for another house."""
    (tmp_path / "offices.yaml").write_text(offices_as_yaml(stored_book()))
    (tmp_path / "catalogue.yaml").write_text(services_as_yaml(stored_pages()))
    return tmp_path


def hantong(house: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "HANTONG_VAR": str(house), "HANTONG_DEMO": "0"}
    env.pop("HANTONG_DATABASE_URL", None)
    command = [sys.executable, "-m", "hantong.project.commands", *words]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def what_is_not_well(house: Path) -> list[dict[str, Any]]:
    done = hantong(house, "doctor", "--json")
    assert done.returncode in (Exit.OK, Exit.REFUSED), done.stderr
    return [finding for finding in json.loads(done.stdout) if not finding["is_well"]]


@contextmanager
def house_at_work(house: Path) -> Iterator[int]:
    """Serve from a folder; a fault of ours in its log fails the story."""
    port = free_port()
    with serving(house, port) as run, ThreadPoolExecutor(1) as pool:
        wait_until_ready(run)
        assert run.stdout is not None
        log = pool.submit(run.stdout.read)
        try:
            yield port
        finally:
            run.terminate()
        assert "Traceback" not in log.result(), log.result()


def asked(port: int, method: str, path: str, *, at: int = 1, body: bytes = b"", **headers: str) -> HTTPResponse:
    """Ask from an address of one's own, as every household has one."""
    household = f"127.1.{at // 250}.{at % 250 + 1}"
    connection = HTTPConnection("127.0.0.1", port, timeout=60, source_address=(household, 0))
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    return connection.getresponse()


def photo(number: int) -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (40 + number % 100, 30 + number // 100), "red").save(content, "JPEG")
    return SimpleUploadedFile("hole.jpg", content.getvalue(), "image/jpeg")


def report(port: int, number: int) -> Reported:
    """Open the form, take the time that people take, send it with a photo, and be thanked."""
    shown = asked(port, "GET", FORM, at=number)
    page, cookie = shown.read().decode(), shown.headers["Set-Cookie"].partition(";")[0]
    sealed = {name: hidden(page, name) for name in ("csrfmiddlewaretoken", "seal")}
    time.sleep(SHORTEST_FILL_S)
    text = f"보도에 구멍이 있습니다. {number}번째"
    typed = {**sealed, "text": text, "address": "수원시 팔달구", "files": photo(number), "send_anyway": "1"}
    body = encode_multipart(BOUNDARY, typed)
    sent = asked(port, "POST", FORM, at=number, body=body, Cookie=cookie, Content_Type=MULTIPART_CONTENT)
    assert sent.status == 302, sent.read().decode()
    return Reported(sent.headers["Location"].replace("/report/thanks/", "/track/"), text)


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found, name
    return found[1]


@contextmanager
def residents(port: int) -> Iterator[list[Reported]]:
    """Have residents report one after another until the story leaves; the list grows while it reads."""
    thanked, numbers, enough = list[Reported](), count(1), Event()

    def keep_reporting() -> None:
        while not enough.is_set():
            thanked.append(report(port, next(numbers)))

    with ThreadPoolExecutor(RESIDENTS) as pool:
        at_it = [pool.submit(keep_reporting) for _ in range(RESIDENTS)]
        try:
            yield thanked
        finally:
            enough.set()
    for one in at_it:
        one.result()


def wait_for(thanked: list[Reported], many: int) -> None:
    for _ in range(600):
        if len(thanked) >= many:
            return
        time.sleep(0.1)
    raise AssertionError(f"{len(thanked)} of {many} reports came in")


def test_what_was_accepted_before_the_backup_stands_up_elsewhere(
    places: tuple[Path, Path], books: Path, tmp_path: Path
) -> None:
    here, elsewhere = places
    kept = tmp_path / "night.tar"
    with house_at_work(here) as port:
        for book in ("offices", "catalogue"):
            done = hantong(here, "import", book, str(books / f"{book}.yaml"), "--apply")
            assert done.returncode == 0, done.stderr
        with residents(port) as thanked:
            wait_for(thanked, BEFORE)
            before = list(thanked)
            made = hantong(here, "backup", str(kept), "--json")
            assert made.returncode == 0, made.stderr
            wait_for(thanked, len(thanked) + AFTER)
            assert what_is_not_well(here) == [], "while it works"
        assert json.loads(made.stdout)["files"] >= len(before)
        restored = hantong(elsewhere, "restore", str(kept), "--yes")
        assert restored.returncode == 0, restored.stderr

    with house_at_work(elsewhere) as port:
        for one in before:
            followed = asked(port, "GET", one.path)
            page = followed.read().decode()
            assert (followed.status, one.text in page) == (200, True), one
            picture = re.search(rf'href="({one.path}/files/[^"]+)"', page)
            assert picture, "the photo is on the page"
            assert Image.open(BytesIO(asked(port, "GET", picture[1]).read())).size[0] > 40
        assert what_is_not_well(elsewhere) == []
        assert report(port, 1).path not in {one.path for one in before}, "it takes new ones in"
