"""The public formats of the rotating problem: the .dzn files of the MiniZinc challenges of 2018/2019 and of 2022.

The files of 2022 give only the number of employees and the need. Their rules are the same for all of them: at most
five days of work in a row, at most three nights in a row and a day off before and after nights, two days off in a
row in every week, one free weekend in any three.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from hantong_planning.errors import Nonsense, whole
from hantong_planning.rostering.rotating.problem import DAYS, Forbidden, Rotation, Shift

_ASSIGNMENT = re.compile(r"(\w+)\s*=\s*([^;]*);")
DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_HOURS = {"Day": 6 * 60, "Evening": 14 * 60, "Night": 22 * 60}


def read(path: Path) -> Rotation:
    """Read a file of either format. Raises Nonsense with the field that is missing or wrong, OSError."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Nonsense("file", "must be UTF-8 text") from error
    return parse(text)


def parse(text: str) -> Rotation:
    """Read the text of either format. Raises Nonsense with the field that is missing or wrong."""
    given = dict(_ASSIGNMENT.findall(re.sub(r"%.*", "", text)))
    return _short(given) if "employees" in given else _long(given)


def write(rotation: Rotation) -> str:
    """Return a problem in the format of 2018/2019. Raises Nonsense if it has rules that the format cannot say."""
    if rotation.has_pair_off or rotation.weekend_free_every is not None:
        raise Nonsense("weekend_free_every", "and weekly pairs of days off cannot be written in this format")
    most_off = rotation.most_off if rotation.most_off is not None else DAYS * rotation.workers
    rows = "\n| ".join(", ".join(map(str, row)) for row in rotation.need)
    shifts, pairs = rotation.shifts, rotation.forbidden
    fields: list[tuple[str, object]] = [
        ("week_length", DAYS),
        ("nb_workers", rotation.workers),
        ("min_daysoff", rotation.least_off),
        ("max_daysoff", most_off),
        ("min_work", rotation.least_work),
        ("max_work", rotation.most_work),
        ("nb_shifts", len(shifts)),
        ("temp_req", f"[| {rows} |]"),
        ("shift_name", _array([f'"{shift.name}"' for shift in shifts])),
        ("shift_start", _array([shift.starts_min for shift in shifts])),
        ("shift_length", _array([shift.lasts_min for shift in shifts])),
        ("shift_block_min", _array([shift.least_in_row for shift in shifts])),
        ("shift_block_max", _array([shift.most_in_row or rotation.most_work for shift in shifts])),
        ("nb_forbidden", len(pairs)),
        ("forbidden_before", _array([pair.before + 1 for pair in pairs])),
        ("forbidden_after", _array([pair.after + 1 for pair in pairs])),
        ("forbidden_daysoff", _array([str(pair.has_day_off).lower() for pair in pairs])),
    ]
    return "".join(f"{name} = {value};\n" for name, value in fields)


def write_short(rotation: Rotation) -> str:
    """Return a problem in the format of 2022. Raises Nonsense if its rules are not those of that year."""
    need = [[rotation.need[s][day] for s in range(len(rotation.need))] for day in range(DAYS)]
    if len(rotation.shifts) != len(_HOURS) or rotation != short_rules(rotation.workers, need):
        raise Nonsense("shift_name", "and rules must be those of the files of 2022")
    rows = "\n".join(f" | {name}: {', '.join(map(str, row))}" for name, row in zip(DAY_NAMES, need, strict=True))
    return f"employees = {rotation.workers};\nrequirements =\n[| Day: Evening: Night:\n{rows}\n |];\n"


def short_rules(workers: int, need: Sequence[Sequence[int]]) -> Rotation:
    """Give the problem with the rules of 2022; `need` has shape (7, 3): day, evening, night of each weekday."""
    day, evening, night = range(3)
    blocks = (None, None, 3)
    shifts = tuple(Shift(n, start, 480, 1, most) for (n, start), most in zip(_HOURS.items(), blocks, strict=True))
    pairs = ((night, day), (night, evening), (day, night), (evening, night))
    return Rotation(
        workers=workers,
        shifts=shifts,
        need=tuple(tuple(row[s] for row in need) for s in range(3)),
        least_work=1,
        most_work=5,
        least_off=1,
        most_off=None,
        forbidden=tuple(Forbidden(a, b) for a, b in pairs),
        has_pair_off=True,
        weekend_free_every=3,
    )


def _short(given: Mapping[str, str]) -> Rotation:
    numbers = [int(word) for word in re.findall(r"-?\d+", _text(given, "requirements"))]
    if len(numbers) != DAYS * len(_HOURS):
        raise Nonsense("requirements", f"must be {DAYS} rows of {len(_HOURS)} numbers")
    rows = [numbers[k : k + len(_HOURS)] for k in range(0, len(numbers), len(_HOURS))]
    return short_rules(_int(given, "employees"), rows)


def _long(given: Mapping[str, str]) -> Rotation:
    if (week := _int(given, "week_length")) != DAYS:
        raise Nonsense("week_length", f"must be {DAYS}, not {week}")
    count = whole("nb_shifts", _int(given, "nb_shifts"), least=1)
    names = re.findall(r'"([^"]*)"', _text(given, "shift_name"))
    columns = [_list(given, f"shift_{word}", count, _number) for word in ("start", "length", "block_min", "block_max")]
    if len(names) != count:
        raise Nonsense("shift_name", f"must have {count} values")
    pairs = whole("nb_forbidden", _int(given, "nb_forbidden"))
    before, after = (_list(given, f"forbidden_{word}", pairs, _number) for word in ("before", "after"))
    across = _list(given, "forbidden_daysoff", pairs, _truth)
    need = _list(given, "temp_req", count * DAYS, _number)
    return Rotation(
        workers=_int(given, "nb_workers"),
        shifts=tuple(Shift(*row) for row in zip(names, *columns, strict=True)),
        need=tuple(tuple(need[s * DAYS : (s + 1) * DAYS]) for s in range(count)),
        least_work=_int(given, "min_work"),
        most_work=_int(given, "max_work"),
        least_off=_int(given, "min_daysoff"),
        most_off=_int(given, "max_daysoff"),
        forbidden=tuple(Forbidden(b - 1, a - 1, bool(off)) for b, a, off in zip(before, after, across, strict=True)),
    )


def _list(given: Mapping[str, str], field: str, count: int, read_one: Callable[[str, str], int]) -> list[int]:
    words = re.findall(r"[^\s,|\[\]]+", _text(given, field))
    if len(words) != count:
        raise Nonsense(field, f"must have {count} values, not {len(words)}")
    return [read_one(field, word) for word in words]


def _text(given: Mapping[str, str], field: str) -> str:
    if field not in given:
        raise Nonsense(field, "is missing")
    return given[field]


def _int(given: Mapping[str, str], field: str) -> int:
    return _number(field, _text(given, field).strip())


def _number(field: str, word: str) -> int:
    if not re.fullmatch(r"-?\d+", word):
        raise Nonsense(field, f"must be a whole number, not {word!r}")
    return int(word)


def _truth(field: str, word: str) -> bool:
    if word not in {"true", "false"}:
        raise Nonsense(field, f"must be true or false, not {word!r}")
    return word == "true"


def _array(values: Sequence[object]) -> str:
    return f"[{', '.join(map(str, values))}]"
