"""What is set about written work: who is on, what they know, when they are away, and how fast answers are wanted."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hantong.access.actions import audit
from hantong.access.models import Staff
from hantong.kit.errors import Refused
from hantong.offices.directory import directory
from hantong.written.actions.noting import targets
from hantong.written.clocks import minutes_of
from hantong.written.models import Floor, Target, Waiting, Writer


class AwayBackwards(Refused):
    """Nobody is back before they left."""

    code = "away_backwards"
    message = _("The return has to lie after the beginning and in the future.")


def _writer(staff: Staff) -> Writer:
    writer, _is_new = Writer.objects.get_or_create(staff=staff)
    return writer


@transaction.atomic
def set_duty(*, staff: Staff, is_on: bool, by: Staff, at: datetime) -> Writer:
    """Put somebody on or off duty for written work."""
    writer = _writer(staff)
    writer.is_on = is_on
    writer.save(update_fields=["is_on"])
    return writer


@transaction.atomic
def save_writer(*, staff: Staff, groups: Sequence[str], most_at_once: int, by: Staff, at: datetime) -> Writer:
    """Say what somebody answers about (nothing named: everything), and how much at once."""
    writer = _writer(staff)
    writer.groups, writer.most_at_once = list(groups), most_at_once
    writer.save(update_fields=["groups", "most_at_once"])
    audit(verb="writer.changed", subject=f"staff:{staff.pk}", by=by, at=at, details={"most_at_once": most_at_once})
    return writer


@transaction.atomic
def go_away(*, staff: Staff, away_from: datetime, away_until: datetime, by: Staff, at: datetime) -> Writer:
    """Say that somebody is away; residents who write to them meanwhile are told until when. Raises AwayBackwards."""
    if away_until <= max(away_from, at):
        raise AwayBackwards(field="away_until")
    writer = _writer(staff)
    writer.away_from, writer.away_until = away_from, away_until
    writer.save(update_fields=["away_from", "away_until"])
    return writer


@transaction.atomic
def come_back(*, staff: Staff, by: Staff, at: datetime) -> Writer:
    """Say that somebody is there again."""
    writer = _writer(staff)
    writer.away_from = writer.away_until = None
    writer.save(update_fields=["away_from", "away_until"])
    return writer


@transaction.atomic
def push_by_itself(*, unit: UUID, is_on: bool, by: Staff, at: datetime) -> None:
    """Have a department's written work given out by itself, or on asking only."""
    if is_on:
        Floor.objects.update_or_create(department_id=unit, defaults={"pushed_by": by, "pushed_since": at})
    else:
        Floor.objects.filter(department=unit).delete()
    audit(verb="written.pushed" if is_on else "written.asked", subject=f"department:{unit}", by=by, at=at)


@transaction.atomic
def save_target(
    *, jurisdiction: UUID | None, channel: str, band: int | None, minutes: int | None, by: Staff, at: datetime
) -> None:
    """Say within how many minutes a first answer is wanted; nothing goes back to what is built in."""
    where = Target.objects.filter(jurisdiction=jurisdiction, channel=channel, band=band)
    if minutes is None:
        where.delete()
    elif not where.update(minutes=minutes):
        Target(jurisdiction_id=jurisdiction, channel=channel, band=band, minutes=minutes).save(force_insert=True)
    _clock_anew(channel)
    details: dict[str, object] = {"band": band, "minutes": minutes}
    audit(verb="written.target", subject=f"channel:{channel}", by=by, at=at, details=details)


def _clock_anew(channel: str) -> None:
    """Set the clocks of what waits on a channel by the minutes that hold now."""
    known = targets()
    rows = list(Waiting.objects.filter(channel=channel).select_related("case"))
    for row in rows:
        path = directory().ancestors[row.case.jurisdiction_id]
        minutes = minutes_of(known, path=path, channel=channel, band=row.band)
        row.target_at = row.since + timedelta(minutes=minutes)
    Waiting.objects.bulk_update(rows, ["target_at"], batch_size=500)
