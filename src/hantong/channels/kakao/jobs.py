"""The jobs of KakaoTalk."""

from datetime import datetime

from django.utils.timezone import now
from procrastinate.contrib.django import app

from hantong.channels.kakao import actions
from hantong.channels.kakao.skill import Said
from hantong.kit.editions import turn
from hantong.kit.jobs import RETRY


@app.task(name="kakao_call_back", retry=RETRY)
def call_back(*, said: dict[str, str], came_at: str) -> None:
    """Answer by the callback what could not be answered at once."""
    with turn():
        actions.call_back(said=Said(**said), came_at=datetime.fromisoformat(came_at), at=now())


@app.task(name="kakao_give_up")
def give_up_on_news(timestamp: int) -> None:
    """Have told by voice what nobody came for, and forget talks that ended long ago."""
    actions.give_up_on_news(at=now())
    actions.forget_old_talks(at=now())
