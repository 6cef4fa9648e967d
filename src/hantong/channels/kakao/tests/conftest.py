"""What these stories share: a resident who writes in KakaoTalk, as the chatbot passes it on."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from hantong.cases.models import Case
from hantong.project.cast import Province

SECRET = "a-secret-shared-with-the-chatbot"  # noqa: S105
HAN = "3c9a1b7e5d2f4860a1"


def skill_request(words: str, *, user: str = HAN, command: str = "", callback: str = "") -> dict[str, Any]:
    """Give a request as the chatbot sends it."""
    return {
        "intent": {"id": "i", "name": "민원"},
        "userRequest": {
            "timezone": "Asia/Seoul",
            "block": {"id": "b", "name": "폴백 블록"},
            "utterance": words,
            "lang": None,
            "user": {"id": user, "type": "botUserKey", "properties": {"botUserKey": user}},
            **({"callbackUrl": callback} if callback else {}),
        },
        "bot": {"id": "bot-1", "name": "경기도 언제나 민원실"},
        "action": {"name": "hantong", "clientExtra": {"do": command} if command else None, "params": {}, "id": "a"},
    }


class Room:
    """A chat room with the bot, seen by a resident."""

    def __init__(self) -> None:
        self.client = Client()
        self.last: dict[str, Any] = {}

    def says(self, words: str, **more: str) -> str:
        """Write something; give everything that is shown, in one text."""
        answered = self.client.post(
            "/kakao/skill",
            skill_request(words, **more),
            content_type="application/json",
            headers={"X-Hantong-Secret": SECRET},
        )
        assert answered.status_code == 200, answered.content
        self.last = answered.json()
        return "\n".join(each["simpleText"]["text"] for each in self.last.get("template", {}).get("outputs", []))

    def presses(self, label: str, **more: str) -> str:
        """Press one of the quick replies that are shown."""
        [reply] = [each for each in self.last["template"]["quickReplies"] if each["label"] == label]
        return self.says(reply["messageText"], command=reply["extra"]["do"], **more)

    @property
    def labels(self) -> list[str]:
        """The quick replies that are shown."""
        return [each["label"] for each in self.last["template"].get("quickReplies", [])]


@pytest.fixture
def room(province: Province, monkeypatch: pytest.MonkeyPatch) -> Room:
    """Give Ms Han's room, with the secret set."""
    monkeypatch.setenv("HANTONG_KAKAO_SECRET", SECRET)
    return Room()


@pytest.fixture
def reported(room: Room) -> Callable[..., Case]:
    """Report something by KakaoTalk, and give the matter."""

    def report(words: str = "수원시 팔달구 골목에 파인 곳이 있습니다.", **more: str) -> Case:
        room.says(words, **more)
        room.presses("접수하기", **more)
        case = Case.objects.order_by("-recorded_at").first()
        assert case is not None
        return case

    return report
