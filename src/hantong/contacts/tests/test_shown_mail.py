"""Without a mail server every mail is a line for whoever works there, and a file with the whole text."""

from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage

from hantong.contacts import shown_mail

TEXT = "한영숙 님, 안녕하십니까.\n\n가로등을 고쳤습니다.\nhttp://127.0.0.1:8120/track/1"


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.HANTONG_SHOWN_MAIL = tmp_path / "mail"
    return tmp_path / "mail"


def sent(*subjects: str) -> int:
    mails = [EmailMessage(subject, TEXT, "no-reply@suwon.example", ["han@jumin.example"]) for subject in subjects]
    return shown_mail.ShownMail().send_messages(mails)


def test_a_mail_is_one_line_and_one_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sent("[접수 1179] 가로등") == 1
    (file,) = folder.iterdir()
    assert capsys.readouterr().out == f"✉ h***@jumin.example  [접수 1179] 가로등  → {file}\n"
    head, _, text = file.read_text(encoding="utf-8").partition("\n\n")
    assert head == "From: no-reply@suwon.example\nTo: han@jumin.example\nSubject: [접수 1179] 가로등"
    assert text == f"{TEXT}\n"
    assert folder.stat().st_mode & 0o077 == 0


def test_only_the_newest_are_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shown_mail, "KEPT", 3)
    assert sent("one", "two", "three", "four", "five") == 5
    kept = [file.read_text(encoding="utf-8") for file in sorted(folder.iterdir())]
    assert [text.splitlines()[2] for text in kept] == ["Subject: three", "Subject: four", "Subject: five"]
