"""Why a change of the offices, or of what rests on them, is not made."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hantong.kit.errors import Refused


class StaleEdit(Refused):
    """Somebody else changed it while this form was open."""

    code = "stale_edit"
    message = _(
        "Somebody changed this while you were writing. Nothing was saved. Open the page again to see how it "
        "stands, and make your change there."
    )


class CodeTaken(Refused):
    """There is one of that code already."""

    code = "code_taken"
    message = _("This code is in use already. Choose another one.")


class NameMissing(Refused):
    """There is no Korean name."""

    code = "name_missing"
    message = _("Give a name in Korean; the other languages fall back to it.")


class TreeCycle(Refused):
    """A jurisdiction cannot lie below itself."""

    code = "tree_cycle"
    message = _("A jurisdiction cannot be placed below itself or below one of its own.")


class UnknownCode(Refused):
    """A code that nothing has."""

    code = "unknown_code"
    message = _("There is nothing of this code.")


class HoursRefused(Refused):
    """Hours that cannot be."""

    code = "hours_refused"
    message = _("An opening hour must begin within the day and end after its beginning, by 24 hours at most.")


class HoursOverlap(Refused):
    """Two intervals of one weekday lie over each other."""

    code = "hours_overlap"
    message = _("Two intervals of the same day overlap. Make one of them, or part them.")


class BandsRefused(Refused):
    """Band hours out of order."""

    code = "bands_refused"
    message = _("Day, evening and night must begin one after another within 24 hours.")


class DayUnchanged(Refused):
    """The local day would change nothing."""

    code = "day_unchanged"
    message = _("This day already counts that way in the calendar, so there is nothing to add.")


class UnknownHolidays(Refused):
    """A holiday calendar that is not known."""

    code = "unknown_holidays"
    message = _("This holiday calendar is not known. Write a country such as KR, or a region such as US-MA.")


class UnknownZone(Refused):
    """A time zone that is not known."""

    code = "unknown_zone"
    message = _("This time zone is not known. Write a name such as Asia/Seoul.")


class InUse(Refused):
    """Something still refers to it."""

    code = "in_use"
    message = _("This is still in use and cannot be removed.")


def refuse_stale(*, seen: str | None, now: str) -> None:
    """Let a writer pass who saw what is there now; None says that it does not matter. Raises StaleEdit."""
    if seen is not None and seen != now:
        raise StaleEdit


def refuse_in_use(row: models.Model, *, owned: frozenset[str] = frozenset()) -> None:
    """Refuse the removal of a row that others refer to, save for the relations in `owned`. Raises InUse."""
    counts = [_users(row, relation) for relation in _relations(row) if relation.get_accessor_name() not in owned]
    found = ", ".join(f"{label} {count}" for label, count in counts if count)
    if found:
        raise InUse(gettext("This is still in use and cannot be removed: %(users)s.") % {"users": found})


def _relations(row: models.Model) -> list[models.ForeignObjectRel]:
    """The relations of all rooms, those too that can be asked from one side only."""
    found = row._meta.get_fields(include_hidden=True)
    return [each for each in found if isinstance(each, models.ManyToOneRel)]


def _users(row: models.Model, relation: models.ForeignObjectRel) -> tuple[str, int]:
    model: type[models.Model] = relation.field.model
    count = model._default_manager.filter(**{relation.field.name: row})[:1000].count()
    return str(_LABELS.get(model._meta.model_name or "", _("other records"))), count


_LABELS = {
    "jurisdiction": _("jurisdictions"),
    "department": _("departments"),
    "place": _("places"),
    "post": _("posts of staff"),
    "service": _("services"),
    "responsibility": _("responsibilities"),
    "routingrule": _("routing rules"),
    "case": _("matters"),
    "contact": _("conversations"),
    "handover": _("hand-overs"),
    "resident": _("residents"),
}
