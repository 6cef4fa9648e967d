"""A kept post as staff look at it: masked words, who wrote it where and for whom."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hantong.channels.social.posts import from_bytes
from hantong.channels.social.words import words
from hantong.contacts.inbox import Shown
from hantong.kit.text import mask_numbers

LONGEST_RAW = 20_000


def shown(content: bytes) -> Shown:
    """Give a post as it may be looked at; what is none is shown as its first letters."""
    try:
        account, post = from_bytes(content)
    except (ValueError, KeyError, TypeError):
        return Shown(text=mask_numbers(content[:LONGEST_RAW].decode("utf-8", "replace")).text)
    facts = {
        pgettext("post", "By"): f"{post.called} @{post.handle}".strip(),
        pgettext("post", "To"): account,
        _("Link"): post.link,
        _("Read by"): _("everybody") if post.is_public else _("few"),
    }
    return Shown(
        text=mask_numbers(words(post, account=account)).text,
        files=tuple(words or where for where, words in post.pictures),
        facts=tuple((name, mask_numbers(value).text) for name, value in facts.items() if value),
    )
