"""A service as it is or as it might be: who comes, who is there, who serves whom; nonsense is refused with its field."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from hantong_planning.errors import Nonsense, finite, share, whole
from hantong_planning.simulate.calendar import DAY_S, EVERY_DAY, Calendar, Window
from hantong_planning.simulate.durations import Duration, variation


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """A share of a class's contacts that go on to another class after the first conversation.

    With `is_held` the first counsellor stays on the line until the next one answers, and both are there for `hand_over_s`.
    """

    to: str
    share: float
    hand_over_s: float = 0.0
    is_held: bool = False

    def __post_init__(self) -> None:
        share("share", self.share)
        finite("hand_over_s", self.hand_over_s, least=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBack:
    """An offer to be called back, made when the expected wait is above `offer_above_s`.

    `accept_share` take it. Call-backs are made when nobody waits, and in line with the waiting once `due_after_s` have passed since
    the promise. `reached_share` answer; the others cost `try_s` and are tried again after `retry_after_s`, `tries` times in all.
    """

    offer_above_s: float
    accept_share: float
    due_after_s: float = 3600.0
    reached_share: float = 1.0
    try_s: float = 30.0
    tries: int = 3
    retry_after_s: float = 1800.0

    def __post_init__(self) -> None:
        finite("offer_above_s", self.offer_above_s, least=0)
        share("accept_share", self.accept_share)
        finite("due_after_s", self.due_after_s, least=0)
        share("reached_share", self.reached_share)
        finite("try_s", self.try_s, above=0)
        whole("tries", self.tries, least=1)
        finite("retry_after_s", self.retry_after_s, above=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A way from a class to a group: at some hours only (`during`), or only for who has waited `after_s`.

    A lower `priority` is served first by this group (None: the class's own). `handling_factor` lengthens the conversation there.
    """

    group: str
    after_s: float = 0.0
    during: tuple[Window, ...] = ()
    priority: int | None = None
    handling_factor: float = 1.0

    def __post_init__(self) -> None:
        finite("after_s", self.after_s, least=0)
        finite("handling_factor", self.handling_factor, above=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallClass:
    """One kind of contact. `arrivals_per_h` is who *would* come, also while it is closed: those are turned away.

    It holds 1 value, 7 (by weekday), 24 (by hour), 168 (by hour from Monday 00:00), or one per interval of a day, a week or the whole
    scenario. `day_cv` and `interval_cv` spread the day's and the interval's level (gamma): the number in an interval with mean m has
    variance m + m²·cv². `patience_s` None waits for ever.
    """

    name: str
    arrivals_per_h: tuple[float, ...]
    handling_s: Duration
    patience_s: Duration | None = None
    skill: str = ""
    place: str = ""
    priority: int = 5
    within_s: float = 20.0
    day_cv: float = 0.0
    interval_cv: float = 0.0
    holiday_factor: float = 1.0
    open: tuple[Window, ...] = ()
    is_sent_home: bool = False
    diverted_to: str = ""
    diverted_share: float = 0.0
    transfers: tuple[Transfer, ...] = ()
    call_back: CallBack | None = None
    routes: tuple[Route, ...] = ()

    def __post_init__(self) -> None:
        if not self.name:
            raise Nonsense("name", "must not be empty")
        if not self.arrivals_per_h:
            raise Nonsense("arrivals_per_h", "must hold at least one rate")
        for place, rate in enumerate(self.arrivals_per_h):
            finite("arrivals_per_h" if len(self.arrivals_per_h) == 1 else f"arrivals_per_h[{place}]", rate, least=0)
        finite("within_s", self.within_s, least=0)
        for name in ("day_cv", "interval_cv"):
            variation(name, getattr(self, name))
        finite("holiday_factor", self.holiday_factor, least=0)
        share("diverted_share", self.diverted_share)
        if sum(each.share for each in self.transfers) > 1 + 1e-9:
            raise Nonsense("transfers", "go to more than all: their shares must not add to more than 1")

    @property
    def needs(self) -> str:
        """The skill that its counsellors must have: its own name unless another is given."""
        return self.skill or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A break `after_s` after a shift begins; people take it in `in_turns` parts, one part after the other."""

    after_s: int
    length_s: int
    in_turns: int = 1

    def __post_init__(self) -> None:
        whole("after_h", self.after_s)
        whole("minutes", self.length_s, least=1)
        whole("in_turns", self.in_turns, least=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """People who are there together on some days; breaks are paid."""

    people: int
    window: Window
    breaks: tuple[Break, ...] = ()

    def __post_init__(self) -> None:
        whole("people", self.people)
        for place, each in enumerate(self.breaks):
            if each.after_s + each.length_s * each.in_turns > self.window.to_s - self.window.from_s:
                raise Nonsense(f"breaks[{place}]", "must end before the shift does")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People with the same skills at the same place: a level over time (`staff`, shaped as `arrivals_per_h`) and shifts on top.

    `fewer` are people taken away again, `closed` hours at which nobody is there. `room_krw_per_h` is what an open room costs.
    """

    name: str
    skills: tuple[str, ...]
    place: str = ""
    staff: tuple[int, ...] = ()
    shifts: tuple[Shift, ...] = ()
    fewer: tuple[Shift, ...] = ()
    closed: tuple[Window, ...] = ()
    krw_per_h: float = 0.0
    room_krw_per_h: float = 0.0

    def __post_init__(self) -> None:
        if not self.name:
            raise Nonsense("name", "must not be empty")
        if not self.skills:
            raise Nonsense("skills", "must name at least one skill")
        for place, level in enumerate(self.staff):
            whole("staff" if len(self.staff) == 1 else f"staff[{place}]", level)
        if not self.staff and not self.shifts:
            raise Nonsense("staff", "is missing: give `staff` or `shifts`")
        finite("krw_per_h", self.krw_per_h, least=0)
        finite("room_krw_per_h", self.room_krw_per_h, least=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay:
    """What night (22:00–06:00 unless given) and holiday hours cost on top, as shares; half by the Korean Labour Standards Act, art. 56."""

    night_premium_share: float = 0.5
    holiday_premium_share: float = 0.5
    night: Window = field(default_factory=lambda: Window(EVERY_DAY, 22 * 3600, 30 * 3600))

    def __post_init__(self) -> None:
        finite("night_premium_share", self.night_premium_share, least=0)
        finite("holiday_premium_share", self.holiday_premium_share, least=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A service over some days, to be simulated. `days_cv` spreads the level of whole days for all classes together."""

    name: str
    classes: tuple[CallClass, ...]
    groups: tuple[Group, ...]
    starts_on: date = date(2026, 1, 5)
    days: int = 7
    interval_s: int = 1800
    warm_up_h: float = 0.0
    days_cv: float = 0.0
    holidays: frozenset[date] = frozenset()
    pay: Pay = field(default_factory=Pay)

    def __post_init__(self) -> None:
        from hantong_planning.simulate.sense import refuse_nonsense

        refuse_nonsense(self)

    @property
    def calendar(self) -> Calendar:
        """The days of the scenario."""
        return Calendar(self.starts_on, self.days, self.holidays)

    @property
    def intervals(self) -> int:
        """The number of intervals."""
        return self.days * DAY_S // self.interval_s

    @property
    def warm_up_intervals(self) -> int:
        """The number of intervals that are simulated but not counted."""
        return round(self.warm_up_h * 3600 / self.interval_s)

    def routes_of(self, each: CallClass) -> tuple[Route, ...]:
        """Return the ways of a class: its own, or all groups with its skill, at its own place if it has one."""
        if each.routes:
            return each.routes
        able = [group for group in self.groups if each.needs in group.skills]
        return tuple(Route(group=group.name) for group in able if not each.place or group.place in ("", each.place))
