"""What the figures are counted from in our stories."""

import pytest

from hantong.cases.actions import Opening, open_case
from hantong.cases.models import Case
from hantong.project.cast import NOON, Province


@pytest.fixture
def web_matter(province: Province) -> Case:
    """Give a parking matter of 4 March, reported on the web in Suwon."""
    opening = Opening(
        jurisdiction=province.suwon.pk,
        channel="web",
        title="주차",
        text="주차",
        said_at=NOON,
        service=province.parking,
    )
    return open_case(opening=opening, by=None, unit=None, at=NOON)
