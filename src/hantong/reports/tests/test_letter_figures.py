"""First answers to what residents wrote, and words to the mayor: counted as their own pages count them."""

from datetime import date, timedelta

from hantong.access.models import Staff
from hantong.cases.models import Case
from hantong.offices.bands import Band
from hantong.praise.models import MayorsLine
from hantong.praise.week import week_of
from hantong.project.cast import NOON, Province
from hantong.reports.asked import Asked
from hantong.reports.mayors_weeks import all_words_to_the_mayor, words_to_the_mayor
from hantong.reports.models import Tally
from hantong.reports.scope import Scope
from hantong.reports.tables import TABLES
from hantong.reports.tests.conftest import a_matter, answered_in_writing, settled, told_the_mayor
from hantong.reports.written_answers import all_first_answers, first_answers_in_writing
from hantong.written.actions import note_words
from hantong.written.models import Waiting

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MARCH = Scope(kind=Tally.Kind.MATTERS, first_day=date(2026, 3, 1), until_day=date(2026, 4, 1))
MONDAY = date(2026, 3, 2)
LATER = NOON + 60 * DAY


def test_first_answers_are_told_apart_by_channel_and_band(province: Province) -> None:
    for hours in (1, 3):
        answered_in_writing(a_matter(province), after=hours * HOUR, is_in_time=hours == 1)
    answered_in_writing(a_matter(province, channel="sms", band=Band.NIGHT.code), after=9 * HOUR)
    a_matter(province, channel="counter", first_answered_at=NOON)
    found = first_answers_in_writing(MARCH)
    assert set(found) == {("web", Band.DAY.code), ("sms", Band.NIGHT.code)}
    web = found["web", Band.DAY.code]
    assert (web.count, web.in_time_count, web.late_count, web.in_time_share) == (2, 1, 1, 0.5)
    assert (web.median, web.p90) == (2 * HOUR, timedelta(hours=2, minutes=48))
    assert all_first_answers(MARCH).count == 3


def test_who_waits_for_a_first_answer_stands_apart(province: Province) -> None:
    case = a_matter(province)
    note_words(case=case.pk, at=NOON)
    assert Waiting.objects.get().is_first
    found = first_answers_in_writing(MARCH)["web", case.band]
    assert (found.count, found.waiting_count, found.in_time_share) == (0, 1, None)


def test_other_months_and_jurisdictions_are_not_counted(province: Province) -> None:
    answered_in_writing(a_matter(province), after=HOUR)
    april = Scope(kind=Tally.Kind.MATTERS, first_day=date(2026, 4, 1), until_day=date(2026, 5, 1))
    assert first_answers_in_writing(april) == {}
    elsewhere = Scope(
        kind=Tally.Kind.MATTERS,
        first_day=MARCH.first_day,
        until_day=MARCH.until_day,
        jurisdictions=frozenset({province.uijeongbu.pk}),
    )
    assert first_answers_in_writing(elsewhere) == {}


def test_the_figures_agree_with_the_week_that_the_mayor_reads(province: Province, hyunwoo: Staff) -> None:
    answered = {"first_answered_at": NOON + HOUR}
    told_the_mayor(province, a_matter(province, **answered), kind="praise")
    told_the_mayor(province, a_matter(province, **answered, due_at=None), kind="both")
    too_late = settled(province, after=9 * DAY, due=DAY, **answered)
    told_the_mayor(province, too_late, kind="other")
    told_the_mayor(province, a_matter(province), kind="complaint", said_at=NOON + DAY)
    told_the_mayor(province, a_matter(province), kind="complaint", said_at=NOON - 7 * DAY)
    line = MayorsLine.objects.get()
    for at in (NOON + 2 * HOUR, LATER):
        told = words_to_the_mayor(MARCH, at=at)[MONDAY]
        digest = week_of(line, MONDAY, at=at)
        counts = digest.counts
        assert (told.total, told.praise, told.complaint) == (digest.total, counts["praise"], counts["complaint"])
        assert (told.other, told.answered, told.on_time) == (counts["other"], counts["answered"], counts["on_time"])
    assert all_words_to_the_mayor(MARCH, at=LATER).total == 4, "the fifth came in February"


def test_a_week_is_cut_where_the_period_is(province: Province) -> None:
    told_the_mayor(province, a_matter(province))
    scope = Scope(kind=Tally.Kind.CONTACTS, first_day=date(2026, 3, 3), until_day=date(2026, 3, 6))
    line = TABLES["mayor"](Asked(scope=scope, at=LATER)).lines[0]
    assert line.values[0] == MONDAY
    assert (line.narrows["from_day"], line.narrows["to_day"]) == ("2026-03-03", "2026-03-05")


def test_nothing_written_is_nothing(province: Province, web_matter: Case) -> None:
    assert TABLES["written"](Asked(scope=MARCH, at=LATER)).lines == ()
    assert TABLES["mayor"](Asked(scope=MARCH, at=LATER)).lines == ()
