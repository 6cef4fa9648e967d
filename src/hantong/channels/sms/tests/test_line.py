"""Texts out and in by SMPP, with a message centre on loopback that nobody here wrote."""

import time
from datetime import timedelta

import pytest
from django.db import connection

from hantong.cases.models import Case, History
from hantong.channels.sms.actions import keep_unfinished, queue_text
from hantong.channels.sms.kept import from_json
from hantong.channels.sms.models import Fragment, Submission, Text
from hantong.channels.sms.tests.conftest import CITY, HAN, Centre, running
from hantong.contacts.actions import take_in_waiting
from hantong.contacts.models import OwnAddress, RawArrival
from hantong.contacts.raw_store import content_of
from hantong.project.cast import NOON

KOREAN = "수원역 앞 가로등이 꺼졌습니다."


def read_all() -> None:
    take_in_waiting(clock=lambda: NOON, until=NOON + timedelta(hours=1))


def words() -> list[str]:
    return [from_json(content_of(raw)).text for raw in RawArrival.objects.order_by("arrived_at", "pk")]


def ucs2(text: str) -> str:
    return text.encode("utf-16-be").hex()


def queued(body: str, *, recipient: str = f"+{HAN}", key: str = "k") -> Text:
    return queue_text(key=key, sender="031-120-0000", recipient=recipient, body=body, at=NOON)


def wait_for(text: Text, state: str) -> Text:
    """Give a text once it has come so far; the test's own limit is the only clock."""
    for _ in range(600):
        text.refresh_from_db()
        if text.state == state:
            return text
        time.sleep(0.05)
    raise AssertionError(f"{text.state}: {text.trouble}")


def test_a_korean_text_comes_in_and_becomes_a_matter(bound: Centre) -> None:
    assert bound.all_of("bound")[0]["version"] == 0x34
    bound.deliver(octets=ucs2(KOREAN), data_coding=8)
    assert bound.until("answered")["status"] == 0
    read_all()
    case = Case.objects.get()
    assert case.contacts.get().text == KOREAN
    assert case.channel == "sms"
    assert case.resident is not None
    assert case.resident.contact_points.get().value == f"+{HAN}"


def test_gsm_letters_and_euc_kr_come_in(bound: Centre) -> None:
    bound.deliver(octets=b"Light is out \x1be\x00".hex(), data_coding=0)
    bound.deliver(octets=KOREAN.encode("euc-kr").hex(), data_coding=0x0E)
    bound.until("answered", 2)
    assert sorted(words()) == sorted(["Light is out €@", KOREAN])


def test_pieces_come_in_any_order_and_twice(bound: Centre) -> None:
    whole = (KOREAN * 9).encode("utf-16-be")
    parts = [whole[at : at + 131] for at in range(0, len(whole), 131)]  # cut within letters, as some telephones do
    udh = [f"050003aa{len(parts):02x}{number:02x}" for number in range(1, len(parts) + 1)]
    order = [*reversed(range(len(parts))), 0]
    for place in order:
        bound.deliver(octets=parts[place].hex(), udh=udh[place], data_coding=8)
    bound.until("answered", len(order))
    assert words() == [KOREAN * 9]


def test_pieces_by_fields_and_a_payload_come_in(bound: Centre) -> None:
    for number, half in ((2, "둘째 반"), (1, "첫째 반 ")):
        bound.deliver(
            octets=ucs2(half), data_coding=8, sar_msg_ref_num=77, sar_total_segments=2, sar_segment_seqnum=number
        )
    bound.deliver(source_addr="821099990000", message_payload="long " * 100, data_coding=0)
    bound.until("answered", 3)
    assert sorted(words()) == sorted(["첫째 반 둘째 반", ("long " * 100)])


def test_a_text_of_which_a_piece_never_came_is_kept_as_far_as_it_came(bound: Centre) -> None:
    for number in (1, 3):
        bound.deliver(octets=ucs2(f"조각 {number}"), udh=f"050003bb03{number:02x}", data_coding=8)
    bound.until("answered", 2)
    assert not RawArrival.objects.exists()
    assert keep_unfinished(at=NOON + timedelta(minutes=31)) == 1
    assert words() == ["조각 1 … 조각 3"]
    read_all()
    assert "오지 않았습니다" in Case.objects.get().contacts.get().text
    assert not Fragment.objects.exists()


def test_what_is_brought_again_on_a_new_connection_is_one_text_but_said_twice_is_two(bound: Centre) -> None:
    for _ in range(2):
        bound.deliver(octets=ucs2("네"), data_coding=8)
    bound.until("answered", 2)
    assert RawArrival.objects.count() == 2
    bound.order("kill")
    bound.until("bound")
    bound.deliver(octets=ucs2("네"), data_coding=8)
    assert bound.until("answered")["status"] == 0
    assert RawArrival.objects.count() == 2


def test_a_text_that_cannot_be_kept_stays_with_the_network(bound: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hantong.contacts.raw_store.SPARE_BYTES", 2**60)
    bound.deliver(octets=ucs2(KOREAN), data_coding=8)
    assert bound.until("answered")["status"] == 0x64
    assert not RawArrival.objects.exists()


def test_a_text_goes_out_in_korean_and_is_reported(bound: Centre) -> None:
    bound.order("set", orders={"receipts": "DELIVRD"})
    text = wait_for(queued(KOREAN), "delivered")
    (sent,) = [bound.until("submitted")]
    assert bytes.fromhex(sent["raw"]).decode("utf-16-be") == KOREAN if sent["raw"] else sent["text"] == KOREAN
    assert (sent["to"], sent["toTon"], sent["from"], sent["coding"], sent["receipt"]) == (HAN, 1, CITY[1:], 8, 1)
    assert (text.body, text.recipient, text.parts, int(text.cost_krw)) == ("", "", 1, 20)


@pytest.mark.parametrize("way", ["udh", "sar", "payload"])
def test_a_long_text_goes_out_in_each_way(
    transactional_db: None, numbers: OwnAddress, centre: Centre, way: str
) -> None:
    body = KOREAN * 9
    with running(f"smpp://hantong:secret@127.0.0.1:{centre.port}?rate=1000&long={way}"):
        centre.until("bound")
        text = wait_for(queued(body), "accepted")
    assert text.parts == 3
    assert text.cost_krw == 60
    centre.until("left")
    sent = centre.all_of("submitted")
    assert "".join(fact["text"] or fact["payload"] for fact in sent) == body
    if way == "udh":
        assert {fact["header"][0][:8] for fact in sent} == {sent[0]["header"][0][:8]}
        assert [fact["header"][0][-4:] for fact in sent] == ["0301", "0302", "0303"]
    if way == "sar":
        assert [fact["sar"][1:] for fact in sent] == [[3, 1], [3, 2], [3, 3]]


def test_a_throttled_text_waits_and_goes_out_once(bound: Centre) -> None:
    bound.order("set", orders={"throttle": 1})
    text = queued("Hello [world]")
    bound.until("throttled")
    Text.objects.update(next_at=NOON)  # the clock of the stories stands still
    for _ in range(100):
        Text.objects.filter(state="waiting").update(next_at=NOON)
        time.sleep(0.05)
        text.refresh_from_db()
        if text.state == "accepted":
            break
    assert text.state == "accepted"
    assert text.attempts == 0
    assert bound.until("submitted")["text"] == "Hello [world]"
    assert Submission.objects.count() == 1


def test_a_text_that_the_network_refuses_has_failed(bound: Centre) -> None:
    bound.order("set", orders={"refuse": 1, "status": 0x0B})
    text = wait_for(queued("Hello"), "failed")
    assert "0x0b" in text.trouble


def test_a_report_that_is_faster_than_the_answer_counts(bound: Centre) -> None:
    bound.order("set", orders={"receipts": "EARLY"})
    wait_for(queued("Hello"), "delivered")


def test_the_networks_yes_is_written_down_before_anything_is_waited_for(bound: Centre) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(3401)")  # names and reports wait for one another
        text = queued("Hello")
        while not text.submissions.exists():
            time.sleep(0.05)
        text.refresh_from_db()
        assert text.state == "waiting"
        cursor.execute("SELECT pg_advisory_unlock(3401)")
    wait_for(text, "accepted")


def test_the_line_comes_back_and_sends_what_waits(bound: Centre) -> None:
    bound.order("set", orders={"mute": True})
    text = queued("Hello")
    bound.until("muted")
    bound.order("set", orders={"mute": False})
    bound.order("kill")
    bound.until("bound")
    Text.objects.update(next_at=NOON)
    for _ in range(100):
        Text.objects.filter(state="waiting").update(next_at=NOON)
        time.sleep(0.05)
        text.refresh_from_db()
        if text.state == "accepted":
            break
    assert text.state == "accepted"


def test_a_wrong_password_is_tried_again_and_nothing_is_lost(
    transactional_db: None, numbers: OwnAddress, centre: Centre
) -> None:
    with running(f"smpp://hantong:wrong@127.0.0.1:{centre.port}"):
        queued("Hello")
        centre.until("unbound", 2)
    assert Text.objects.get().state == "waiting"


def test_the_pulse_is_asked_and_answered_and_a_silent_centre_is_left(
    transactional_db: None, numbers: OwnAddress, centre: Centre
) -> None:
    with running(f"smpp://hantong:secret@127.0.0.1:{centre.port}?enquire=0.1&answer=0.3") as line:
        centre.until("bound")
        centre.until("enquired", 2)
        centre.order("link")
        centre.until("alive")
        centre.order("set", orders={"silentLinks": True})
        centre.until("bound")
        centre.order("set", orders={"silentLinks": False})
        patience_s = 10.0
        while line.binds < 2 and patience_s > 0:
            time.sleep(0.05)
            patience_s -= 0.05
        assert line.binds == 2


def test_two_connections_one_each_way(transactional_db: None, numbers: OwnAddress, centre: Centre) -> None:
    with running(f"smpp://hantong:secret@127.0.0.1:{centre.port}?bind=transmitter,receiver&rate=1000"):
        centre.until("bound", 2)
        wait_for(queued("Hello"), "accepted")
        centre.deliver(octets=ucs2(KOREAN), data_coding=8)
        assert centre.until("answered")["status"] == 0
    assert {fact["kind"] for fact in centre.all_of("bound")} == {"transmitter", "receiver"}


@pytest.mark.parametrize(
    "octets",
    ["00000010000000990000000000000009", "0000001400000005000000000000000900000000", "fffffff00000000500000000"],
    ids=["unknown command", "no message", "no length"],
)
def test_nonsense_ends_nothing_but_itself(bound: Centre, octets: str) -> None:
    bound.order("raw", octets=octets)
    if octets.startswith("ff"):
        bound.until("bound")
    bound.deliver(octets=ucs2(KOREAN), data_coding=8)
    while bound.until("answered").get("id") != 1:
        pass
    assert words() == [KOREAN]


def test_a_flood_from_one_sender_is_set_apart_and_another_sender_is_heard(bound: Centre) -> None:
    bound.order("many", count=1000, others=100, other="821077778888", to=CITY[1:], **{"from": HAN})
    bound.until("all")
    assert RawArrival.objects.count() == 1000
    assert RawArrival.objects.filter(sender="+821077778888", state="waiting").count() == 10
    assert RawArrival.objects.filter(sender=f"+{HAN}", state="waiting").count() == 60
    assert RawArrival.objects.filter(sender=f"+{HAN}", state="held", reason="flood").count() == 930


def test_a_lost_text_is_visible_on_its_matter(bound: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    from hantong.cases.actions import answer
    from hantong.cases.events import CaseAnswered
    from hantong.contacts.actions import deliver
    from hantong.contacts.models import Message
    from hantong.contacts.notices import tell_answered
    from hantong.project.cast import employ

    monkeypatch.setenv("HANTONG_SMPP", f"smpp://hantong:secret@127.0.0.1:{bound.port}?rate=1000")
    bound.order("set", orders={"receipts": "UNDELIV"})
    bound.deliver(octets=ucs2(KOREAN), data_coding=8)
    bound.until("answered")
    read_all()
    case = Case.objects.get()
    jiwoo = employ("Ji-woo", "counsellor", case.owner_unit)
    tell_answered(
        CaseAnswered.of(answer(case=case, text="오늘 고치겠습니다.", by=jiwoo, at=NOON), text="오늘 고치겠습니다.")
    )
    message = Message.objects.get(key__contains=":answered:")
    assert (message.channel, message.recipient) == ("sms", f"+{HAN}")
    deliver(message=message.pk, at=NOON)
    wait_for(Text.objects.get(), "failed")
    message.refresh_from_db()
    assert (message.state, message.trouble) == ("failed", "UNDELIV err 005")
    kinds = list(History.objects.filter(case=case).order_by("n").values_list("kind", flat=True))
    assert kinds[-2:] == ["delivered", "undelivered"]
    assert "오늘 고치겠습니다." in "".join(
        fact["text"] for fact in bound.all_of("submitted") or [bound.until("submitted")]
    )
