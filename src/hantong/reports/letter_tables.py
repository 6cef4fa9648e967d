"""Tables about what residents wrote: how soon it was answered, and what came on the mayor's lines."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hantong.reports.asked import Asked
from hantong.reports.matter_tables import FIELD_LABELS
from hantong.reports.mayors_weeks import MayorsWeek, all_words_to_the_mayor, days_of, words_to_the_mayor
from hantong.reports.naming import names_of
from hantong.reports.table import Address, Column, Kind, Line, Table, text
from hantong.reports.written_answers import FirstAnswers, all_first_answers, first_answers_in_writing


def _matters(state: str) -> Address:
    return {"count": "matters", "state": state}


def _contacts(state: str) -> Address:
    return {"count": "contacts", "state": state}


def written(asked: Asked) -> Table:
    """Give how soon what residents wrote was answered, per channel and time band."""
    found = first_answers_in_writing(asked.matters)
    channels = names_of("channel", [channel for channel, _band in found])
    bands = names_of("band", [str(band) for _channel, band in found])
    lines = (
        Line(
            values=(channels[channel], bands[str(band)], *_answers(each)),
            narrows={"channel": channel, "band": str(band)},
        )
        for (channel, band), each in found.items()
    )
    return Table(
        key="written",
        title=gettext_lazy("First answers in writing"),
        columns=(text("channel", gettext_lazy("Channel")), text("band", FIELD_LABELS["band"]), *_WRITTEN_COLUMNS),
        lines=tuple(lines),
        total=Line(values=(_("Total"), "", *_answers(all_first_answers(asked.matters)))),
        figures=("first_answers_in_writing",),
    )


def _answers(found: FirstAnswers) -> tuple[object, ...]:
    counts = found.count, found.in_time_count, found.late_count, found.in_time_share
    return *counts, found.median, found.p90, found.waiting_count


_WRITTEN_COLUMNS = (
    Column(key="answered", label=gettext_lazy("Answered"), leads_to=_matters("written")),
    Column(key="in_time", label=gettext_lazy("In the time wanted"), leads_to=_matters("written_in_time")),
    Column(key="late", label=gettext_lazy("Later"), leads_to=_matters("written_late")),
    Column(key="in_time_share", label=gettext_lazy("Share in time"), kind=Kind.SHARE),
    Column(key="answer_median_s", label=gettext_lazy("First answer: median"), kind=Kind.DURATION),
    Column(key="answer_p90_s", label=gettext_lazy("First answer: 9 of 10"), kind=Kind.DURATION),
    Column(key="waiting", label=gettext_lazy("Wait for their first answer"), leads_to=_matters("written_waiting")),
)


def mayor(asked: Asked) -> Table:
    """Give what came on the mayor's lines, week by week."""
    scope = asked.contacts
    lines = (
        Line(values=(monday, *_words(each)), narrows={} if scope.moments else _days(asked, monday))
        for monday, each in words_to_the_mayor(scope, at=asked.at).items()
    )
    return Table(
        key="mayor",
        title=gettext_lazy("Words to the mayor"),
        columns=(Column(key="week", label=gettext_lazy("Week from"), kind=Kind.DAY), *_MAYOR_COLUMNS),
        lines=tuple(lines),
        total=Line(values=(_("Total"), *_words(all_words_to_the_mayor(scope, at=asked.at)))),
        figures=("words_to_the_mayor",),
    )


def _days(asked: Asked, monday: date) -> Address:
    first, last = days_of(monday, asked.scope)
    return {"period": "days", "from_day": first.isoformat(), "to_day": last.isoformat()}


def _words(found: MayorsWeek) -> tuple[object, ...]:
    return found.total, found.praise, found.complaint, found.other, found.answered, found.on_time


_MAYOR_COLUMNS = (
    Column(key="messages", label=gettext_lazy("Messages"), leads_to=_contacts("to_mayor")),
    Column(key="praise", label=gettext_lazy("Praise"), leads_to=_contacts("praise")),
    Column(key="complaint", label=gettext_lazy("Complaint"), leads_to=_contacts("complaint")),
    Column(key="neither", label=gettext_lazy("Neither"), leads_to=_contacts("neither")),
    Column(key="answered", label=gettext_lazy("Answered"), leads_to=_contacts("mayor_answered")),
    Column(key="on_time", label=gettext_lazy("On time"), leads_to=_contacts("mayor_on_time")),
)
