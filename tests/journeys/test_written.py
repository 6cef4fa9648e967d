"""She mails, then texts, then calls: one thread on one page; the answer goes the way she wrote last, and can be taken back."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from django.utils.timezone import now

from hantong.access.models import Staff
from hantong.cases.actions import send_answer
from hantong.cases.events import CaseAnswered, CaseOpened, CaseSaid
from hantong.cases.models import Case, Draft, History, PendingAnswer
from hantong.channels.email.actions import Delivery, keep_mail
from hantong.channels.email.envelope import Fingerprint
from hantong.channels.sms.actions import keep_text
from hantong.channels.sms.kept import Heard
from hantong.contacts.actions import receive, take_in
from hantong.contacts.channel import Arrival
from hantong.contacts.models import Message, OwnAddress, RawArrival
from hantong.contacts.notices import tell_answered
from hantong.contacts.own_addresses import own_address
from hantong.kit.editions import forget_edition
from hantong.kit.ids import new_id
from hantong.people.models import ContactPoint, Resident
from hantong.project.cast import LONG_AGO, Province
from hantong.written.following import follow_words
from hantong.written.models import Waiting

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.conftest import Window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OURS, CITY, HAN = "minwon@gyeonggi.example", "+82311200000", "+821055556666"


@pytest.fixture
def known(story: Province, ms_han: Resident, monkeypatch: pytest.MonkeyPatch) -> Resident:
    """Give Ms Han with a mobile telephone and an e-mail address, our own addresses, and a vendor for texts."""
    monkeypatch.setenv("HANTONG_SMS_VENDOR_URL", "http://127.0.0.1:9/texts")
    monkeypatch.setenv("HANTONG_SMS_VENDOR_SECRET", "never used: nothing leaves in this story")
    for kind, value in (("phone", HAN), ("email", "han@example.org")):
        ContactPoint.objects.create(resident=ms_han, kind=kind, value=value, created_at=LONG_AGO)
    for channel, address in (("email", OURS), ("sms", CITY)):
        OwnAddress.objects.create(
            channel=channel, address=address, jurisdiction=story.gyeonggi, place=story.web, changed_at=LONG_AGO
        )
    forget_edition()
    return ms_han


def taken(raw: RawArrival | None) -> Case:
    assert raw is not None
    take_in(arrival=raw.pk, at=now())
    raw.refresh_from_db()
    assert raw.case is not None, (raw.state, raw.reason, raw.trouble)
    case = Case.objects.get(pk=raw.case.pk)
    follow_words((CaseOpened if raw.reason == "opened" else CaseSaid).of(case))
    return case


def she_mails(text: str) -> Case:
    message = EmailMessage()
    for name, value in {"From": "한영숙 <han@example.org>", "To": OURS, "Subject": "가로등"}.items():
        message[name] = value
    message["Message-ID"] = f"<{new_id()}@example.org>"
    message.set_content(text)
    content, fingerprint = message.as_bytes(), Fingerprint()
    fingerprint.update(content)
    delivery = Delivery(
        content=io.BytesIO(content),
        fingerprint=fingerprint,
        size_bytes=len(content),
        address=own_address("email", OURS),
        return_path="han@example.org",
    )
    return taken(keep_mail(delivery=delivery, at=now()))


def she_texts(text: str) -> Case:
    heard = Heard(sender=HAN, recipient=CITY, text=text, said_at=now())
    return taken(keep_text(heard=heard, key=f"journey:{new_id()}", at=now()))


def she_calls(text: str, case: Case, by: Staff) -> None:
    arrival = Arrival(
        id=new_id(),
        channel="phone",
        said_at=now(),
        text=text,
        jurisdiction=case.jurisdiction_id,
        resident=case.resident_id,
        joins=case.pk,
    )
    receive(arrival=arrival, by=by, at=now())


def history_of(page: Page) -> str:
    return page.locator("#case-history").inner_text()


def test_she_mails_then_texts_then_calls_and_it_is_one_thread(
    window: Window, known: Resident, jiwoo: Staff, minseo: Staff
) -> None:
    case = she_mails("집 앞 가로등이 꺼졌습니다.")
    assert she_texts("아직도 어둡습니다. 언제 고치나요?").pk == case.pk
    she_calls("넘어질 뻔했다고 하심.", case, minseo)

    page = window(jiwoo)
    page.goto("/written/")
    page.get_by_role("button", name="Give me the next").click()
    page.wait_for_url(re.compile(f"/cases/{case.number}"))
    thread = history_of(page)
    for words in ("집 앞 가로등이", "E-mail", "아직도 어둡습니다", "Text message", "넘어질 뻔했다고", "Phone"):
        assert words in thread
    page.get_by_text("Only what was said and answered").click()
    page.get_by_text("Show everything").wait_for()
    assert "Took the matter" not in history_of(page)

    ways = page.locator("#answer-way option").all_inner_texts()
    assert "010-5555-6666" in ways[0], "she texted last in writing"
    assert any("han@example.org" in way for way in ways)


def test_an_answer_is_drafted_sent_taken_back_and_sent_by_another_way(
    window: Window, known: Resident, jiwoo: Staff, minseo: Staff
) -> None:
    case = she_mails("집 앞 가로등이 꺼졌습니다.")
    page = window(jiwoo)
    page.goto(f"/cases/{case.number}")
    with page.expect_response(re.compile("/draft")):
        page.locator("textarea[name=answer-text]").fill("오늘 저녁에 고칩니다.")
    assert Draft.objects.get(staff=jiwoo).text == "오늘 저녁에 고칩니다."
    colleague = window(minseo, width=360, language="ko")
    colleague.goto(f"/cases/{case.number}")
    colleague.get_by_text("Ji-woo 님이 답변을 작성하고 있습니다.").wait_for()

    page.get_by_role("button", name="Send the answer").click()
    page.get_by_text("An answer waits to be sent").wait_for()
    page.get_by_role("button", name="Take back").first.click()
    page.locator("#case-head").get_by_text("An answer waits to be sent").wait_for(state="detached")
    assert page.locator("textarea[name=answer-text]").input_value() == "오늘 저녁에 고칩니다."
    assert not History.objects.filter(case=case, kind="answered").exists()

    page.locator("#answer-way").select_option(label=_text_way(page))
    page.get_by_role("button", name="Send the answer").click()
    page.get_by_text("An answer waits to be sent").wait_for()
    pending = PendingAnswer.objects.get(state="waiting")
    assert send_answer(answer=pending.pk, at=now() + timedelta(seconds=30))
    case.refresh_from_db()
    event = CaseAnswered.of(case, text=pending.text, way=pending.way)
    tell_answered(event)
    follow_words(event)
    message = Message.objects.get(key__contains=":answered:")
    assert (message.channel, message.recipient) == ("sms", HAN)
    assert not Waiting.objects.exists()


def _text_way(page: Page) -> str:
    return next(way for way in page.locator("#answer-way option").all_inner_texts() if "010-5555-6666" in way)
