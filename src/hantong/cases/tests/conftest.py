"""Matters in the states that our stories begin with."""

from collections.abc import Callable
from datetime import datetime

import pytest

from hantong.access.models import Staff
from hantong.cases.actions import Opening, open_case
from hantong.cases.models import Case
from hantong.offices.models import Department
from hantong.project.cast import NOON, Province

Opener = Callable[..., Case]


@pytest.fixture
def opener(province: Province) -> Opener:
    """Give a function that opens a parking matter in Suwon; whatever is named differs."""

    def open_one(
        *, by: Staff | None = None, unit: Department | None = None, at: datetime = NOON, **more: object
    ) -> Case:
        about: dict[str, object] = {
            "jurisdiction": province.suwon.pk,
            "channel": "counter" if by else "web",
            "title": "횡단보도 위 주차",
            "text": "횡단보도 위에 흰 차가 서 있어요.",
            "said_at": at,
            "service": province.parking,
        }
        opening = Opening(**(about | more))  # type: ignore[arg-type]
        return open_case(opening=opening, by=by, unit=unit.pk if unit else None, at=at)

    return open_one


@pytest.fixture
def web_case(opener: Opener) -> Case:
    """Give a matter that came by the web form: the parking department answers for it, nobody has taken it."""
    return opener()


@pytest.fixture
def desk_case(opener: Opener, jiwoo: Staff, province: Province) -> Case:
    """Give a matter that Ji-woo took at the desk: hers, offered to the parking department."""
    return opener(by=jiwoo, unit=province.centre)
