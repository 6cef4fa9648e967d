"""What becomes of mail: it opens a matter, joins it, opens it again; machines and bounces are told apart."""

from datetime import timedelta

import pytest

from hantong.access.models import Staff
from hantong.cases.actions import Ending, close, merge
from hantong.cases.models import Alert, Case
from hantong.channels.email.tests.conftest import OURS, Bring, kept, mail_of
from hantong.contacts.actions import take_in
from hantong.contacts.mail import message_id
from hantong.contacts.models import Contact, Message, RawArrival
from hantong.project.cast import NOON, Province, employ
from hantong.shell.quotes import unfolded

State = RawArrival.State


def case_of(raw: RawArrival) -> Case:
    assert raw.case is not None
    raw.case.refresh_from_db()
    return raw.case


def kinds(case: Case) -> list[str]:
    return list(case.history.order_by("n").values_list("kind", flat=True))


def sent(case: Case, *, occasion: str = "answered") -> Message:
    """Have had a message go out about a matter."""
    key = f"{case.pk}:{case.n}:{occasion}:{case.resident_id}"
    return Message.objects.create(
        key=key, case=case, resident=case.resident, channel="email", recipient="han@example.org", body="메웠습니다.",
        state=Message.State.SENT, created_at=NOON, sent_at=NOON, reference=message_id(key),
    )  # fmt: skip


def settle(case: Case, by: Staff) -> None:
    close(case=case, ending=Ending(end_state=Case.EndState.DONE, text="고쳤습니다."), by=by, at=NOON)


def test_a_mail_opens_a_matter_where_its_address_belongs(bring: Bring, province: Province) -> None:
    raw = bring(mail_of())
    case = case_of(raw)
    assert (raw.state, raw.reason) == (State.DONE, "opened")
    assert (case.jurisdiction_id, case.place_id) == (province.suwon.pk, province.web.pk)
    assert (case.title, case.channel) == ("수원역 가로등", "email")
    assert case.said_at.isoformat() == "2026-03-04T02:50:00+00:00"
    assert case.resident is not None
    assert case.resident.name == "한영숙"
    assert case.resident.contact_points.get().value == "han@example.org"


def test_an_address_for_one_service_says_what_it_is_about(bring: Bring, province: Province) -> None:
    assert case_of(bring(mail_of(), to="Pothole+web@gyeonggi.example")).service_id == province.pothole.pk


def test_the_same_mail_twice_is_one_matter(bring: Bring) -> None:
    bring(mail_of())
    assert kept(b"Received: by another way\n" + mail_of().as_bytes()) is None
    assert Case.objects.count() == RawArrival.objects.count() == 1


def test_reading_it_again_after_a_fall_changes_nothing(bring: Bring) -> None:
    raw = bring(mail_of())
    RawArrival.objects.filter(pk=raw.pk).update(state=State.WAITING, contact=None, case=None)
    take_in(arrival=raw.pk, at=NOON)
    assert Contact.objects.count() == 1
    raw.refresh_from_db()
    assert raw.case is not None


def test_an_answer_to_our_mail_joins_its_matter_whoever_sends_it(bring: Bring) -> None:
    case = case_of(bring(mail_of()))
    ours = sent(case)
    reply = mail_of(
        "아직 꺼져 있어요.\n\n> 고쳤습니다.", Message_ID="<2@x.org>", From="son@example.org",
        References=f"<unknown@x.org> {ours.reference}",
    )  # fmt: skip
    raw = bring(reply)
    assert (raw.reason, raw.case_id) == ("joined", case.pk)
    said = case.history.get(kind="said")
    assert unfolded(said.text) == ("아직 꺼져 있어요.", "고쳤습니다.")
    assert case.contacts.count() == 2


def test_a_further_mail_in_the_residents_own_thread_joins(bring: Bring) -> None:
    case = case_of(bring(mail_of()))
    again = bring(mail_of("사진을 빠뜨렸어요.", Message_ID="<2@x.org>", In_Reply_To="<first@example.org>"))
    assert again.case_id == case.pk


def test_a_stranger_who_names_the_residents_mail_joins_nothing(bring: Bring) -> None:
    case = case_of(bring(mail_of()))
    other = bring(mail_of("안녕", Message_ID="<2@x.org>", In_Reply_To="<first@example.org>", From="b@example.org"))
    assert other.case_id != case.pk


@pytest.mark.parametrize("sender", ["han@example.org", "stranger@example.org"])
def test_the_number_in_the_subject_counts_for_the_matters_resident_only(bring: Bring, sender: str) -> None:
    case = case_of(bring(mail_of()))
    raw = bring(mail_of("덧붙입니다.", Message_ID="<2@x.org>", Subject=f"Re: [접수 {case}] 가로등", From=sender))
    assert (raw.case_id == case.pk) is (sender == "han@example.org")


def test_a_matter_that_was_merged_goes_on_in_the_other(bring: Bring, jiwoo: Staff) -> None:
    first, second = case_of(bring(mail_of())), case_of(bring(mail_of("또", Message_ID="<2@x.org>", Subject="또")))
    ours = sent(second)
    merge(case=second, into=first, text="같은 건입니다.", by=jiwoo, at=NOON)
    assert bring(mail_of("추가", Message_ID="<3@x.org>", In_Reply_To=ours.reference)).case_id == first.pk


def test_an_answer_to_a_settled_matter_opens_it_again_for_somebody_else(
    bring: Bring, jiwoo: Staff, province: Province
) -> None:
    case = case_of(bring(mail_of()))
    employ("Night-er", "counsellor", province.suwon_office)
    ours = sent(case)
    settle(case, jiwoo)
    raw = bring(mail_of("아직도 꺼져 있습니다.", Message_ID="<2@x.org>", In_Reply_To=ours.reference))
    case = case_of(raw)
    assert (raw.reason, case.is_closed, case.reopenings) == ("reopened", False, 1)
    assert case.owner_id != jiwoo.pk
    assert kinds(case)[-2:] == ["reopened", "said"]


@pytest.mark.parametrize("words", ["감사합니다!", "네, 확인했습니다. 고맙습니다.", "Thank you very much"])
def test_thanks_leave_a_settled_matter_settled(bring: Bring, jiwoo: Staff, words: str) -> None:
    case = case_of(bring(mail_of()))
    ours = sent(case)
    settle(case, jiwoo)
    assert bring(mail_of(words, Message_ID="<2@x.org>", In_Reply_To=ours.reference)).reason == "joined"
    assert case_of(RawArrival.objects.filter(case=case)[0]).is_closed


def test_an_answer_long_after_the_end_begins_a_new_matter(bring: Bring, jiwoo: Staff) -> None:
    case = case_of(bring(mail_of()))
    ours = sent(case)
    settle(case, jiwoo)
    late = NOON + timedelta(days=30)
    raw = bring(mail_of("또 꺼졌습니다.", Message_ID="<2@x.org>", In_Reply_To=ours.reference, Date=""), at=late)
    assert raw.reason == "after_the_end"
    assert raw.case_id != case.pk


AUTOMATIC: list[tuple[dict[str, str], str, str]] = [
    ({"Auto_Submitted": "auto-replied"}, State.DONE, "auto_reply"),
    ({"Auto_Submitted": "auto-replied; owner-email=a@b.c"}, State.DONE, "auto_reply"),
    ({"X_Autoreply": "yes"}, State.DONE, "auto_reply"),
    ({"Precedence": "auto_reply"}, State.DONE, "auto_reply"),
    ({"Auto_Submitted": "auto-generated"}, State.HELD, "automatic"),
    ({"Precedence": "bulk"}, State.HELD, "automatic"),
    ({"List_Id": "<news.example.org>"}, State.HELD, "automatic"),
    ({"From": "no-reply@example.org"}, State.HELD, "automatic"),
    ({"From": OURS}, State.HELD, "from_ourselves"),
    ({"From": ""}, State.HELD, "no_sender"),
    ({"To": ", ".join(f"a{n}@example.org" for n in range(3000))}, State.HELD, "many_recipients"),
    ({"Auto_Submitted": "no"}, State.DONE, "opened"),
    ({"Subject": "부재중인 담당자를 신고합니다"}, State.DONE, "opened"),
]


@pytest.mark.parametrize(("headers", "state", "reason"), AUTOMATIC)
def test_machines_are_told_from_residents(bring: Bring, headers: dict[str, str], state: str, reason: str) -> None:
    raw = bring(mail_of(**headers))
    assert (raw.state, raw.reason) == (state, reason)
    assert Message.objects.count() == 0
    assert Case.objects.exists() is (reason == "opened")


def test_an_out_of_office_answer_is_seen_at_its_matter_and_nothing_answers_it(bring: Bring) -> None:
    case = case_of(bring(mail_of()))
    ours = sent(case)
    before = kinds(case)
    raw = bring(
        mail_of("휴가 중입니다.", Subject="자동 응답: 수원역", Message_ID="<2@x.org>", In_Reply_To=ours.reference)
    )
    assert (raw.state, raw.reason, raw.case_id) == (State.DONE, "auto_reply", case.pk)
    assert kinds(case) == before


def bounce(about: str, *, action: str = "failed", status: str = "5.1.1") -> bytes:
    return (
        "From: Mail Delivery System <MAILER-DAEMON@mx.example.org>\r\nTo: minwon@suwon.example\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nMessage-ID: <bounce-1@mx.example.org>\r\n"
        "Auto-Submitted: auto-replied\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="B"\r\n\r\n'
        "--B\r\nContent-Type: text/plain\r\n\r\nI am sorry.\r\n"
        "--B\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n"
        f"Final-Recipient: rfc822; han@example.org\r\nAction: {action}\r\nStatus: {status}\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 <han@example.org>: no such mailbox\r\n\r\n"
        f"--B\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {about}\r\nSubject: x\r\n\r\nhello\r\n--B--\r\n"
    ).encode()


def test_an_answer_that_came_back_is_seen_on_the_case_and_alarms_its_owner(bring: Bring) -> None:
    case = case_of(bring(mail_of()))
    ours = sent(case)
    raw = bring(bounce(ours.reference), return_path="")
    assert (raw.state, raw.reason, raw.case_id) == (State.DONE, "bounce", case.pk)
    ours.refresh_from_db()
    assert ours.state == Message.State.FAILED
    assert "no such mailbox" in ours.trouble
    assert "han@" not in ours.trouble
    assert kinds(case)[-1] == "undelivered"
    assert Alert.objects.filter(case=case, kind="undelivered", is_alarm=True).count() == 1
    assert list(Message.objects.to_tell_by_voice()) == [ours]
    assert Case.objects.count() == 1


def test_a_second_report_about_the_same_mail_alarms_nobody_again(bring: Bring) -> None:
    ours = sent(case_of(bring(mail_of())))
    bring(bounce(ours.reference), return_path="")
    bring(bounce(ours.reference, status="5.2.2").replace(b"bounce-1", b"bounce-2"), return_path="")
    assert Alert.objects.filter(kind="undelivered").count() == 1


def test_a_mail_that_is_only_late_has_not_failed(bring: Bring) -> None:
    ours = sent(case_of(bring(mail_of())))
    assert bring(bounce(ours.reference, action="delayed", status="4.4.1"), return_path="").reason == "delayed"
    ours.refresh_from_db()
    assert ours.state == Message.State.SENT


def test_a_report_about_somebody_elses_mail_does_nothing(bring: Bring) -> None:
    assert bring(bounce("<not-ours@example.org>"), return_path="").reason == "bounce_of_unknown"
    assert Case.objects.count() == 0
