"""How contact points and languages of residents are shown."""

from django import template

from hantong.people.contact_points import printed as printed_number
from hantong.people.forms import LANGUAGES, WAYS

register = template.Library()


@register.filter
def printed(value: str) -> str:
    """Give a stored number as people write it."""
    return printed_number(value)


@register.filter
def language_name(code: str) -> str:
    """Give a language's name."""
    return str(dict(LANGUAGES).get(code, code))


@register.filter
def way_name(kind: str) -> str:
    """Give by which way somebody wants to be answered."""
    return str(dict(WAYS).get(kind, kind))
