"""Names on a map stand at their marks, over nothing else; where there is no room, a name is left to the table."""

from itertools import combinations
from random import Random

import pytest

from hantong.reports.label_places import Box, Point, label_places

SIZE = (700.0, 500.0)
# around Anyang, where four cities lie within ten kilometres of each other
CLOSE = {"과천시": (227, 300), "안양시": (206, 313), "군포시": (192, 325), "의왕시": (214, 331)}


def placed(names: list[str], marks: list[Point], radius_px: float) -> list[Box | None]:
    return label_places(names, marks, radius_px=radius_px, font_px=12, size=SIZE)


def test_cities_that_lie_close_together_all_keep_their_names() -> None:
    boxes = placed(list(CLOSE), list(CLOSE.values()), 12)
    assert None not in boxes


@pytest.mark.parametrize("radius_px", [0, 7, 12])
@pytest.mark.parametrize("seed", range(12))
def test_no_name_stands_over_another_nor_over_a_mark_nor_outside(seed: int, radius_px: float) -> None:
    draw = Random(seed)  # noqa: S311
    marks = [(draw.uniform(0, SIZE[0]), draw.uniform(0, SIZE[1])) for _ in range(60)]
    names = [draw.choice(["수원시", "남양주시", "Uijeongbu", "Ui"]) for _ in marks]
    boxes = [box for box in placed(names, marks, radius_px) if box]
    assert len(boxes) > 30
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
    assert not any(box.meets_circle(mark, radius_px) for box in boxes for mark in marks)
    assert all(box.is_within(SIZE) for box in boxes)


def test_a_name_without_room_is_left_out() -> None:
    boxes = placed(["수원시"] * 9, [(350, 250)] * 9, 12)
    assert 0 < sum(box is not None for box in boxes) < 9


def test_a_lone_name_stands_below_its_mark_and_in_the_middle_of_its_area() -> None:
    (below,) = placed(["수원시"], [(350, 250)], 12)
    (inside,) = placed(["수원시"], [(350, 250)], 0)
    assert below is not None
    assert (below.x, below.y > 262) == (350, True)
    assert inside is not None
    assert (inside.x, inside.y) == (350, 250)


def test_a_name_at_the_edge_keeps_inside() -> None:
    (box,) = placed(["Uijeongbu"], [(350, 498)], 12)
    assert box is not None
    assert box.y < 498
