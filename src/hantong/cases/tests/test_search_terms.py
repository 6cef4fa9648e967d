"""What was said is found again by any part of a Korean word and by whole words of other languages."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hantong.cases.search_terms import LONGEST_TERM, MOST_TERMS, index_terms, query_terms

HANGUL = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=2, max_size=12)
AROUND = st.text(max_size=20)
SAID = "수원역 앞 제3공영주차장에 불법주차가 많아요. Call 010-1234-5678, Main St!"


def is_found(query: str, text: str) -> bool:
    asked = query_terms(query)
    return bool(asked) and set(asked) <= set(index_terms(text))


@pytest.mark.parametrize(
    "query",
    [
        "수원역",
        "원역",
        "주차장",
        "공영주차장",
        "불법 주차",
        "불법주차",
        "제3공영",
        "MAIN st",
        "010-1234-5678",
        "5678",
        "앞",
        "ｍａｉｎ",
    ],
)
def test_a_matter_is_found_by(query: str) -> None:
    assert is_found(query, SAID)


@pytest.mark.parametrize("query", ["수원시", "주차위반", "mai", "장", "0101", "역앞", "", " ., !"])
def test_a_matter_is_not_found_by(query: str) -> None:
    assert not is_found(query, SAID)


def test_a_single_syllable_does_not_spoil_a_longer_query() -> None:
    assert is_found("수원역 뒤 주차장", SAID)
    assert query_terms("길") == ["길"]


def test_the_terms_of_a_text_are_each_once_and_in_its_order() -> None:
    assert index_terms("주차장 앞, 주차 앞 Park PARK 24") == ["주차", "차장", "앞", "park", "24"]


def test_a_name_typed_on_another_machine_is_the_same_name() -> None:
    assert index_terms(normalize("NFD", "한옥마을")) == index_terms("한옥마을")


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("お願いします", "願い"),
        ("停车场被占", "车场"),
        ("ที่จอดรถ", "จอด"),
        ("bãi đỗ xe Hà Nội", "HÀ nội"),
        ("парковка у дома", "Парковка"),
    ],
)
def test_other_languages_are_found_too(text: str, query: str) -> None:
    assert is_found(query, text)


@given(HANGUL, AROUND, AROUND, st.data())
def test_any_two_or_more_syllables_of_a_run_are_found(run: str, before: str, after: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(run) - 2))
    end = data.draw(st.integers(start + 2, len(run)))
    assert is_found(run[start:end], f"{before} {run} {after}")


@given(st.lists(st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=12), min_size=1))
def test_any_word_of_latin_letters_and_digits_is_found_in_either_case(words: list[str]) -> None:
    text = ", ".join(words)
    assert all(is_found(word.swapcase(), text) for word in words)


@given(st.text(max_size=3000))
def test_terms_are_few_short_and_each_once(text: str) -> None:
    terms = index_terms(text)
    assert len(terms) == len(set(terms)) <= MOST_TERMS
    assert all(0 < len(term) <= LONGEST_TERM and not term.isspace() for term in terms)


def test_a_document_without_end_is_cut() -> None:
    endless = "".join(chr(0xAC00 + index) for index in range(5000))
    assert len(index_terms(endless)) == MOST_TERMS
    assert index_terms("x" * 5000) == ["x" * LONGEST_TERM]
    assert is_found("x" * 5000, "x" * 5000)


@given(st.text(max_size=200))
def test_a_text_finds_itself(text: str) -> None:
    assert set(query_terms(text)) <= set(index_terms(text))
