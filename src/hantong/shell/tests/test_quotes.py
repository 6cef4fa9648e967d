"""Quoted history stays with the words above it and can be told from them."""

import pytest

from hantong.shell.quotes import folded_under, unfolded


def test_what_is_folded_can_be_unfolded() -> None:
    text = folded_under("아직입니다.", "어디입니까?\n\n> 수원역")
    assert unfolded(text) == ("아직입니다.", "어디입니까?\n\n> 수원역")


@pytest.mark.parametrize("text", ["한 줄", "> 인용뿐", "값 > 3 입니다", "", "줄\n> 인용\n다시 말"])
def test_words_without_history_below_are_words(text: str) -> None:
    assert unfolded(text) == (text, "")
