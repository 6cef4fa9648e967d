"""What the codes of an import mean, in words for people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

REASONS: dict[str, str | Promise] = {
    "columns": _("The row has another number of columns than the first line"),
    "encoding": _("The row is not in the encoding of the file"),
    "no_key": _("There is no key"),
    "key_too_long": _("The key is longer than 80 characters"),
    "key_conflict": _("The same key stands further up with other contents"),
    "no_time": _("There is no time at which it was said"),
    "bad_time": _("A time is in none of the formats of the mapping"),
    "future": _("It would have been said in the future"),
    "too_old": _("It would have been said before 1950"),
    "unknown_status": _("The mapping does not know this status"),
    "unknown_channel": _("The mapping does not know this channel"),
    "unknown_service": _("Nobody knows this service"),
    "unknown_department": _("Nobody knows this department"),
    "unknown_place": _("Nobody knows this place"),
    "closed_without_time": _("It is settled, but there is no time of that"),
}
STEPS: tuple[str | Promise, ...] = (
    _("File"),
    _("Columns"),
    _("Values"),
    _("Trial"),
    _("Bring in"),
)
ADJUSTMENTS: dict[str, str | Promise] = {
    "closed_before_said": _("Settled before it was said: settled at that moment instead"),
    "position": _("The position is none on earth: left out, kept among the attributes"),
    "title_cut": _("The title is too long: cut, the whole kept among the attributes"),
    "address_cut": _("The address is too long: cut, the whole kept among the attributes"),
    "time_gap": _("A time that the clocks jumped over in spring: read as an hour later"),
    "time_overlap": _("A time that the clocks showed twice in autumn: read as the mapping says"),
}
CLOCK_REASONS: dict[str, str | Promise] = {
    "quiet": _("The quietest five hours are not at night."),
    "centre": _("Most of it does not happen around midday."),
    "moved": _("When the clocks change, the rhythm of the day jumps by about an hour instead of staying where it is."),
    "spike": _("A batch that runs at a fixed hour appears an hour apart in winter and in summer."),
}
CORRECTIONS: dict[str, str | Promise] = {
    "local-read-as-utc": _("Local times were taken for UTC and converted to local time once more."),
    "utc-read-as-local": _("The times are UTC, but they are read as local time."),
    "none": _("The clock is right as it is."),
}


def reason(code: str) -> str:
    """Say why a row was refused."""
    return str(REASONS.get(code, code))


def adjustment(code: str) -> str:
    """Say what was put right."""
    return str(ADJUSTMENTS.get(code, code))


STATES: dict[str, str | Promise] = {
    "open": pgettext_lazy("matters", "Open"),
    "done": _("Done"),
    "answered": _("Answered"),
    "not_ours": _("Not our task"),
    "cannot": _("Cannot be done"),
    "withdrawn": _("Withdrawn"),
    "duplicate": _("Duplicate"),
}
CHANNELS: dict[str, str | Promise] = {
    "web": _("Web"),
    "counter": _("Counter"),
    "phone": _("Phone"),
    "mobile": _("Visiting team"),
    "email": _("E-mail"),
    "sms": _("Text message"),
    "social": _("Social network"),
    "letter": _("Letter"),
    "open311": "Open311",
    "internal": _("Internal"),
    "other": _("Other"),
}
