"""What these stories share: a resident's talk, and counsellors who are there."""

from collections.abc import Callable

import pytest
from django.conf import settings

from hantong.access.models import Staff
from hantong.channels.chat.actions import Beginning, begin, go_on_duty
from hantong.channels.chat.models import Talk
from hantong.channels.chat.tokens import talk_token
from hantong.kit.ids import new_id
from hantong.project.cast import NOON, Province, as_person

Begun = Callable[..., Talk]


@pytest.fixture
def begun(province: Province) -> Begun:
    """Begin talks."""

    def make(text: str = "골목에 파인 곳이 있습니다.", **more: object) -> Talk:
        at = more.pop("at", NOON)
        values = {"id": new_id(), "jurisdiction": province.suwon.pk, **more}
        return begin(beginning=Beginning(text=text, **values), at=at)  # type: ignore[arg-type]

    return make


@pytest.fixture
def there(jiwoo: Staff) -> Staff:
    """Give Ji-woo, who is there for chats."""
    go_on_duty(person=as_person(jiwoo), most=2, at=NOON)
    return jiwoo


def address(talk: Talk, rest: str = "") -> str:
    """Give the address of a talk's page."""
    return f"/chat/{talk.pk}/{talk_token(talk.pk, secret=settings.SECRET_KEY)}{rest}"
