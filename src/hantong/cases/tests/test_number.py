"""The number that Ms Han reads out on the phone, and the secret on her slip."""

from random import Random, SystemRandom
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hantong.cases.number import (
    NotANumber,
    NotAToken,
    is_token,
    new_number,
    parse,
    parse_token,
    printed_number,
    printed_token,
    tracking_token,
)

NUMBERS = st.randoms(use_true_random=False).map(new_number)
CASE = UUID("0192a1b2-0000-7000-8000-000000000001")
TOKEN = tracking_token(secret="a secret", case_id=CASE, epoch=1)


@given(NUMBERS)
def test_a_number_has_twelve_digits_and_does_not_begin_with_nought(number: str) -> None:
    assert len(number) == 12
    assert number.isdecimal()
    assert number[0] != "0"
    assert parse(number) == parse(printed_number(number)) == number
    assert [len(part) for part in printed_number(number).split("-")] == [4, 4, 4]


def test_numbers_do_not_follow_one_another() -> None:
    numbers = [new_number(SystemRandom()) for _ in range(500)]
    assert len(set(numbers)) == 500
    assert numbers != sorted(numbers)


@given(NUMBERS, st.sampled_from([" ", "-", "–", "－", "\u3000", ".", "\u200b"]))
def test_it_is_read_however_it_is_written(number: str, separator: str) -> None:
    grouped = separator.join((number[:4], number[4:8], number[8:]))
    wide = grouped.translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    arabic = grouped.translate({ord("0") + digit: ord("٠") + digit for digit in range(10)})
    assert parse(f" {grouped}\t") == parse(wide) == parse(arabic) == number


@given(NUMBERS, st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(number: str, at: int, by: int) -> None:
    wrong = number[:at] + str((int(number[at]) + by) % 10) + number[at + 1 :]
    with pytest.raises(NotANumber):
        parse(wrong)


@given(NUMBERS, st.integers(0, 10))
def test_two_exchanged_neighbours_are_noticed(number: str, at: int) -> None:
    assume(number[at] != number[at + 1])
    wrong = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    with pytest.raises(NotANumber):
        parse(wrong)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "length"),
        ("4821-0934-551", "length"),
        ("4821-0934-55123", "length"),
        ("4821-0934-551x", "characters"),
        ("case 4821", "characters"),
        ("①234-5678-9012", "characters"),
        ("0000-0000-0000", "first_digit"),
        ("4821-0934-5510", "check"),
    ],
)
def test_the_refusal_names_the_field_and_what_is_wrong(typed: str, code: str) -> None:
    with pytest.raises(NotANumber) as refused:
        parse(typed)
    assert refused.value.field == "number"
    assert refused.value.code == code
    assert str(refused.value).startswith("number: ")


def test_the_example_in_the_message_is_a_number() -> None:
    with pytest.raises(NotANumber) as refused:
        parse("x")
    assert parse(str(refused.value).split()[-1].rstrip(".")) == "482109345517"


def test_a_token_is_the_same_every_time_and_void_after_the_epoch_is_raised() -> None:
    assert tracking_token(secret="a secret", case_id=CASE, epoch=1) == TOKEN
    others = {
        tracking_token(secret="a secret", case_id=CASE, epoch=2),
        tracking_token(secret="another", case_id=CASE, epoch=1),
        tracking_token(secret="a secret", case_id=UUID(int=CASE.int + 1), epoch=1),
    }
    assert len(others | {TOKEN}) == 4
    assert is_token(TOKEN, secret="a secret", case_id=CASE, epoch=1)
    assert not is_token(TOKEN, secret="a secret", case_id=CASE, epoch=2)


@given(st.uuids(), st.integers(0, 32767))
def test_a_token_prints_in_fours_and_is_read_back_from_any_hand(case_id: UUID, epoch: int) -> None:
    token = tracking_token(secret="a secret", case_id=case_id, epoch=epoch)
    printed = printed_token(token)
    assert [len(part) for part in printed.split("-")] == [4, 4, 4, 4]
    by_hand = printed.lower().replace("0", "o").replace("1", "l").replace("-", " ")
    assert parse_token(printed) == parse_token(by_hand) == token
    assert is_token(by_hand, secret="a secret", case_id=case_id, epoch=epoch)


@pytest.mark.parametrize("typed", ["", "7KQ2", TOKEN + "0", "U" * 16, "가" * 16, "'" * 16])
def test_what_cannot_be_a_token_is_refused(typed: str) -> None:
    with pytest.raises(NotAToken, match="token: "):
        parse_token(typed)
    assert not is_token(typed, secret="a secret", case_id=CASE, epoch=1)


def test_a_seeded_random_gives_the_demonstration_the_same_numbers() -> None:
    assert new_number(Random(7)) == new_number(Random(7))  # noqa: S311
