"""Contacts, call-backs, texts, files and the digest on their pages: who may, who may not, and what they do."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.core import mail
from django.http import HttpResponse, HttpResponseBase
from django.test import Client

from hantong.access.models import Staff, Viewing
from hantong.cases import actions, events
from hantong.cases.models import AnswerTemplate, Case, History
from hantong.contacts import digest, notices
from hantong.contacts.actions import receive
from hantong.contacts.channel import Arrival, ReachedBy
from hantong.contacts.models import Contact, Message, NoticeTemplate
from hantong.contacts.views.lists import ROWS_PER_PAGE
from hantong.kit.ids import new_id
from hantong.project.cast import NOON, Province, as_person

Make = Callable[..., Arrival]
PHONE = (ReachedBy(kind="phone", value="031-234-0000"),)


@pytest.fixture
def contact(arrival: Make) -> Contact:
    return receive(arrival=arrival(reached_by=PHONE), at=NOON).contact


@pytest.fixture
def call_back(contact: Contact, jiwoo: Staff) -> Message:
    """Have an answer wait for Ms Han, who has no e-mail address."""
    assert contact.case is not None
    case = actions.answer(case=contact.case, text="오늘 메웁니다.", by=jiwoo, at=NOON)
    notices.tell_answered(events.CaseAnswered.of(case, text="오늘 메웁니다."))
    return Message.objects.get()


def text_of(answer: HttpResponseBase) -> str:
    assert isinstance(answer, HttpResponse)
    return unescape(answer.content.decode())


def signed_in(client: Client, staff: Staff) -> Client:
    client.force_login(staff)
    return client


def test_the_list_keeps_what_its_address_says(client: Client, jiwoo: Staff, contact: Contact) -> None:
    client = signed_in(client, jiwoo)
    assert "도로 파손 신고" in text_of(client.get("/contacts/", {"channel": "web", "outcome": "opened"}))
    assert "도로 파손 신고" not in text_of(client.get("/contacts/", {"channel": "phone"}))
    assert "도로 파손 신고" in text_of(client.get("/contacts/", {"from_day": "2026-03-04", "to_day": "2026-03-04"}))
    assert "도로 파손 신고" not in text_of(client.get("/contacts/", {"to_day": "2026-03-03"}))
    assert client.get("/contacts/", {"from_day": "soon"}).status_code == 422


def test_a_long_list_is_read_page_by_page_the_newest_first(client: Client, jiwoo: Staff, arrival: Make) -> None:
    for minutes in range(ROWS_PER_PAGE + 1):
        receive(arrival=arrival(said_at=NOON + timedelta(minutes=minutes)), at=NOON + timedelta(hours=2))
    client = signed_in(client, jiwoo)
    newest, oldest = client.get("/contacts/"), client.get("/contacts/", {"page": "2"})
    assert text_of(newest).count("data-row>") == ROWS_PER_PAGE
    assert text_of(oldest).count("data-row>") == 1
    assert 'rel="next" href="?page=2"' in text_of(newest)
    assert "(수) 12:00" in text_of(oldest)
    assert "(수) 12:00" not in text_of(newest)


def test_another_jurisdiction_sees_nothing_of_it(client: Client, donghyun: Staff, contact: Contact) -> None:
    client = signed_in(client, donghyun)
    assert "도로 파손 신고" not in text_of(client.get("/contacts/"))
    assert client.get(f"/contacts/{contact.pk}").status_code == 404


def test_one_contact_is_shown_and_the_look_recorded(client: Client, jiwoo: Staff, contact: Contact) -> None:
    page = text_of(signed_in(client, jiwoo).get(f"/contacts/{contact.pk}"))
    assert "보도에 파인 곳이 있습니다." in page
    assert "한영숙" in page
    assert Viewing.objects.get(page="contact").resident_id == contact.resident_id


def test_the_governor_reads_figures_not_conversations(client: Client, governor: Staff, contact: Contact) -> None:
    client = signed_in(client, governor)
    assert client.get("/contacts/").status_code == 403
    assert client.get("/contacts/export.csv").status_code == 403
    assert client.get("/contacts/call-backs").status_code == 403
    assert client.get("/contacts/templates").status_code == 403


def test_rows_are_taken_out_without_names_or_words(client: Client, yuna: Staff, contact: Contact) -> None:
    answer = signed_in(client, yuna).get("/contacts/export.csv")
    rows = b"".join(answer).decode("utf-8-sig").splitlines()
    assert rows[0].startswith("id,channel,jurisdiction")
    assert str(contact.pk) in rows[1]
    assert "한영숙" not in rows[1]
    assert "구멍" not in rows[1]


def test_a_call_back_shows_whom_to_call_and_what_to_say(client: Client, jiwoo: Staff, call_back: Message) -> None:
    page = text_of(signed_in(client, jiwoo).get("/contacts/call-backs"))
    assert "031-234-0000" in page
    assert "오늘 메웁니다." in page


def test_a_call_back_is_ticked_off_once(client: Client, jiwoo: Staff, call_back: Message) -> None:
    client = signed_in(client, jiwoo)
    end = f"/contacts/call-backs/{call_back.pk}/end"
    assert client.get(end).status_code == 405
    assert client.post(end, {"how": "pigeon"}).status_code == 404
    client.post(end, {"how": "called"})
    call_back.refresh_from_db()
    assert (call_back.settled_by, call_back.settled_how) == (jiwoo, "called")
    assert call_back.case.history.filter(kind=History.Kind.DELIVERED, channel="called").exists()
    assert client.post(end, {"how": "letter"}, HTTP_HX_REQUEST="true").status_code == 409


def test_somebody_elses_call_back_is_not_there(client: Client, call_back: Message, province: Province) -> None:
    from hantong.project.cast import employ

    stranger = employ("Strang-er", "counsellor", province.uijeongbu_office)
    client = signed_in(client, stranger)
    assert "오늘 메웁니다." not in text_of(client.get("/contacts/call-backs"))
    assert client.post(f"/contacts/call-backs/{call_back.pk}/end", {"how": "called"}).status_code == 404


def test_an_own_text_is_saved_and_emptied_again(client: Client, yuna: Staff, province: Province) -> None:
    client = signed_in(client, yuna)
    texts = {"subject_ko": "{number} 접수", "body_ko": "{name} 님", "subject_en": "", "body_en": ""}
    client.post("/contacts/templates/notices/opened", texts)
    kept = NoticeTemplate.objects.get()
    assert (kept.jurisdiction, kept.subjects["ko"]) == (province.gyeonggi, "{number} 접수")
    client.post("/contacts/templates/notices/opened", dict.fromkeys(texts, ""))
    assert not NoticeTemplate.objects.exists()


def test_a_placeholder_that_nobody_knows_is_refused_by_name(client: Client, yuna: Staff) -> None:
    answer = signed_in(client, yuna).post("/contacts/templates/notices/opened", {"body_ko": "{nickname} 님"})
    assert answer.status_code == 422
    assert "{nickname}" in text_of(answer)
    assert not NoticeTemplate.objects.exists()


def test_the_preview_speaks_both_languages(client: Client, yuna: Staff) -> None:
    preview = "/contacts/templates/notices/answered/preview"
    page = text_of(signed_in(client, yuna).post(preview, {"body_ko": "{name} 님께"}))
    assert "한영숙 님께" in page
    assert "Dear Han Yeong-suk" in page
    assert client.get(preview).status_code == 405


def test_a_trial_goes_to_oneself(client: Client, yuna: Staff) -> None:
    signed_in(client, yuna).post("/contacts/templates/notices/closed/trial", {"language": "en"})
    (sent,) = mail.outbox
    assert sent.to == [yuna.email]
    assert "Han Yeong-suk" in sent.body


def test_a_text_to_answer_with_is_made_and_changed(client: Client, yuna: Staff, province: Province) -> None:
    client = signed_in(client, yuna)
    form = {
        "code": "hole-filled", "use": "closing", "name_ko": "메움", "name_en": "Filled",
        "body_ko": "{name} 님, 메웠습니다.", "body_en": "We filled it, {name}.", "is_active": "on",
    }  # fmt: skip
    assert client.post("/contacts/templates/answers/new", form).status_code == 302
    template = AnswerTemplate.objects.get()
    assert template.jurisdiction == province.gyeonggi
    wrong = client.post(f"/contacts/templates/answers/{template.pk}", {**form, "body_en": "{nickname}"})
    assert wrong.status_code == 422
    assert client.post("/contacts/templates/answers/new", form).status_code == 422, "the code is taken"


def test_a_file_is_for_those_who_may_see_the_matter(
    client: Client, contact: Contact, jiwoo: Staff, donghyun: Staff
) -> None:
    assert contact.case is not None
    (file,) = actions.keep_files([actions.NewFile(name="a.txt", content=b"plain words")])
    (row,) = actions.attach(case=contact.case, files=[file], by=jiwoo, at=NOON)
    assert signed_in(client, donghyun).get(f"/contacts/files/{row.pk}").status_code == 404
    answer = signed_in(client, jiwoo).get(f"/contacts/files/{row.pk}")
    assert answer["Content-Disposition"].startswith("attachment")
    assert client.get(f"/contacts/files/{new_id()}").status_code == 404
    assert client.get(f"/contacts/files/{row.pk}?small").status_code == 404


def send_all() -> None:
    for staff in digest.wanting():
        digest.send_to(as_person(staff), at=NOON)


def test_the_digest_names_what_waits_once_a_day(contact: Contact, jiwoo: Staff) -> None:
    case = contact.case
    assert case is not None
    Case.objects.filter(pk=case.pk).update(owner=jiwoo, due_at=NOON)
    for _ in range(2):
        send_all()
    (sent,) = mail.outbox
    assert sent.to == [jiwoo.email]
    assert str(case) in sent.body
    assert "보도에" not in sent.body, "mail passes through other people's servers"


def test_the_digest_can_be_declined(client: Client, contact: Contact, jiwoo: Staff) -> None:
    Case.objects.update(owner=jiwoo, due_at=NOON)
    client = signed_in(client, jiwoo)
    assert client.get("/contacts/digest").status_code == 200
    client.post("/contacts/digest", {"wanted": "no"})
    send_all()
    assert mail.outbox == []


def test_nobody_is_written_to_about_nothing(jiwoo: Staff) -> None:
    assert digest.send_to(as_person(jiwoo), at=NOON) is False


def test_a_mail_server_that_fails_is_asked_again(
    contact: Contact, jiwoo: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    Case.objects.update(owner=jiwoo, due_at=NOON)
    with monkeypatch.context() as broken, pytest.raises(ConnectionError):
        broken.setattr(mail.EmailMessage, "send", _refuse)
        send_all()
    send_all()
    assert len(mail.outbox) == 1


def _refuse(message: mail.EmailMessage) -> int:
    raise ConnectionError("no mail server")
