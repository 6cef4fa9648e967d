"""What staff see while they write an answer that goes out as a text: how long it is, what it makes, what it costs."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import localize
from django.utils.translation import gettext as _

from hantong.channels.sms.measure import LMS, LMS_OCTETS, MOST_PARTS, PARTS, SMS, SMS_OCTETS
from hantong.channels.sms.sending_out import as_sent, measured, tidy
from hantong.channels.sms.settings_read import prices, smsc


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """The sentence for the text as it stands, and what a page needs to say it anew at each letter."""

    words: str
    facts: Mapping[str, str | int | float]


def length_of(before: str, text: str, after: str) -> Length:
    """Measure an answer between what stands before and after it in the notice."""
    whole = tidy(before + text + after)
    sent = as_sent(whole)
    found = measured(sent)
    sentences = _sentences()
    words = sentences[found.kind].format(
        count=found.count, size=found.size, most=found.most, cost=localize(round(found.cost_krw))
    )
    if found.unknown:
        words += " " + sentences["unknown"].format(letters=" ".join(found.unknown[:10]))
    if sent != whole:
        words += " " + sentences["shortened"]
    return Length(words=words, facts=_facts(before, after, sentences))


def _sentences() -> dict[str, str]:
    return {
        PARTS: _("Text message: {size} of {most} letters, {count} part(s), about {cost} won."),
        SMS: _("Short text (SMS): {size} of {most} bytes, about {cost} won."),
        LMS: _("Long text (LMS): {size} of {most} bytes, {count} message(s), about {cost} won."),
        "unknown": _("Telephones may not show: {letters}"),
        "shortened": _("It is too long: its beginning goes out, with the address of the whole."),
    }


def _facts(before: str, after: str, sentences: Mapping[str, str]) -> dict[str, str | int | float]:
    cost = prices()
    by = PARTS if smsc() is not None else SMS
    return {
        "by": by,
        "before": before,
        "after": after,
        "part": cost.part_krw,
        "sms": cost.sms_krw,
        "lms": cost.lms_krw,
        "short": SMS_OCTETS,
        "long": LMS_OCTETS,
        "parts": MOST_PARTS,
        **{f"say-{kind}": sentence for kind, sentence in sentences.items()},
    }
