"""Numbers of residents and cards never reach the database; telephones, dates and case numbers do."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum import damm, luhn

from hantong.kit.text import CARD, FOREIGNER, RESIDENT, mask_numbers

OLD_BIRTHS = st.dates(date(1920, 1, 1), date(2020, 10, 4))
NEW_BIRTHS = st.dates(date(2020, 10, 5), date(2026, 12, 31))
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Nd", "Cs"]), max_size=12)
SEPARATORS = ["", "-", " ", " - ", "–", "－", "ㅡ", "~", ".", "\u200b", "-\u200d", "\u3000"]
STYLES = [ord("0"), ord("０"), ord("٠"), ord("०")]


def check_digit(twelve: str) -> str:
    weights = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
    return str((11 - sum(a * int(b) for a, b in zip(weights, twelve, strict=True)) % 11) % 10)


@st.composite
def old_numbers(draw: st.DrawFn) -> str:
    born = draw(OLD_BIRTHS)
    sex = draw(st.sampled_from("12" if born.year < 2000 else "34"))
    twelve = f"{born:%y%m%d}{sex}{draw(st.integers(0, 99_999)):05d}"
    return twelve + check_digit(twelve)


@st.composite
def new_numbers(draw: st.DrawFn) -> str:
    return f"{draw(NEW_BIRTHS):%y%m%d}{draw(st.sampled_from('34'))}{draw(st.integers(0, 999_999)):06d}"


@st.composite
def foreigners(draw: st.DrawFn) -> str:
    born = draw(OLD_BIRTHS)
    sex = draw(st.sampled_from("56" if born.year < 2000 else "78"))
    return f"{born:%y%m%d}{sex}{draw(st.integers(0, 999_999)):06d}"


@st.composite
def cards(draw: st.DrawFn) -> str:
    body = draw(st.sampled_from("345689")) + f"{draw(st.integers(0, 10**14 - 1)):014d}"
    return str(body + luhn.calc_check_digit(body))


def in_style(text: str, zero: int) -> str:
    return text.translate({ord("0") + digit: zero + digit for digit in range(10)})


@given(st.one_of(old_numbers(), new_numbers(), foreigners()), st.sampled_from(SEPARATORS), st.sampled_from(STYLES))
def test_a_resident_number_is_masked_however_it_is_written(number: str, separator: str, zero: int) -> None:
    written = in_style(f"{number[:6]}{separator}{number[6:]}", zero)
    masked = mask_numbers(f"제 번호는 {written}입니다")
    assert masked.text == f"제 번호는 ******{separator}*******입니다"
    assert masked.kinds == {FOREIGNER if number[6] in "5678" else RESIDENT: 1}


@given(old_numbers(), st.sampled_from([" ", "-", "\u200b"]))
def test_one_digit_at_a_time_is_masked_too(number: str, separator: str) -> None:
    assert mask_numbers(separator.join(number)).text == separator.join("*" * 13)


@given(cards(), st.sampled_from(SEPARATORS), st.sampled_from(STYLES))
def test_a_card_number_is_masked_however_it_is_written(number: str, separator: str, zero: int) -> None:
    written = in_style(separator.join(number[at : at + 4] for at in range(0, 16, 4)), zero)
    masked = mask_numbers(f"card {written}, please")
    assert masked.text == f"card {separator.join(['****'] * 4)}, please"
    assert masked.kinds == {CARD: 1}


@pytest.mark.parametrize(
    "number",
    [
        "378282246310005",
        "3782 822463 10005",
        "30569309025904",
        "3056-930902-5904",
        "6011 1111 1111 1117",
        "4222222222222",
    ],
)
def test_cards_of_other_lengths_are_masked(number: str) -> None:
    assert mask_numbers(number).kinds == {CARD: 1}


def test_several_numbers_in_one_text_are_counted_by_kind() -> None:
    said = "저 900101-1234568, 아내 920305-2345670, 카드 4111-1111-1111-1111, 전화 010-1234-5678"
    masked = mask_numbers(said)
    assert masked.text == "저 ******-*******, 아내 ******-*******, 카드 ****-****-****-****, 전화 010-1234-5678"
    assert masked.kinds == {RESIDENT: 2, CARD: 1}


@pytest.mark.parametrize(
    "said",
    [
        "900101-1234567",  # a check digit that does not fit, born before October 2020
        "130111-0006246",  # a company's registration number
        "909999-1234567",  # no such day
        "900230-1234567",
        "사업자 124-81-00998",
        "010-1234-5678 02-120 031-120 +82-10-1234-5678",
        "010 1234 5678 2024-01-02 13:45",
        "2024.01.02 ~ 2024.12.31",
        "20241231235959",
        "1700000000000",
        "4111 1111 1111 1112",
        "접수번호 4821-0934-5517 확인",
        "(31) 1588-1234, 1588-5678, 1588-9012",
        "12345678901234567890",
        "수원시 팔달구 효원로 241, 16444",
        "900101-1******",
        "",
    ],
)
def test_what_is_no_such_number_stays(said: str) -> None:
    masked = mask_numbers(said)
    assert masked.text == said
    assert masked.kinds == {}


def test_a_word_before_it_tells_a_resident_number_whose_check_digit_does_not_fit() -> None:
    assert mask_numbers("주민번호: 900101-1234567").text == "주민번호: ******-*******"
    assert mask_numbers("주민등록번호는 900101 1234567 이에요").kinds == {RESIDENT: 1}


@given(WORDS, st.sampled_from(["010", "011", "02", "031", "070", "1588"]), st.integers(0, 9999), st.integers(0, 9999))
def test_telephone_numbers_stay(before: str, area: str, middle: int, last: int) -> None:
    said = f"{before} {area}-{middle:04d}-{last:04d} {before}"
    assert mask_numbers(said).text == said


@given(st.integers(10**10, 10**11 - 1), WORDS, st.sampled_from(["-", " ", ""]))
def test_case_numbers_stay(body: int, around: str, separator: str) -> None:
    number = str(body) + damm.calc_check_digit(str(body))
    said = f"{around}, {separator.join((number[:4], number[4:8], number[8:]))}, {around}"
    assert mask_numbers(said).text == said


@given(st.text(max_size=60))
def test_masking_changes_digits_only_and_only_once(said: str) -> None:
    masked = mask_numbers(said).text
    assert len(masked) == len(said)
    assert all(after in (before, "*") for before, after in zip(said, masked, strict=True))
    assert mask_numbers(masked).text == masked


@given(st.text("0123456789- ", max_size=60))
def test_masking_is_done_when_it_is_done(said: str) -> None:
    masked = mask_numbers(said)
    again = mask_numbers(masked.text)
    assert again.text == masked.text
    assert again.kinds == {}


@given(old_numbers(), WORDS, WORDS)
def test_no_words_around_it_hide_a_number(number: str, before: str, after: str) -> None:
    assume(not before.endswith(tuple(SEPARATORS[1:])))
    said = f"{before} {number[:6]}-{number[6:]} {after}"
    assert number[6:] not in mask_numbers(said).text
