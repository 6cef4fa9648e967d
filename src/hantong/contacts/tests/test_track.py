"""A resident follows their matter with its number and its secret, and nobody else does."""

from collections.abc import Callable
from datetime import datetime, timedelta
from html import unescape
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse, HttpResponseBase
from django.test import Client
from PIL import Image

from hantong.access.models import Staff
from hantong.cases import actions
from hantong.cases.models import Attachment, Case
from hantong.contacts import limits, public
from hantong.contacts.actions import receive
from hantong.contacts.channel import Arrival
from hantong.contacts.models import Contact, Verdict
from hantong.contacts.tracked import token_of
from hantong.project.cast import NOON

Make = Callable[..., Arrival]
WRONG = "AAAAAAAAAAAAAAAA"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """Let the story say what time it is."""
    hands = [NOON + timedelta(hours=1)]
    monkeypatch.setattr(public, "now", lambda: hands[0])
    return hands


@pytest.fixture
def case(arrival: Make) -> Case:
    opened = receive(arrival=arrival(), at=NOON).case
    assert opened is not None
    return opened


def page_of(case: Case, more: str = "") -> str:
    return f"/track/{case.number}/{token_of(case)}{more}"


def text_of(answer: HttpResponseBase) -> str:
    assert isinstance(answer, HttpResponse)
    return unescape(answer.content.decode())


def close(case: Case, by: Staff) -> None:
    ending = actions.Ending(end_state=Case.EndState.DONE, text="메웠습니다.")
    actions.close(case=case, ending=ending, by=by, at=NOON + timedelta(minutes=30))


def asked_to_wait(case: Case, by: Staff) -> None:
    actions.extend(case=case, reason="부품을 기다립니다.", by=by, at=NOON)
    actions.ask_consent(case=case, reason="부품이 아직 오지 않았습니다.", by=by, at=NOON)


def test_the_resident_agrees_to_wait_longer(client: Client, case: Case, hyunwoo: Staff) -> None:
    asked_to_wait(case, hyunwoo)
    case.refresh_from_db()
    was = case.due_at
    page = text_of(client.get(page_of(case)))
    assert "부품이 아직 오지 않았습니다." in page
    assert client.get(page_of(case, "/consent")).status_code == 405
    assert client.post(page_of(case, "/consent"), {"answer": "perhaps"}).status_code == 422
    assert client.post(f"/track/{case.number}/{WRONG}/consent", {"answer": "yes"}).status_code == 404
    case.refresh_from_db()
    assert case.due_at == was
    assert client.post(page_of(case, "/consent"), {"answer": "yes"}).status_code == 302
    case.refresh_from_db()
    assert was
    assert case.due_at
    assert case.due_at > was
    assert 'name="answer"' not in text_of(client.get(page_of(case)))
    assert client.post(page_of(case, "/consent"), {"answer": "no"}).status_code == 409


def test_the_resident_does_not_agree_and_the_promise_stands(client: Client, case: Case, hyunwoo: Staff) -> None:
    asked_to_wait(case, hyunwoo)
    case.refresh_from_db()
    was = case.due_at
    assert client.post(page_of(case, "/consent"), {"answer": "no"}).status_code == 302
    case.refresh_from_db()
    assert case.due_at == was
    assert "동의하지" in text_of(client.get(page_of(case)))


def test_finds_it_however_number_and_secret_are_written(client: Client, case: Case) -> None:
    token = token_of(case).lower()
    answer = client.post("/track/", {"number": f" {case} ", "token": f"{token[:4]}-{token[4:]}"})
    assert answer["Location"] == page_of(case)


def test_tells_what_was_said_promised_and_done(client: Client, case: Case, jiwoo: Staff) -> None:
    actions.answer(case=case, text="오늘 메우겠습니다.", by=jiwoo, at=NOON)
    page = text_of(client.get(page_of(case)))
    assert "보도에 파인 곳이 있습니다." in page
    assert "오늘 메우겠습니다." in page
    assert "답변을 약속드립니다" in page
    assert "도로관리과" in page


def test_tells_nothing_of_staff_and_nothing_internal(client: Client, case: Case, jiwoo: Staff) -> None:
    actions.note(case=case, text="까다로운 분", by=jiwoo, at=NOON)
    actions.answer(case=case, text="오늘 메우겠습니다.", by=jiwoo, at=NOON)
    page = text_of(client.get(page_of(case)))
    assert "까다로운" not in page
    assert "Ji-woo" not in page
    assert jiwoo.email not in page


def test_stays_out_of_caches_and_search_engines(client: Client, case: Case) -> None:
    answer = client.get(page_of(case))
    assert answer["Cache-Control"] == "no-store"
    assert "noindex" in answer["X-Robots-Tag"]


def test_a_wrong_secret_and_a_wrong_number_look_the_same(client: Client, case: Case) -> None:
    wrong_secret = client.get(f"/track/{case.number}/{WRONG}")
    wrong_number = client.get(f"/track/123456789012/{token_of(case)}")
    assert wrong_secret.status_code == wrong_number.status_code == 404
    assert "보도에" not in text_of(wrong_secret)


def test_guessing_is_stopped_but_nobody_is_locked_out(client: Client, case: Case) -> None:
    for _ in range(limits.TRIES_PER_NUMBER):
        assert client.get(f"/track/{case.number}/{WRONG}").status_code == 404
    assert client.get(f"/track/{case.number}/{WRONG}", REMOTE_ADDR="203.0.113.9").status_code == 429
    assert client.get(page_of(case)).status_code == 200


def test_an_address_that_guesses_on_and_on_is_shut_out(client: Client, case: Case, clock: list[datetime]) -> None:
    for number in range(limits.TRIES_PER_ADDRESS + 1):
        client.get(f"/track/{100000000000 + number}/{WRONG}")
    assert client.get(page_of(case)).status_code == 429
    clock[0] += limits.TRIES_WITHIN
    assert client.get(page_of(case)).status_code == 200


def test_the_resident_adds_words_and_files(client: Client, case: Case) -> None:
    content = BytesIO()
    Image.new("RGB", (900, 600)).save(content, "PNG")
    file = SimpleUploadedFile("more.png", content.getvalue())
    answer = client.post(page_of(case, "/words"), {"text": "더 커졌습니다", "files": [file]})
    assert answer["Location"] == page_of(case)
    page = text_of(client.get(page_of(case)))
    assert "더 커졌습니다" in page
    assert "more.png" in page
    assert Contact.objects.filter(outcome="joined", channel="web").count() == 1


def test_a_question_is_answered_and_the_clock_runs_on(client: Client, case: Case, jiwoo: Staff) -> None:
    actions.ask(case=case, question="어느 쪽 출구입니까?", by=jiwoo, at=NOON)
    assert "어느 쪽 출구입니까?" in text_of(client.get(page_of(case)))
    client.post(page_of(case, "/words"), {"text": "9번 출구입니다"})
    case.refresh_from_db()
    assert not case.is_waiting


def test_nothing_typed_is_refused_with_the_field_named(client: Client, case: Case) -> None:
    answer = client.post(page_of(case, "/words"), {"text": ""})
    assert answer.status_code == 422
    assert "하실 말씀" in text_of(answer)


def test_the_resident_withdraws(client: Client, case: Case) -> None:
    client.post(page_of(case, "/withdrawal"), {"reason": ""})
    case.refresh_from_db()
    assert case.end_state == Case.EndState.WITHDRAWN
    assert case.closures.get().by_resident


def test_the_resident_has_it_opened_again(client: Client, case: Case, jiwoo: Staff) -> None:
    close(case, jiwoo)
    assert "다시 처리 요청" in text_of(client.get(page_of(case)))
    client.post(page_of(case, "/reopening"), {"reason": "또 파였습니다"})
    case.refresh_from_db()
    assert not case.is_closed
    assert case.reopenings == 1


def test_too_late_to_open_it_again_is_said(client: Client, case: Case, jiwoo: Staff, clock: list[datetime]) -> None:
    close(case, jiwoo)
    clock[0] = NOON + timedelta(days=30)
    assert "/reopening" not in text_of(client.get(page_of(case)))
    assert client.post(page_of(case, "/reopening"), {"reason": "또"}).status_code == 409


def test_a_verdict_is_kept_and_can_be_changed(client: Client, case: Case, jiwoo: Staff) -> None:
    assert client.post(page_of(case, "/verdict"), {"score": "5"}).status_code == 409
    close(case, jiwoo)
    for score in ("2", "5"):
        client.post(page_of(case, "/verdict"), {"score": score, "words": "빨랐습니다"})
    assert Verdict.objects.get().score == 5


def test_files_are_downloads_that_no_browser_opens(client: Client, case: Case) -> None:
    (file,) = actions.keep_files([actions.NewFile(name="편지.txt", content="안녕".encode())])
    (row,) = actions.attach(case=case, files=[file], by=None, at=NOON)
    answer = client.get(page_of(case, f"/files/{row.pk}"))
    assert b"".join(answer) == "안녕".encode()
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    Attachment.objects.update(is_public=False)
    assert client.get(page_of(case, f"/files/{row.pk}")).status_code == 404


@pytest.mark.parametrize("act", ["words", "withdrawal", "reopening", "verdict"])
def test_reading_changes_nothing(client: Client, case: Case, act: str) -> None:
    assert client.get(page_of(case, f"/{act}")).status_code == 405
    assert client.post(f"/track/{case.number}/{WRONG}/{act}", {"text": "x", "reason": "x"}).status_code == 404
    case.refresh_from_db()
    assert not case.is_closed
