"""The skill format: what is read, what is refused, how long texts are cut."""

from typing import Any

import pytest

from hantong.channels.kakao.settings_read import is_callback, is_ours
from hantong.channels.kakao.skill import Choice, NotASkillRequest, answer, balloons, read_skill
from hantong.channels.kakao.tests.conftest import HAN, SECRET, skill_request


def test_who_said_what_is_read() -> None:
    said = read_skill(skill_request(" 골목 주차 ", command="report", callback="https://bot-api.kakao.com/c/1"))
    assert said.account == f"kakao:{HAN}"
    assert (said.words, said.command, said.bot) == ("골목 주차", "report", "bot-1")
    assert said.callback == "https://bot-api.kakao.com/c/1"


@pytest.mark.parametrize(
    "broken",
    [
        None, [], {}, {"userRequest": []}, {"userRequest": {"utterance": "a"}},
        {"userRequest": {"utterance": "a", "user": {"id": 7}}},
        {"userRequest": {"utterance": "a", "user": {"id": "  "}}},
        {"userRequest": {"utterance": None, "user": {"id": "x"}}},
        {"userRequest": {"utterance": "a", "user": {"id": "x" * 101}}},
        {"userRequest": {"utterance": "a", "user": {"id": "x\n"}}},
    ],
)  # fmt: skip
def test_what_lacks_somebody_or_words_is_refused(broken: Any) -> None:
    with pytest.raises(NotASkillRequest):
        read_skill(broken)


def test_a_nul_and_endless_words_do_no_harm() -> None:
    assert read_skill(skill_request("a\x00b")).words == "ab"
    assert len(read_skill(skill_request("가" * 9000)).words) == 4000


def test_an_answer_has_the_shape_that_is_asked_for() -> None:
    shown = answer(["네"], [Choice(label="아주 길어서 다 들어가지 못하는 이름표", says="접수", command="report")])
    assert shown["version"] == "2.0"
    assert shown["template"]["outputs"] == [{"simpleText": {"text": "네"}}]
    [reply] = shown["template"]["quickReplies"]
    assert len(reply["label"]) == 14
    assert (reply["action"], reply["messageText"], reply["extra"]) == ("message", "접수", {"do": "report"})


def test_there_are_at_most_three_balloons_of_a_thousand_letters() -> None:
    shown = balloons(["가" * 1500, "나" * 10, "다" * 10, "라" * 1500])
    assert len(shown) == 2
    assert all(len(text) <= 1000 for text in shown)
    assert shown[-1].startswith("라")
    assert balloons(["마" * 2500]) == ["마" * 1000, "마" * 1000, "마" * 500]


def test_a_short_secret_is_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HANTONG_KAKAO_SECRET", raising=False)
    assert not is_ours("")
    monkeypatch.setenv("HANTONG_KAKAO_SECRET", "short")
    assert not is_ours("short")
    monkeypatch.setenv("HANTONG_KAKAO_SECRET", SECRET)
    assert is_ours(SECRET)
    assert not is_ours(SECRET + "x")
    assert not is_ours("틀림")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://bot-api.kakao.com/v1/callback/1", True),
        ("https://kakao.com/x", True),
        ("http://bot-api.kakao.com/v1", False),
        ("https://kakao.com.example.org/x", False),
        ("https://notkakao.com/x", False),
        ("https://bot-api.kakao.com:8080/x", False),
        ("https://127.0.0.1/x", False),
        ("file:///etc/passwd", False),
        ("https://[broken", False),
    ],
)
def test_answers_go_to_the_vendor_and_nowhere_else(address: str, *, expected: bool) -> None:
    assert is_callback(address) is expected
