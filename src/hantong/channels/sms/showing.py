"""A kept text as staff look at it: masked words, names of pictures, who sent it to which number."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hantong.channels.sms.kept import from_json
from hantong.contacts.inbox import Shown
from hantong.kit.text import mask_numbers
from hantong.people.contact_points import printed

LONGEST_RAW = 20_000


def shown(content: bytes) -> Shown:
    """Give a text as it may be looked at; one that cannot be read is shown as its first letters."""
    try:
        heard = from_json(content)
    except (ValueError, KeyError, TypeError):
        return Shown(text=mask_numbers(content[:LONGEST_RAW].decode("utf-8", "replace")).text)
    facts = [
        (pgettext("text message", "From"), printed(heard.sender)),
        (pgettext("text message", "To"), printed(heard.recipient)),
        (_("Subject"), mask_numbers(heard.subject).text),
        (_("Parts that never came"), ", ".join(map(str, heard.missing))),
    ]
    return Shown(
        text=mask_numbers(heard.text).text,
        files=tuple(file.name for file in heard.files),
        facts=tuple((name, value[:300]) for name, value in facts if value),
    )
