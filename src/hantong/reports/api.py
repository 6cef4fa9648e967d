"""The figures for machines: the same functions as on the pages, typed, with their definitions."""

from datetime import date, timedelta
from typing import Annotated, Literal
from uuid import UUID

from django.http import Http404
from django.utils.timezone import now
from django.utils.translation import override
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError

from hantong.access.doors import allow_machine
from hantong.offices.bands import describe
from hantong.offices.directory import directory
from hantong.offices.person import StaffPerson
from hantong.offices.request import StaffRequest
from hantong.reports.asked import within_reach
from hantong.reports.band_table import BandTable, band_table
from hantong.reports.cross_table import cross_table
from hantong.reports.figures import FIGURES
from hantong.reports.forms import KINDS
from hantong.reports.models import Tally
from hantong.reports.promises import kept_promises
from hantong.reports.scope import Scope
from hantong.reports.series import Step, series, step_for
from hantong.reports.times import Times, time_to_first_answer, time_to_settlement

router = Router(tags=["reports"])
EARLIEST, LATEST, MOST_DAYS = date(1970, 1, 1), date(2200, 1, 1), 366 * 20
Day = Annotated[date, Field(ge=EARLIEST, le=LATEST)]
HeadingWord = Literal["channel", "place", "service", "jurisdiction"]


class Wanted(Schema):
    """Which contacts or matters: local days, the last one counted too, and headings that all hold together."""

    from_day: Day = Field(alias="from")
    to_day: Day = Field(alias="to")
    count: Literal["contacts", "matters"] = "contacts"
    channel: Annotated[str, Field(max_length=20, pattern=r"^[a-z0-9_]*$")] = ""
    place: UUID | None = None
    service: UUID | None = None
    jurisdiction: UUID | None = None


class WantedBands(Wanted):
    """Counts per band, in lines by one heading or two."""

    by: HeadingWord | None = None
    also: HeadingWord | None = None


class WantedTimes(Wanted):
    """Times and promises, in lines by one field."""

    by: Literal["channel", "place", "service", "jurisdiction", "band", "owner_unit"] | None = None


class WantedSeries(Wanted):
    """A series, in steps; without one it is what fits the period."""

    step: Literal["day", "week", "month"] | None = None


class BandLine(Schema):
    """Counts per band; `keys` say of which channel, place, service or jurisdiction, "" being none."""

    keys: list[str]
    bands: dict[str, int]
    total: int
    off_hours_count: int
    off_hours_share: float | None


class BandAnswer(Schema):
    """The lines, their sum, and the definition that they were counted by."""

    by: list[str]
    lines: list[BandLine]
    total: BandLine
    definition: str


class TimeLine(Schema):
    """How long it took, in seconds."""

    key: str
    answered: int
    answer_median_s: float | None
    answer_p90_s: float | None
    settled: int
    settlement_median_s: float | None
    settlement_p90_s: float | None


class PromiseLine(Schema):
    """Of `promised` settled matters with a promise, `kept` in time; `overdue` are open and late."""

    key: str
    promised: int
    kept: int
    kept_share: float | None
    overdue: int


class PointLine(Schema):
    """One step of a series; `ratio` is times as much as a year before, `increase_share` how much more."""

    from_day: date
    to_day: date
    count: int
    off_hours_count: int
    before_count: int
    ratio: float | None
    increase_share: float | None


class FigureOut(Schema):
    """A published figure with its definition and denominator, in both languages."""

    key: str
    name: dict[str, str]
    definition: dict[str, str]
    denominator: dict[str, str]


def _scope(person: StaffPerson, wanted: Wanted) -> Scope:
    days = (wanted.to_day - wanted.from_day).days
    if not 0 <= days <= MOST_DAYS:
        raise HttpError(422, "`to` must not lie before `from`, nor more than 20 years after it.")
    within = None
    if wanted.jurisdiction is not None:
        within = directory().subtrees.get(wanted.jurisdiction, frozenset())
    reached = within_reach(person, within)
    if reached is not None and not reached:
        raise Http404
    return Scope(
        kind=KINDS[wanted.count],
        first_day=wanted.from_day,
        until_day=wanted.to_day + timedelta(days=1),
        channel=wanted.channel,
        place=wanted.place,
        service=wanted.service,
        jurisdictions=reached,
    )


@router.get("/definitions", response=list[FigureOut])
@allow_machine("reports.see")
def definitions(request: StaffRequest) -> list[FigureOut]:
    """Give every published figure with its definition and its denominator."""
    return [
        FigureOut(
            key=each.key,
            name=_both(each.name),
            definition=_both(each.definition),
            denominator=_both(each.denominator),
        )
        for each in FIGURES.values()
    ]


def _both(words: object) -> dict[str, str]:
    found = {}
    for language in ("ko", "en"):
        with override(language):
            found[language] = str(words)
    return found


@router.get("/bands", response=BandAnswer)
@allow_machine("reports.see")
def bands(request: StaffRequest, wanted: Query[WantedBands]) -> BandAnswer:
    """Count contacts or matters per time band: off-hours count and share, in lines by one heading or two."""
    scope = _scope(request.person, wanted)
    words = list(dict.fromkeys(word for word in (wanted.by, wanted.also) if word))
    headings = [Tally.Heading[word.upper()] for word in words]
    lines = cross_table(scope, *headings) if headings else {}
    total = band_table(scope)
    return BandAnswer(
        by=[str(word) for word in words],
        lines=[_band_line(list(keys), table) for keys, table in lines.items()],
        total=_band_line([], total),
        definition=describe(total.definition, "en"),
    )


def _band_line(keys: list[str], table: BandTable) -> BandLine:
    return BandLine(
        keys=keys,
        bands={band.value: count for band, count in table.counts.items()},
        total=table.off_hours.total_count,
        off_hours_count=table.off_hours.off_hours_count,
        off_hours_share=table.off_hours.off_hours_share,
    )


@router.get("/times", response=list[TimeLine])
@allow_machine("reports.see")
def times(request: StaffRequest, wanted: Query[WantedTimes]) -> list[TimeLine]:
    """Give the time to the first answer and to the settlement: median and nine of ten, in seconds."""
    scope, by = _scope(request.person, wanted), wanted.by or ""
    answered, settled = time_to_first_answer(scope, by), time_to_settlement(scope, by)
    return [_time_line(key, answered[key], settled[key]) for key in answered]


def _time_line(key: str, answered: Times, settled: Times) -> TimeLine:
    seconds = [
        found.total_seconds() if found is not None else None
        for found in (answered.median, answered.p90, settled.median, settled.p90)
    ]
    return TimeLine(
        key=key,
        answered=answered.count,
        answer_median_s=seconds[0],
        answer_p90_s=seconds[1],
        settled=settled.count,
        settlement_median_s=seconds[2],
        settlement_p90_s=seconds[3],
    )


@router.get("/promises", response=list[PromiseLine])
@allow_machine("reports.see")
def promises(request: StaffRequest, wanted: Query[WantedTimes]) -> list[PromiseLine]:
    """Give how many promises were kept, and how many open matters are late."""
    found = kept_promises(_scope(request.person, wanted), at=now(), by=wanted.by or "")
    return [
        PromiseLine(
            key=key,
            promised=each.promised_count,
            kept=each.kept_count,
            kept_share=each.kept_share,
            overdue=each.overdue_count,
        )
        for key, each in found.items()
    ]


@router.get("/series", response=list[PointLine])
@allow_machine("reports.see")
def through_time(request: StaffRequest, wanted: Query[WantedSeries]) -> list[PointLine]:
    """Give what came day by day, week by week or month by month, beside the same dates a year before."""
    scope = _scope(request.person, wanted)
    points = series(scope, step=Step(wanted.step) if wanted.step else step_for(scope))
    return [
        PointLine(
            from_day=point.first_day,
            to_day=point.until_day - timedelta(days=1),
            count=point.count,
            off_hours_count=point.off_hours_count,
            before_count=point.before_count,
            ratio=point.change.ratio,
            increase_share=point.change.increase_share,
        )
        for point in points
    ]
