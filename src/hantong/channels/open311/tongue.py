"""Which language an app wants: `locale` or `lang` in the address, else Accept-Language, else Korean."""

import re

from django.conf import settings
from django.utils.translation.trans_real import parse_accept_lang_header

LANGUAGES = ("ko", "en", "zh", "ja", "vi", "th", "ru")
SHAPE = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]+)*", re.IGNORECASE)


def wanted_language(asked: str, accepted: str) -> str:
    """Give the language for names of services; unknown wishes are passed over."""
    if SHAPE.fullmatch(asked.strip()):
        chosen = re.split("[-_]", asked.strip().lower())[0]
        if chosen in LANGUAGES:
            return chosen
    for tag, _weight in parse_accept_lang_header(accepted):
        if tag.split("-")[0] in LANGUAGES:
            return tag.split("-")[0]
    return settings.LANGUAGE_CODE


def our_language(language: str) -> str:
    """Give the language of our own sentences: those who read neither Korean nor English are answered in English."""
    return "ko" if language == "ko" else "en"
