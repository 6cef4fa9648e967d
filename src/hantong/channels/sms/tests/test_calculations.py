"""Letters, parts, reports, words of stopping, quiet hours and pace, without a network."""

from datetime import UTC, datetime

import pytest

from hantong.channels.sms.alphabets import BASIC, FURTHER, GSM, UCS2, from_gsm, gsm_codes, letters_of
from hantong.channels.sms.measure import Fits, by_kind, by_parts, octets_korean, shortened
from hantong.channels.sms.objections import wants_again, wants_none
from hantong.channels.sms.pace import Pace
from hantong.channels.sms.pieces import is_complete, piece_of
from hantong.channels.sms.quiet import Quiet, read_quiet
from hantong.channels.sms.receipts import DELIVERED, LOST, UNDER_WAY, is_receipt, report_of, same_names
from hantong.channels.sms.segments import TooLong, cut, headed
from hantong.channels.sms.settings_read import WrongSetting, prices, read_smsc


def test_every_gsm_letter_comes_back() -> None:
    letters = BASIC.replace("\x1b", "") + "".join(FURTHER.values())
    assert len(BASIC) == 128
    octets = b"".join(gsm_codes(letter) or b"" for letter in letters)
    assert from_gsm(octets) == letters
    assert gsm_codes("가") is None
    assert from_gsm(b"\x1b\x1b") == "�"


@pytest.mark.parametrize(
    ("octets", "coding", "said"),
    [
        (b"Hi", 0x00, "Hi"),
        (b"\x1be", 0x00, "€"),
        ("가로등".encode("utf-16-be"), 0x08, "가로등"),
        ("가로등😀".encode("utf-16-be"), 0x08, "가로등😀"),
        ("가로등".encode("euc-kr"), 0x0E, "가로등"),
        ("똠방각하".encode("cp949"), 0x84, "똠방각하"),
        ("é".encode("latin-1"), 0x03, "é"),
        ("привет".encode("iso8859_5"), 0x06, "привет"),
        ("가로등".encode(), 0x04, "가로등"),
        (b"Flash", 0xF1, "Flash"),
        (b"a\r\nb\x00", 0x01, "a\nb"),
        (b"\xd8", 0x08, "�"),
        (b"Hi", 0x77, "Hi"),
    ],
)
def test_every_alphabet_of_networks_is_read(octets: bytes, coding: int, said: str) -> None:
    assert letters_of(octets, coding) == said


def test_a_network_may_have_an_alphabet_of_its_own() -> None:
    assert letters_of("가".encode("cp949"), 0x00, usual="cp949") == "가"


@pytest.mark.parametrize(
    ("text", "coding", "parts", "left"),
    [
        ("", GSM, 1, 160),
        ("a" * 160, GSM, 1, 0),
        ("a" * 161, GSM, 2, 145),
        ("a" * 159 + "€", GSM, 2, 145),
        ("가" * 70, UCS2, 1, 0),
        ("가" * 71, UCS2, 2, 63),
        ("가" * 134, UCS2, 2, 0),
        ("가" * 135, UCS2, 3, 66),
    ],
)
def test_a_text_is_cut_as_telephones_expect(text: str, coding: int, parts: int, left: int) -> None:
    found = cut(text)
    assert (found.coding, len(found.parts), found.left) == (coding, parts, left)


def test_no_letter_is_cut_in_two() -> None:
    for text in ("a" * 152 + "€" * 100, "가" * 66 + "😀" * 100):
        found = cut(text)
        assert "".join(letters_of(part, found.coding) for part in found.parts) == text
        assert all(len(part) <= 153 for part in found.parts)


def test_a_text_that_no_network_takes_is_refused() -> None:
    with pytest.raises(TooLong):
        cut("가" * 67 * 256)


def test_pieces_are_known_by_header_and_by_fields() -> None:
    whole = piece_of(headed(b"words", reference=7, total=3, number=2), has_header=True, tlvs={})
    assert (whole.content, whole.reference, whole.total, whole.number) == (b"words", 7, 3, 2)
    wide = piece_of(b"\x06\x08\x04\x01\x02\x03\x01rest", has_header=True, tlvs={})
    assert (wide.content, wide.reference, wide.total, wide.number) == (b"rest", 0x10102, 3, 1)
    by_fields = piece_of(b"words", has_header=False, tlvs={0x020C: b"\0\7", 0x020E: b"\2", 0x020F: b"\1"})
    assert (by_fields.reference, by_fields.total, by_fields.number) == (7, 2, 1)
    for broken in (b"\xff\x00", b"\x05\x00\x03\x01\x00\x01x", b"\x05\x00\x03\x01\x02\x09x", b"\x02\x00\x09x"):
        assert piece_of(broken, has_header=True, tlvs={}).is_whole
    assert is_complete([2, 1, 3], 3)
    assert not is_complete([1, 3], 3)


def test_reports_are_read_from_words_and_from_fields() -> None:
    said = report_of("id:0123 sub:001 dlvrd:000 submit date:2603 done date:2603 stat:UNDELIV err:005 Text:hi", {})
    assert said is not None
    assert (said.reference, said.state, said.reason) == ("0123", LOST, "UNDELIV err 005")
    field = report_of("", {0x001E: b"abc\0", 0x0427: b"\2"})
    assert field is not None
    assert (field.reference, field.state) == ("abc", DELIVERED)
    way = report_of("id:1 stat:ENROUTE", {})
    assert way is not None
    assert way.state == UNDER_WAY
    assert report_of("hello", {}) is None
    assert is_receipt(0x04)
    assert is_receipt(0x20)
    assert not is_receipt(0x40)
    assert not is_receipt(0x00)


def test_a_name_in_hexadecimal_is_known_in_decimal() -> None:
    assert "255" in same_names("ff")
    assert "ff" in same_names("255")
    assert "12" in same_names("0012")


@pytest.mark.parametrize(
    "word",
    [
        "수신거부",
        "080-123-4567 수신거부",
        "[STOP]",
        "Stop.",
        "退订",
        "配信停止",
        "Từ chối",
        "เลิกรับ",
        "СТОП",
        "unsubscribe",
    ],
)
def test_words_of_stopping_in_each_language(word: str) -> None:
    assert wants_none(word)
    assert not wants_again(word)


@pytest.mark.parametrize(
    "words", ["거부", "cancel", "동의합니다", "the bus stop is broken", "수신거부했는데 왜 또 문자가 옵니까", "", "네"]
)
def test_words_that_say_something_are_no_objection(words: str) -> None:
    assert not wants_none(words)
    assert not wants_again(words)


@pytest.mark.parametrize("word", ["START", "수신동의", "恢复订阅", "Подписаться", "đăng ký"])
def test_words_of_beginning_again(word: str) -> None:
    assert wants_again(word)


@pytest.mark.parametrize(
    ("hour_utc", "over"),
    [(3, None), (11, None), (12, (4, 23)), (15, (4, 23)), (22, (4, 23)), (23, None)],  # Seoul is nine hours ahead
)
def test_quiet_hours_end_in_the_morning(hour_utc: int, over: tuple[int, int] | None) -> None:
    ends = read_quiet("21:00-08:00").over_at(datetime(2026, 3, 4, hour_utc, tzinfo=UTC), "Asia/Seoul")
    assert (ends.astimezone(UTC) if ends else None) == (datetime(2026, 3, *over, tzinfo=UTC) if over else None)


def test_quiet_hours_may_lie_within_a_day_or_be_none() -> None:
    at_one = datetime(2026, 3, 4, 4, tzinfo=UTC)
    siesta = read_quiet("12:30-14:00").over_at(at_one, "Asia/Seoul")
    assert siesta is not None
    assert siesta.astimezone(UTC).hour == 5
    assert read_quiet("").over_at(at_one, "Asia/Seoul") is None
    assert isinstance(read_quiet(" 21:00 - 08:00 "), Quiet)


def test_the_pace_is_kept_halved_when_throttled_and_grows_back() -> None:
    pace = Pace(10.0)
    assert pace.wait_s(0.0) == 0.0
    assert pace.wait_s(0.0) == pytest.approx(0.1)
    sent = sum(pace.wait_s(step / 1000) == 0.0 for step in range(1, 10_001))
    assert 98 <= sent <= 101
    pace.throttled(10.0)
    pace.throttled(10.0)
    assert pace.rate_per_s == 5.0
    assert pace.wait_s(10.5) == pytest.approx(0.5)
    for _ in range(100):
        pace.accepted()
    assert pace.rate_per_s == 10.0


def test_cost_by_parts_and_by_kind() -> None:
    assert by_parts("가" * 71, part_krw=20).cost_krw == 40
    short = by_kind("가" * 45, sms_krw=20, lms_krw=50)
    assert (short.kind, short.size, short.cost_krw) == ("sms", 90, 20)
    long = by_kind("가" * 45 + "a", sms_krw=20, lms_krw=50)
    assert (long.kind, long.size, long.count, long.cost_krw) == ("lms", 91, 1, 50)
    assert by_kind("가" * 1001, sms_krw=20, lms_krw=50).count == 2


def test_letters_that_korean_networks_lack_are_named() -> None:
    assert octets_korean("똠😀สส가") == (2 + 2 + 4 + 2, "😀ส")


def test_a_very_long_text_keeps_its_beginning_and_its_address() -> None:
    text = "안녕하십니까.\n\n" + "긴 답변입니다. " * 500 + "\n\n확인: https://example.org/track/1"
    for by_vendor in (False, True):
        fits = Fits(by_vendor=by_vendor)
        short = shortened(text, fits=fits)
        assert fits(short)
        assert short.startswith("안녕하십니까.")
        assert short.endswith("…\n\n확인: https://example.org/track/1")
        assert not fits(short.replace("…", "긴 답변입니다. 그리고 더"))
    assert shortened("짧다", fits=Fits(by_vendor=True)) == "짧다"
    assert Fits(by_vendor=False)(shortened("가" * 9000, fits=Fits(by_vendor=False)))


def test_the_setting_of_a_message_centre_is_read() -> None:
    found = read_smsc(
        "smpps://han%40tong:pass%2F1@smsc.example?rate=20&bind=transmitter,receiver&long=sar&alphabet=cp949"
    )
    assert (found.host, found.port, found.is_tls, found.system_id, found.password) == (
        "smsc.example", 3550, True, "han@tong", "pass/1",
    )  # fmt: skip
    assert found.binds == ("transmitter", "receiver")
    assert "pass/1" not in repr(found) + found.said


@pytest.mark.parametrize(
    "value",
    ["", "http://a:b@c", "smpp://host", "smpp://a:b@c?rate=0", "smpp://a:b@c?unheard=1", "smpp://a:b@c?bind=x",
     "smpp://a:toolongpassword@c", "smpp://a:b@c:99999", "smpp://a:b@c?long=x"],
)  # fmt: skip
def test_a_setting_that_is_not_understood_says_how_it_looks(value: str) -> None:
    with pytest.raises(WrongSetting, match="smpp://system_id:password@"):
        read_smsc(value)


def test_prices_are_data(monkeypatch: pytest.MonkeyPatch) -> None:
    assert prices().lms_krw == 50
    monkeypatch.setenv("HANTONG_SMS_PRICES", "part=9.5, lms=27")
    assert (prices().part_krw, prices().sms_krw, prices().lms_krw) == (9.5, 20, 27)
    monkeypatch.setenv("HANTONG_SMS_PRICES", "letter=1")
    with pytest.raises(WrongSetting):
        prices()
