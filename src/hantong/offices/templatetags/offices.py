"""Calendar days on pages."""

from datetime import date

from django import template

from hantong.shell.moments import day_text

register = template.Library()


@register.simple_tag
def local_day(day: date, with_year: bool = True) -> str:
    """Write a calendar day with its weekday in the reader's language."""
    return day_text(day, with_year=with_year)
