"""What the front door's stories share: what Ms Han says, in as many variants as a story needs."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from hantong.contacts.channel import Arrival, ReachedBy
from hantong.kit.ids import new_id
from hantong.project.cast import NOON, Province


@pytest.fixture
def arrival(province: Province) -> Callable[..., Arrival]:
    """Make arrivals of Ms Han, who has an e-mail address in these stories."""

    def make(**changes: Any) -> Arrival:
        plain = Arrival(
            id=new_id(),
            channel="web",
            said_at=NOON,
            text="보도에 파인 곳이 있습니다. 휠체어가 지나가지 못합니다.",
            jurisdiction=province.suwon.pk,
            service=province.pothole.pk,
            name="한영숙",
            reached_by=(ReachedBy(kind="email", value="han@example.org"),),
            address="수원역 앞",
        )
        return replace(plain, **changes)

    return make
