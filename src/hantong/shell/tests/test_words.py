"""A Korean page speaks Korean and an English page English, down to the words of the frame."""

from __future__ import annotations

import re

import pytest
from django.test import Client

KEYS_AND_NAMES = {"English", "Enter", "Ctrl", "Esc"}
pytestmark = pytest.mark.django_db


def words_of(language: str, frame: str) -> str:
    client = Client()
    client.cookies["hantong_language"] = language
    html = client.get(f"/styleguide?frame={frame}").content.decode()
    html = re.sub(r"<(script|style|head)\b.*?</\1>", " ", html, flags=re.DOTALL)
    told = re.findall(r'(?:aria-label|placeholder|title|alt|data-[a-z-]+)="([^"]*[ㄱ-힣A-Za-z ]{4,}[^"]*)"', html)
    return " ".join([re.sub(r"<[^>]*>", " ", html), *(text for text in told if " " in text)])


@pytest.mark.parametrize("frame", ["work", "public"])
def test_no_english_word_stands_on_a_korean_page(frame: str) -> None:
    assert set(re.findall(r"\b[A-Za-z]{4,}\b", words_of("ko", frame))) <= KEYS_AND_NAMES


@pytest.mark.parametrize("frame", ["work", "public"])
def test_no_korean_word_stands_on_an_english_page(frame: str) -> None:
    korean = set(re.findall(r"[가-힣]+", words_of("en", frame)))
    assert korean <= {"한통", "한국어"}
