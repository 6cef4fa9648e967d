"""The few figures on top of the overview, each with its denominator and the change since a year before."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from hantong.reports.asked import Asked
from hantong.reports.band_table import band_table
from hantong.reports.change import Change
from hantong.reports.outcomes import answered_at_once, reopened, transfers
from hantong.reports.promises import kept_promises
from hantong.reports.table import Address
from hantong.reports.times import time_to_first_answer, time_to_settlement
from hantong.reports.wording import count_text, duration_text, share_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """One figure: its value, its denominator in words, and the words of the address that lead to its rows."""

    figure: str
    label: str
    value: str
    note: str
    leads_to: Address | None = None


def headlines(asked: Asked) -> list[Headline]:
    """Give the figures of a period at a glance."""
    return [*_came(asked), *_waited(asked), *_ended(asked)]


def _of(count: int, of_count: int) -> str:
    return _("%(count)s of %(total)s") % {"count": count_text(count), "total": count_text(of_count)}


def _came(asked: Asked) -> list[Headline]:
    off = band_table(asked.scope).off_hours
    before = band_table(asked.a_year_before).off_hours.total_count
    change = Change(before, off.total_count)
    at_once = answered_at_once(asked.contacts)[""]
    words = {"before": count_text(before), "change": str(change)}
    return [
        Headline(
            figure="series",
            label=_("Contacts") if asked.scope.counts_contacts else _("Matters"),
            value=count_text(off.total_count),
            note=_("a year before %(before)s: %(change)s") % words if before else _("nothing a year before"),
            leads_to={},
        ),
        Headline(
            figure="band_table",
            label=_("Off-hours share"),
            value=share_text(off.off_hours_share),
            note=_of(off.off_hours_count, off.total_count),
            leads_to={"off_hours": "on"},
        ),
        Headline(
            figure="answered_at_once",
            label=_("Answered at once"),
            value=share_text(at_once.share),
            note=_("%(part)s contacts") % {"part": _of(at_once.count, at_once.of_count)},
            leads_to={"count": "contacts", "outcome": "answered"},
        ),
    ]


def _waited(asked: Asked) -> list[Headline]:
    answered, settled = time_to_first_answer(asked.matters)[""], time_to_settlement(asked.matters)[""]
    words = _("median of %(count)s matters; 9 of 10 within %(p90)s")
    return [
        Headline(
            figure=figure,
            label=label,
            value=duration_text(found.median),
            note=words % {"count": count_text(found.count), "p90": duration_text(found.p90)},
            leads_to={"count": "matters", "state": state},
        )
        for figure, label, found, state in (
            ("time_to_first_answer", _("To the first answer"), answered, "answered"),
            ("time_to_settlement", _("To settlement"), settled, "settled"),
        )
    ]


def _ended(asked: Asked) -> list[Headline]:
    kept = kept_promises(asked.matters, at=asked.at)[""]
    again, handed = reopened(asked.matters)[""], transfers(asked.matters)[""]
    overdue = _("%(part)s settled with a promise; %(overdue)s open and overdue") % {
        "part": _of(kept.kept_count, kept.promised_count),
        "overdue": count_text(kept.overdue_count),
    }
    return [
        Headline(
            figure="kept_promises",
            label=_("Promises kept"),
            value=share_text(kept.kept_share),
            note=overdue,
            leads_to={"count": "matters", "state": "kept"},
        ),
        Headline(
            figure="reopened",
            label=_("Reopened"),
            value=share_text(again.share),
            note=_("%(part)s once settled") % {"part": _of(again.count, again.of_count)},
            leads_to={"count": "matters", "state": "reopened"},
        ),
        Headline(
            figure="transfers",
            label=_("Hand-overs per matter"),
            value=count_text(handed.per_matter),
            note=_("%(count)s in %(total)s matters")
            % {"count": count_text(handed.hand_overs_count), "total": count_text(handed.matters_count)},
            leads_to={"count": "matters", "state": "handed_over"},
        ),
    ]
