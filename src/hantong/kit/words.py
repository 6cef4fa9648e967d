"""Names and sentences in several languages, stored as one JSON object such as {"ko": "수원역", "en": "Suwon station"}."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import get_language

FALLBACKS = ("ko", "en")


def said(words: Mapping[str, str], language: str | None = None) -> str:
    """Give the words in `language` (the reader's by default), else in Korean, English or any."""
    wanted = (language or get_language() or FALLBACKS[0]).split("-")[0]
    for choice in (wanted, *FALLBACKS):
        if words.get(choice):
            return words[choice]
    return next((text for text in words.values() if text), "")


class Named(models.Model):
    """A thing with a name in several languages."""

    names = models.JSONField(default=dict)

    class Meta:
        abstract = True

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return said(self.names)

    def __str__(self) -> str:
        return self.name
