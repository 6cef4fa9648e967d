"""What the stories of written work share: what residents write, and what follows from it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from hantong.cases.events import CaseOpened, CaseSaid
from hantong.cases.models import Case
from hantong.contacts.actions import receive
from hantong.contacts.channel import Arrival, ReachedBy
from hantong.kit.ids import new_id
from hantong.project.cast import NOON, Province
from hantong.written.following import follow_words

Writes = Callable[..., Case]


@pytest.fixture
def writes(province: Province) -> Writes:
    """Let Ms Han write something, and let what follows from it happen."""

    def write(
        text: str = "가로등이 꺼졌습니다.", *, at: datetime = NOON, joins: Case | None = None, **more: Any
    ) -> Case:
        plain: dict[str, Any] = {
            "id": new_id(),
            "channel": "email",
            "said_at": at,
            "text": text,
            "jurisdiction": province.gyeonggi.pk,
            "service": None if joins else province.passport.pk,
            "name": "한영숙",
            "reached_by": (ReachedBy(kind="email", value="han@example.org"),),
            "joins": joins.pk if joins else None,
        }
        case = receive(arrival=Arrival(**(plain | more)), at=at).case
        assert case is not None
        kind = CaseSaid if joins else CaseOpened
        follow_words(kind.of(Case.objects.get(pk=case.pk)))
        return case

    return write
