"""What makes a scenario whole: names that exist once, skills that are there, hours that fit the intervals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hantong_planning.errors import Nonsense, finite, whole
from hantong_planning.simulate.calendar import DAY_S, Window
from hantong_planning.simulate.durations import variation
from hantong_planning.simulate.problem import CallClass, Scenario

MOST_DAYS = 3660
MOST_CONTACTS = 1e8


def refuse_nonsense(scenario: Scenario) -> None:
    """Look at what only the whole can show. Raises Nonsense with the path of the field."""
    _look_at_time(scenario)
    for kind, things in (("classes", scenario.classes), ("groups", scenario.groups)):
        if not things:
            raise Nonsense(kind, "must not be empty")
        _refuse_twice(kind, [thing.name for thing in things])
    lengths = profile_lengths(scenario)
    for place, each in enumerate(scenario.classes):
        _look_at_class(scenario, f"classes[{place}]", each, lengths)
    for place, group in enumerate(scenario.groups):
        if group.staff and len(group.staff) not in lengths:
            raise Nonsense(f"groups[{place}].staff", _lengths_words(len(group.staff), lengths))


def _look_at_time(scenario: Scenario) -> None:
    whole("days", scenario.days, least=1, most=MOST_DAYS)
    if DAY_S % whole("interval_s", scenario.interval_s, least=1):
        raise Nonsense("interval_s", "must divide a day (86400 s)")
    variation("days_cv", scenario.days_cv)
    finite("warm_up_h", scenario.warm_up_h, least=0)
    if scenario.warm_up_h * 3600 % scenario.interval_s:
        raise Nonsense("warm_up_h", "must be a whole number of intervals")
    if scenario.warm_up_h * 3600 >= scenario.days * DAY_S:
        raise Nonsense("warm_up_h", f"must be shorter than the {scenario.days} days")


def profile_lengths(scenario: Scenario) -> dict[int, str]:
    """Return how many values a profile may have, each with what it then means."""
    per_day = DAY_S // scenario.interval_s
    named = {
        scenario.intervals: "per interval",
        7 * per_day: "per interval of the week",
        per_day: "per interval of the day",
    }
    return named | {168: "per hour of the week", 24: "per hour of the day", 7: "per weekday", 1: "always"}


def _lengths_words(given: int, lengths: dict[int, str]) -> str:
    return f"has {given} values; it may have {', '.join(f'{n} ({what})' for n, what in sorted(lengths.items()))}"


def _look_at_class(scenario: Scenario, path: str, each: CallClass, lengths: dict[int, str]) -> None:
    if len(each.arrivals_per_h) not in lengths:
        raise Nonsense(f"{path}.arrivals_per_h", _lengths_words(len(each.arrivals_per_h), lengths))
    if (contacts := max(each.arrivals_per_h) * max(each.holiday_factor, 1) * 24 * scenario.days) > MOST_CONTACTS:
        words = f"brings up to {contacts:g} contacts; at most {MOST_CONTACTS:g} can be simulated"
        raise Nonsense(f"{path}.arrivals_per_h", words)
    names = {other.name for other in scenario.classes}
    if each.diverted_to and (each.diverted_to not in names or each.diverted_to == each.name):
        raise Nonsense(f"{path}.when_closed.to", f"{each.diverted_to!r} is not another class")
    _refuse_unaligned(f"{path}.open", each.open, scenario.interval_s)
    by_name = {other.name: other for other in scenario.classes}
    for place, transfer in enumerate(each.transfers):
        if transfer.to not in names:
            raise Nonsense(f"{path}.transfers[{place}].to", f"{transfer.to!r} is not a class")
        if transfer.is_held and by_name[transfer.to].patience_s is None:
            words = f"cannot be true: {transfer.to!r} waits for ever, and counsellors would wait for one another"
            raise Nonsense(f"{path}.transfers[{place}].is_held", words)
    _look_at_routes(scenario, path, each)


def _look_at_routes(scenario: Scenario, path: str, each: CallClass) -> None:
    groups = {group.name: group for group in scenario.groups}
    if not scenario.routes_of(each):
        where = f" at {each.place!r}" if each.place else ""
        raise Nonsense(f"{path}.skill", f"nobody{where} has the skill {each.needs!r}")
    for place, route in enumerate(each.routes):
        if route.group not in groups:
            raise Nonsense(f"{path}.routes[{place}].group", f"{route.group!r} is not a group")
        if each.needs not in groups[route.group].skills:
            words = f"{route.group!r} has not the skill {each.needs!r}"
            raise Nonsense(f"{path}.routes[{place}].group", words)
        _refuse_unaligned(f"{path}.routes[{place}].during", route.during, scenario.interval_s)


def _refuse_unaligned(path: str, windows: Sequence[Window], interval_s: int) -> None:
    for place, window in enumerate(windows):
        for end, value in (("from", window.from_s), ("to", window.to_s)):
            if value % interval_s:
                raise Nonsense(f"{path}[{place}].{end}", f"must fall on an interval of {interval_s} s")


def _refuse_twice(path: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for place, name in enumerate(names):
        if name in seen:
            raise Nonsense(f"{path}[{place}].name", f"{name!r} is there twice")
        seen.add(name)
