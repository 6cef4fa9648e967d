"""A backup of a working house comes back whole, on another machine too, or changes nothing."""

import shutil
import stat
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest

from hantong.embedded.server import EmbeddedServer
from hantong.project.backup import House, back_up, restore
from hantong.project.commands._exits import Ended

NIGHT = datetime(2026, 3, 4, 17, 0, tzinfo=UTC)
PICTURE = b"a broken lamp at Suwon station"
PLACE = Path("files") / sha256(PICTURE).hexdigest()[:2] / sha256(PICTURE).hexdigest()


@pytest.fixture(scope="module")
def server() -> Iterator[EmbeddedServer]:
    folder = Path(tempfile.mkdtemp(prefix="hantong-backup-"))
    folder.chmod(0o755)
    started = EmbeddedServer(folder)
    started.start()
    yield started
    started.stop()
    shutil.rmtree(folder)


@pytest.fixture
def house(server: EmbeddedServer, tmp_path: Path) -> House:
    """A house with one matter, one picture and a key."""
    server.ensure_database("suwon")
    one = House(url=server.url("suwon"), var=tmp_path / "var")
    ask(one, "DROP TABLE IF EXISTS matter")
    ask(one, "CREATE TABLE matter AS SELECT 'the lamp is broken' AS words")
    (one.var / PLACE).parent.mkdir(parents=True)
    (one.var / PLACE).write_bytes(PICTURE)
    (one.var / "secret_key").write_text("as it was")
    return one


def ask(house: House, question: str) -> list[tuple[object, ...]]:
    with psycopg.connect(house.url, autocommit=True) as connection:
        cursor = connection.execute(question)
        return cursor.fetchall() if cursor.description else []


def tell(line: str) -> None:
    assert line


def test_what_was_lost_comes_back(house: House, tmp_path: Path) -> None:
    made = back_up(house=house, to=tmp_path / "night.tar", at=NIGHT, tell=tell)
    assert made.files == 1
    assert stat.S_IMODE((tmp_path / "night.tar").stat().st_mode) == 0o600
    ask(house, "DELETE FROM matter")
    (house.var / PLACE).unlink()
    (house.var / "secret_key").write_text("another")

    assert restore(house=house, source=tmp_path / "night.tar", tell=tell) == made
    assert ask(house, "SELECT words FROM matter") == [("the lamp is broken",)]
    assert (house.var / PLACE).read_bytes() == PICTURE
    assert (house.var / "secret_key").read_text() == "as it was"


def test_held_files_and_imports_that_wait_come_along(house: House, server: EmbeddedServer, tmp_path: Path) -> None:
    held = house.var / PLACE.with_name(f"{PLACE.name}.thumbnail.held")
    waiting = house.var / "files" / "imports" / "0190a7c2-0000-7000-8000-000000000001.upload"
    half = (house.var / PLACE).with_name(".0190.part")
    waiting.parent.mkdir()
    for file in (held, waiting, half):
        file.write_bytes(PICTURE)
    assert back_up(house=house, to=tmp_path / "night.tar", at=NIGHT, tell=tell).files == 3
    server.ensure_database("elsewhere")
    other = House(url=server.url("elsewhere"), var=tmp_path / "elsewhere")
    restore(house=other, source=tmp_path / "night.tar", tell=tell)
    assert [(other.var / file.relative_to(house.var)).exists() for file in (held, waiting, half)] == [True, True, False]


def test_a_backup_that_lacks_an_attachment_is_refused(house: House, tmp_path: Path) -> None:
    back_up(house=house, to=tmp_path / "whole.tar", at=NIGHT, tell=tell)
    with tarfile.open(tmp_path / "whole.tar") as whole, tarfile.open(tmp_path / "less.tar", "w") as less:
        for member in whole:
            if not member.name.startswith("files/"):
                less.addfile(member, whole.extractfile(member))
    with pytest.raises(Ended, match="it holds 0 of 1 attachments"):
        restore(house=house, source=tmp_path / "less.tar", tell=tell)


def test_a_folder_that_is_not_there_is_one_clear_line(house: House, tmp_path: Path) -> None:
    with pytest.raises(Ended, match="There is no folder"):
        back_up(house=house, to=tmp_path / "nowhere" / "night.tar", at=NIGHT, tell=tell)


def test_it_comes_up_on_a_machine_that_has_nothing(house: House, server: EmbeddedServer, tmp_path: Path) -> None:
    back_up(house=house, to=tmp_path / "night.tar", at=NIGHT, tell=tell)
    server.ensure_database("elsewhere")
    other = House(url=server.url("elsewhere"), var=tmp_path / "elsewhere")
    restore(house=other, source=tmp_path / "night.tar", tell=tell)
    assert ask(other, "SELECT words FROM matter") == [("the lamp is broken",)]
    assert (other.var / PLACE).read_bytes() == PICTURE


def test_a_house_at_work_is_not_swapped(house: House, tmp_path: Path) -> None:
    back_up(house=house, to=tmp_path / "night.tar", at=NIGHT, tell=tell)
    with psycopg.connect(house.url), pytest.raises(Ended, match="stop Hantong first"):
        restore(house=house, source=tmp_path / "night.tar", tell=tell)
    assert ask(house, "SELECT count(*) FROM matter") == [(1,)]


@pytest.mark.parametrize("harm", ["cut off", "no tar", "a stranger's file", "another dump"])
def test_a_harmed_backup_changes_nothing(harm: str, house: House, tmp_path: Path) -> None:
    file = tmp_path / "night.tar"
    back_up(house=house, to=file, at=NIGHT, tell=tell)
    if harm == "cut off":
        file.write_bytes(file.read_bytes()[:20_00])
    elif harm == "no tar":
        file.write_text("lunch menu")
    else:
        name = "../../evil" if harm == "a stranger's file" else "files/../database.dump"
        with tarfile.open(file, "a") as tar:
            tar.add(house.var / "secret_key", name)
    with pytest.raises(Ended):
        restore(house=house, source=file, tell=tell)
    assert ask(house, "SELECT words FROM matter") == [("the lamp is broken",)]
    assert not (tmp_path / "evil").exists()
    assert [entry.name for entry in house.var.iterdir() if entry.name.startswith("restore-")] == []


def test_a_file_that_is_there_is_not_written_over(house: House, tmp_path: Path) -> None:
    (tmp_path / "night.tar").write_text("last night's")
    with pytest.raises(Ended, match="exists already"):
        back_up(house=house, to=tmp_path / "night.tar", at=NIGHT, tell=tell)
    assert (tmp_path / "night.tar").read_text() == "last night's"
