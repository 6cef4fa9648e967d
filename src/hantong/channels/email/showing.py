"""A kept mail as staff look at it: masked words, cleaned markup, names of files, the headers that matter."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hantong.channels.email.charsets import header_letters, letters
from hantong.channels.email.cleaning import safe
from hantong.channels.email.reading import Mail, Unreadable, read_mail
from hantong.contacts.inbox import Shown
from hantong.kit.text import mask_numbers
from hantong.shell.quotes import folded_under

LONGEST_RAW = 20_000


def shown(content: bytes) -> Shown:
    """Give a mail as it may be looked at; one that cannot be taken apart is shown as its first letters."""
    try:
        mail = read_mail(content)
    except (Unreadable, ValueError, LookupError, RecursionError, TypeError, AttributeError, IndexError):
        return Shown(text=mask_numbers(letters(content[:LONGEST_RAW], None)).text)
    return Shown(
        text=mask_numbers(folded_under(mail.fresh, mail.history)).text,
        html=safe(mask_numbers(mail.markup).text) if mail.markup else "",
        files=tuple(file.name for file in mail.files),
        facts=tuple(_facts(mail)),
    )


def _facts(mail: Mail) -> list[tuple[str, str]]:
    said = {
        pgettext("mail", "From"): f"{mail.name} {mail.sender}".strip(),
        pgettext("mail", "To"): ", ".join(mail.recipients[:5]),
        _("Subject"): mail.subject,
        _("Written"): header_letters(mail.headers.get("date", "")),
        _("Answer to"): ", ".join(mail.refers_to[:2]),
    }
    return [(name, mask_numbers(value).text[:300]) for name, value in said.items() if value]
