"""Files are looked at by clamd: a fake one that speaks its protocol, and the real one where there is one."""

import os
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hantong.access.models import Staff
from hantong.cases.actions import NewFile, attach, keep_files, look_at_held
from hantong.cases.file_store import content_of, is_held
from hantong.cases.models import Alert, Case
from hantong.cases.refusals import FileRefused
from hantong.cases.scanning import ScannerAway, harm_in
from hantong.cases.tests.desk import a_matter, signed_in
from hantong.project.cast import NOON, Province

EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
REAL = next((path for path in ("/run/clamav/clamd.ctl", "/var/run/clamav/clamd.ctl") if Path(path).exists()), "")


def exactly(line: socket.socket, most: int) -> bytes:
    got = b""
    while len(got) < most:
        more = line.recv(most - len(got))
        if not more:
            raise ConnectionError
        got += more
    return got


def answer(line: socket.socket) -> None:
    """Speak INSTREAM as clamd does."""
    assert exactly(line, 10) == b"zINSTREAM\0"
    content = b""
    while size := struct.unpack("!I", exactly(line, 4))[0]:
        content += exactly(line, size)
    found = b"EICAR-STANDARD" in content
    line.sendall(b"stream: Eicar-Test-Signature FOUND\0" if found else b"stream: OK\0")


@pytest.fixture
def clamd(settings: Any, tmp_path: Path) -> Iterator[Callable[[], None]]:
    """Configure a scanner; the function given starts it."""
    place = os.fspath(tmp_path / "clamd.sock")
    settings.HANTONG_CLAMD = place
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)

    def serve() -> None:
        while True:
            try:
                line, _from = server.accept()
            except OSError:
                return
            with line:
                answer(line)

    def start() -> None:
        server.bind(place)
        server.listen()
        threading.Thread(target=serve, daemon=True).start()

    yield start
    server.close()


def test_what_is_harmful_is_named_and_the_rest_is_not(clamd: Callable[[], None]) -> None:
    clamd()
    assert harm_in(EICAR.encode()) == "Eicar-Test-Signature"
    assert harm_in(b"x" * 300_000) == ""


def test_a_harmful_file_is_refused_aloud(clamd: Callable[[], None]) -> None:
    clamd()
    with pytest.raises(FileRefused) as refused:
        keep_files([NewFile(name="note.txt", content=EICAR.encode())])
    assert "note.txt" in str(refused.value)


def test_while_the_scanner_is_away_files_are_held_and_then_let_go(
    clamd: Callable[[], None], province: Province, jiwoo: Staff
) -> None:
    case = a_matter(province, jiwoo)
    good, bad = keep_files([NewFile(name="good.txt", content=b"good"), NewFile(name="bad.txt", content=EICAR.encode())])
    [first, _second] = attach(case=case, files=[good, bad], by=None, at=NOON)
    assert is_held(good.sha256)
    answer = signed_in(jiwoo).get(f"/contacts/files/{first.pk}", follow=True)
    assert "held until it was looked at" in answer.content.decode()
    assert look_at_held(at=NOON) == (0, 0)
    clamd()
    assert look_at_held(at=NOON) == (1, 1)
    assert content_of(good.sha256) == b"good"
    assert b"".join(signed_in(jiwoo).get(f"/contacts/files/{first.pk}").streaming_content) == b"good"  # type: ignore[attr-defined]
    assert list(case.attachments.filter(erased_at__isnull=True)) == [first]
    assert Alert.objects.get(kind="harmful_file").data["reason"] == "bad.txt (Eicar-Test-Signature)"
    assert Case.objects.get() == case


def test_without_a_scanner_nothing_is_held(settings: Any) -> None:
    settings.HANTONG_CLAMD = ""
    [kept] = keep_files([NewFile(name="good.txt", content=b"plain")])
    assert not is_held(kept.sha256)


def test_nonsense_for_an_answer_is_no_answer(settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.HANTONG_CLAMD = f"127.0.0.1:{server.getsockname()[1]}"

        def refuse() -> None:
            line, _from = server.accept()
            with line:
                line.recv(1024)
                line.sendall(b"INSTREAM size limit exceeded. ERROR\0")

        threading.Thread(target=refuse, daemon=True).start()
        with pytest.raises(ScannerAway):
            harm_in(b"x")


@pytest.mark.skipif(not REAL, reason="no clamd runs here")
def test_the_real_one_finds_the_test_file(settings: Any) -> None:
    settings.HANTONG_CLAMD = REAL
    assert "eicar" in harm_in(EICAR.encode()).lower()
