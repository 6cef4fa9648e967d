"""What a text is, who is named in it, and what of it the mayor reads."""

import pytest

from hantong.praise.masked import masked
from hantong.praise.named import named_in
from hantong.praise.tone import tone_of


@pytest.mark.parametrize(
    ("text", "is_praise", "is_complaint"),
    [
        ("수원역 창구 김지우 상담사님이 정말 친절하셨어요. 감사합니다.", True, False),
        ("덕분에 여권을 잘 받았습니다. 칭찬합니다!", True, False),
        ("감사합니다.", True, False),
        ("가로등이 고장 났으니 고쳐 주시기 바랍니다. 감사합니다.", False, True),
        ("여권 발급 시간을 알려 주세요. 감사합니다.", False, False),
        ("직원이 너무 불친절합니다.", False, True),
        ("전혀 친절하지 않았습니다.", False, True),
        ("상담사는 친절했지만 가로등은 아직도 고장입니다.", True, True),
        ("The clerk was very kind and helpful.", True, False),
        ("She was not helpful at all.", False, True),
        ("The lamp is still broken. Thank you.", False, True),
        ("When does the office open?", False, False),
        ("What kind of documents do I need? Thanks in advance.", False, False),
        ("쓰레기 봉투는 어디서 사나요?", False, False),
        ("Thank you for fixing the lamp so quickly!", True, False),
        ("", False, False),
    ],
)
def test_praise_and_complaint_are_told_apart(text: str, is_praise: bool, is_complaint: bool) -> None:
    tone = tone_of(text)
    assert (tone.is_praise, tone.is_complaint) == (is_praise, is_complaint), tone.signs


def test_the_words_that_decided_are_given() -> None:
    assert "불친절" in tone_of("너무 불친절해요").signs


def test_the_longest_name_counts_and_a_shared_one_does_not() -> None:
    names = {1: ["교통과"], 2: ["교통과 주차팀"], 3: ["김지우"], 4: ["김지우"], 5: ["Ji-woo"]}
    assert named_in("교통과 주차팀 김지우님 고맙습니다", names) == [2]
    assert named_in("Thanks to Ji-woo!", names) == [5]
    assert named_in("Ji-wookie", names) == []


def test_nobody_can_be_told_by_what_the_mayor_reads() -> None:
    text = "저는 한영숙, 010-1234-5678, han@example.org, 장미아파트 101동 1203호, @han@social.example, 900101-1234568"
    read = masked(text, ["한영숙"])
    for part in ("한영숙", "1234", "han@", "101동", "1203", "5678", "900101"):
        assert part not in read
    assert "장미아파트" in read
    assert len(masked("가" * 5000, [])) <= 601
