"""Pictures that the rosters share: a coloured table of who works what, and cover against need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hantong_planning.drawing import Picture, ticks

CELL_W, CELL_H, LEFT, TOP = 30.0, 20.0, 110.0, 34.0
OFF_FILL, GRID, INK, FAINT = "#f4f5f6", "#ffffff", "#1e2124", "#6d7882"
FILLS = ("#bfe3f5", "#fde3a7", "#4b5b8c", "#cfe8c6", "#f7c9c0", "#dccdf0", "#d8d2c2", "#a9d8d1")
DARK = frozenset({"#4b5b8c"})
MISSING = "missing"
NEED_STROKE, COVER_FILL, SHORT_FILL = "#b3261e", "#9cc4e4", "#f2b8b5"


def fills(names: Sequence[str], nights: frozenset[str] = frozenset()) -> dict[str, str]:
    """Choose a colour for each shift, the dark one for nights; the same names give the same colours."""
    light = [fill for fill in FILLS if fill not in DARK]
    day_names = [name for name in names if name not in nights]
    chosen = {name: light[k % len(light)] for k, name in enumerate(day_names)}
    return chosen | {name: next(iter(DARK)) for name in names if name in nights}


def roster_table(
    rows: Mapping[str, Sequence[str]], *, columns: Sequence[str], colours: Mapping[str, str], title: str, off: str = ""
) -> Picture:
    """Draw a roster: one row per person or week, one cell per day, the shift's name in its colour.

    Parameters
    ----------
    rows
        Label → shift per day, `off` (or an empty string) for a day off; each as long as `columns`.
    columns
        What stands above each day.
    colours
        Shift → fill.
    title
        What the picture shows, for people who cannot see it.
    off
        How a day off is written.
    """
    wide = max(CELL_W, 8.0 * max((len(name) for row in rows.values() for name in row), default=1) + 8)
    picture = Picture(width=LEFT + wide * len(columns) + 10, height=TOP + CELL_H * len(rows) + 10, title=title)
    for column, name in enumerate(columns):
        picture.text((LEFT + wide * (column + 0.5), TOP - 8), name, size=11, anchor="middle", fill=FAINT)
    for line, (label, row) in enumerate(rows.items()):
        top = TOP + CELL_H * line
        picture.text((LEFT - 8, top + CELL_H * 0.72), label, size=11, anchor="end")
        for column, name in enumerate(row):
            is_off = name in {"", off}
            fill = OFF_FILL if is_off else colours.get(name, OFF_FILL)
            says = f"{label}, {columns[column]}: {'off' if is_off else name}"
            picture.box((LEFT + wide * column, top), (wide, CELL_H), fill=fill, stroke=GRID, title=says)
            if not is_off:
                ink = GRID if fill in DARK else INK
                middle = (LEFT + wide * (column + 0.5), top + CELL_H * 0.72)
                picture.text(middle, name, size=11, anchor="middle", fill=ink)
    return picture


def table_with_missing(
    rows: Mapping[str, Sequence[str]],
    missing: Sequence[int],
    *,
    columns: Sequence[str],
    colours: Mapping[str, str],
    title: str,
) -> Picture:
    """Draw a roster, and below it in red how many are missing on each day, shape (days,)."""
    numbers = [str(number) if number else "" for number in missing]
    label = MISSING if MISSING not in rows else f"{MISSING} (all)"
    reds = {number: SHORT_FILL for number in numbers if number}
    return roster_table({**rows, label: numbers}, columns=columns, colours={**colours, **reds}, title=title)


def cover_against_need(
    cover: Sequence[float], need: Sequence[float], *, labels: Sequence[str], title: str, width: float = 760
) -> Picture:
    """Draw who is there as bars and who is needed as a stepped line; what is missing is filled in red.

    Parameters
    ----------
    cover, need
        shape (intervals,): people.
    labels
        shape (intervals,): what stands under each interval; an empty string stands for nothing.
    title
        What the picture shows, for people who cannot see it.
    width
        In px.
    """
    height, left, bottom, top = 260.0, 44.0, 30.0, 16.0
    most = max([*cover, *need, 1.0])
    picture = Picture(width=width, height=height, title=title)
    step, unit = (width - left - 10) / max(1, len(need)), (height - top - bottom) / most
    ground = height - bottom
    for value in ticks(0, most):
        picture.line([(left, ground - value * unit), (width - 10, ground - value * unit)], stroke="#e6e8ea", width=1)
        picture.text((left - 6, ground - value * unit + 4), f"{value:g}", size=11, anchor="end", fill=FAINT)
    for k, (there, needed) in enumerate(zip(cover, need, strict=True)):
        x = left + step * k
        says = f"{labels[k] or k + 1}: {there:g} there, {needed:g} needed"
        picture.box((x, ground - there * unit), (step, there * unit), fill=COVER_FILL, title=says)
        if needed > there:
            picture.box((x, ground - needed * unit), (step, (needed - there) * unit), fill=SHORT_FILL, title=says)
        picture.text((x + step / 2, height - 10), labels[k], size=11, anchor="middle", fill=FAINT)
    edges = [(left + step * (k + side), ground - n * unit) for k, n in enumerate(need) for side in (0, 1)]
    picture.line(edges, stroke=NEED_STROKE, width=1.5)
    return picture
