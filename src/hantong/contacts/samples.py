"""An arrival as an ordinary resident would cause it: for the shared suite of the channels, and for guides."""

from collections.abc import Mapping

from hantong.kit.ids import new_id
from hantong.offices.directory import directory


def typed_sample() -> Mapping[str, object]:
    """Give the named values of an invented resident who cannot get past a parked car."""
    first = min(directory().jurisdictions.values(), key=lambda each: (each.parent_id is not None, each.code))
    return {
        "id": str(new_id()),
        "said_at": "2026-03-04T02:10:00+09:00",
        "jurisdiction": first.code,
        "text": "집 앞 골목에 차가 계속 서 있어서 휠체어가 지나가지 못합니다.",
        "name": "한영숙",
        "phone": "031-234-0000",
        "language": "ko",
        "needs": ["wheelchair"],
    }
