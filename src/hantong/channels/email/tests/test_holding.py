"""What comes along with mail or must not come through: files, floods, traps and what breaks its reader; all of it is kept."""

import io
import zipfile
from datetime import timedelta
from email.message import EmailMessage

import pytest

from hantong.access.models import Staff
from hantong.cases.models import Attachment
from hantong.channels.email.tests.conftest import OURS, Bring, kept, mail_of
from hantong.channels.email.tests.test_taking import case_of
from hantong.contacts.actions import discard, release, take_in, take_in_waiting
from hantong.contacts.actions.taking_in import AlreadySettled, ContentGone, forget_contents
from hantong.contacts.models import RawArrival
from hantong.contacts.raw_store import content_of
from hantong.project.cast import NOON

State = RawArrival.State


def test_files_come_along_and_those_that_may_not_are_named(bring: Bring) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", b"\0" * 50_000_000)
    message = mail_of("서류를 보냅니다.")
    message.add_attachment(b"%PDF-1.4 ...", maintype="application", subtype="pdf", filename="신청서.pdf")
    message.add_attachment(b"MZ\x90\0", maintype="application", subtype="octet-stream", filename="virus.exe")
    message.add_attachment(bomb.getvalue(), maintype="application", subtype="zip", filename="bomb.zip")
    case = case_of(bring(message))
    assert [each.name for each in Attachment.objects.filter(case=case)] == ["신청서.pdf"]
    text = case.contacts.get().text
    assert "virus.exe" in text
    assert "bomb.zip" in text


def test_a_mail_of_a_hundred_thousand_letters_comes_whole_as_a_file(bring: Bring) -> None:
    case = case_of(bring(mail_of("아주 긴 사연입니다. " * 9000)))
    assert Attachment.objects.get(case=case).name == "mail.txt"
    assert len(case.contacts.get().text) <= 10_000


def test_numbers_that_identify_people_are_masked_where_anybody_reads(bring: Bring) -> None:
    raw = bring(mail_of("주민번호 900101-1234568 입니다", Subject="주민번호 900101-1234568"))
    assert "1234568" not in raw.subject
    assert "1234568" not in case_of(raw).contacts.get().text


def test_a_flood_from_one_sender_is_set_apart_and_others_come_through(bring: Bring) -> None:
    raws = [bring(mail_of(Message_ID=f"<{n}@x.org>", Subject=f"폭탄 {n}")) for n in range(8)]
    assert [raw.state for raw in raws] == [State.DONE] * 5 + [State.HELD] * 3
    assert bring(mail_of(Message_ID="<other@x.org>", From="kim@example.org")).state == State.DONE


def test_what_was_held_is_read_when_a_person_says_so(bring: Bring, jiwoo: Staff) -> None:
    raw = bring(mail_of(Precedence="bulk"))
    release(arrival=raw, by=jiwoo, at=NOON)
    take_in(arrival=raw.pk, at=NOON)
    raw.refresh_from_db()
    assert (raw.state, raw.reason) == (State.DONE, "opened")
    with pytest.raises(AlreadySettled):
        release(arrival=raw, by=jiwoo, at=NOON)


def test_what_is_nothing_for_us_stays_for_a_month(bring: Bring, jiwoo: Staff) -> None:
    raw = discard(arrival=bring(mail_of(Precedence="bulk")), by=jiwoo, at=NOON)
    assert forget_contents(at=NOON + timedelta(days=29)) == 0
    assert b"han@example.org" in content_of(raw)
    assert forget_contents(at=NOON + timedelta(days=31)) == 1
    assert kept(mail_of(Precedence="bulk").as_bytes()) is None, "its key still tells that it came before"


def test_a_large_mail_lies_in_a_file_that_goes_with_it(bring: Bring) -> None:
    message = mail_of()
    message.add_attachment(b"%PDF-1.4" + bytes(2_000_000), maintype="application", subtype="pdf", filename="a.pdf")
    raw = bring(message)
    assert raw.content is None
    assert content_of(raw) == message.as_bytes()
    forget_contents(at=NOON + timedelta(days=31))
    with pytest.raises(FileNotFoundError):
        content_of(raw)


def test_what_breaks_its_reader_is_kept_and_can_be_read_again(
    bring: Bring, jiwoo: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(content: bytes) -> None:
        raise RuntimeError("the moon")

    with monkeypatch.context() as patch:
        patch.setattr("hantong.channels.email.actions.read_mail", broken)
        raw = bring(mail_of())
    assert (raw.state, raw.reason, raw.trouble) == (State.FAILED, "not_understood", "RuntimeError: the moon")
    release(arrival=raw, by=jiwoo, at=NOON)
    take_in(arrival=raw.pk, at=NOON)
    raw.refresh_from_db()
    assert raw.state == State.DONE


def test_what_kills_its_reader_five_times_is_set_apart(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    raw = kept(mail_of().as_bytes())
    assert raw is not None
    monkeypatch.setattr("hantong.channels.email.channel.take_mails", killed)
    for hour in range(5):
        with pytest.raises(KeyboardInterrupt):
            take_in_waiting(clock=lambda hour=hour: NOON + timedelta(hours=hour), until=NOON)  # type: ignore[misc]
    take_in_waiting(clock=lambda: NOON + timedelta(hours=6), until=NOON)
    raw.refresh_from_db()
    assert (raw.state, raw.reason) == (State.FAILED, "ended_its_reader")


def test_a_mail_without_content_cannot_be_read_again(bring: Bring, jiwoo: Staff) -> None:
    raw = bring(mail_of(), held="too_large")
    with pytest.raises(ContentGone):
        release(arrival=raw, by=jiwoo, at=NOON)


def test_html_only_mail_is_a_matter_of_plain_words(bring: Bring) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "kim@example.org", OURS, "주차"
    message.set_content("<p>차가 <b>계속</b> 서 있어요</p><script>alert(1)</script>", subtype="html")
    assert case_of(bring(message)).contacts.get().text == "차가 계속 서 있어요"
