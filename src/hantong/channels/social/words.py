"""A post as what a resident said: its words without our name, and its pictures as links with what they show."""

from django.utils import translation
from django.utils.translation import gettext as _

from hantong.channels.social.cleaning import seen, without_mentions, words_of
from hantong.channels.social.posts import Post
from hantong.contacts.languages import language_of_text, page_language

LONGEST = 8000
MOST_PICTURES = 8


def words(post: Post, *, account: str) -> str:
    """Give the words of a post; those with which everybody who talks to us begins are taken off."""
    user = account.partition(":")[2]
    text = words_of(post.markup) if post.markup else seen(post.text)
    return without_mentions(text, (user, user.partition("@")[0]))[:LONGEST]


def language_of(text: str) -> str:
    """Tell in which language a post is written; a few words that tell nothing pass for Korean."""
    return language_of_text(text, otherwise="ko")


def said_in(post: Post, *, account: str, is_edited: bool = False, speaker: str = "") -> tuple[str, str]:
    """Give what was said and in which language; `speaker` names somebody who is not the matter's resident."""
    text = words(post, account=account)
    language = language_of(text)
    with translation.override(page_language(language)):
        lines = [text or _("(A post without words.)")]
        for where, shows in post.pictures[:MOST_PICTURES]:
            lines.append(_("Picture: %(what)s") % {"what": " ".join(part for part in (shows, where) if part) or "—"})
        if is_edited:
            lines.insert(0, _("(Edited; it now reads:)"))
        if speaker:
            lines.insert(0, _("@%(name)s writes in the thread:") % {"name": speaker})
    return "\n".join(lines), language
