"""How much is left of a clock, in words."""

from django import template
from django.utils.translation import gettext as _

from hantong.written.clocks import Clock
from hantong.written.lines import left_words

register = template.Library()


@register.filter
def left(clock: Clock) -> str:
    """Say how much of the time for an answer is left, or how much it is over."""
    hours, minutes = left_words(clock.left)
    if not hours:
        words = _("late by %(min)d min") if clock.is_over else _("%(min)d min left")
        return words % {"min": minutes}
    if clock.is_over:
        return _("late by %(h)d h %(min)d min") % {"h": hours, "min": minutes}
    return _("%(h)d h %(min)d min left") % {"h": hours, "min": minutes}
