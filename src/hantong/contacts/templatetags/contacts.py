"""Words of the front door in templates."""

from collections.abc import Mapping

from django import template

from hantong.kit.words import said

register = template.Library()


@register.filter
def in_words(texts: Mapping[str, str]) -> str:
    """Give a text that is kept in several languages in the reader's."""
    return said(texts)
