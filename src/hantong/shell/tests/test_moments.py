"""A moment is told on the office's clock, in the reader's language, with how far away it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from hantong.shell.moments import moment_text, relative_text

NOW = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)  # two in the morning of the 22nd in Seoul


@pytest.fixture(autouse=True)
def _in_seoul() -> object:
    with timezone.override("Asia/Seoul"), translation.override("en"):
        yield


def test_the_hour_is_the_office_s() -> None:
    assert moment_text(NOW, now=NOW) == "22 Nov (Sun) 02:00"


def test_another_year_is_named() -> None:
    assert moment_text(NOW - timedelta(days=400), now=NOW) == "18 Oct 2025 (Sat) 02:00"


def test_only_the_day_or_only_the_hour() -> None:
    assert moment_text(NOW, now=NOW, parts="day") == "22 Nov (Sun)"
    assert moment_text(NOW, now=NOW, parts="hour") == "02:00"


@pytest.mark.parametrize(
    ("away", "text"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=59), "in 59 min"),
        (timedelta(hours=-3), "3 h ago"),
        (timedelta(hours=47), "in 47 h"),
        (timedelta(days=3), "in 3 days"),
        (timedelta(days=-14), "14 days ago"),
        (timedelta(days=-15), ""),
    ],
)
def test_how_far_away(away: timedelta, text: str) -> None:
    assert relative_text(NOW + away, NOW) == text


def test_the_tag_carries_the_exact_moment() -> None:
    html = Template("{% load shell %}{% moment at %}").render(Context({"at": NOW, "now": NOW}))
    assert 'datetime="2026-11-21T17:00:00+00:00"' in html
    assert "just now" in html


def test_without_a_clock_nothing_relative_is_said() -> None:
    assert "moment-far" not in Template("{% load shell %}{% moment at %}").render(Context({"at": NOW}))


def test_no_moment_is_a_dash() -> None:
    assert "—" in Template("{% load shell %}{% moment at %}").render(Context({"at": None}))
