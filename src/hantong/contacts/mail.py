"""E-mail to residents: composed so that a repeat can be recognised, sent through the configured server."""

import hashlib
import re
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import datetime
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import BadHeaderError
from django.template.loader import render_to_string
from django.utils import translation

from hantong.contacts.channel import ChannelError, Outgoing, Receipt
from hantong.contacts.languages import page_language

PERMANENT_FROM = 500
OUR_OWN_FAULT = (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError, smtplib.SMTPHeloError)
_line: ContextVar[BaseEmailBackend | None] = ContextVar("line_to_the_mail_server", default=None)


def send_mail(outgoing: Outgoing, *, at: datetime) -> Receipt:
    """Send one e-mail and give its Message-ID. Raises ChannelError, permanent when the address was refused."""
    try:
        _send(compose(outgoing))
    except OUR_OWN_FAULT as wrong:  # a wrong password of ours says nothing about the resident's address
        raise ChannelError(reason_of(wrong), permanent=False) from wrong
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _said in refused.recipients.values()]
        raise ChannelError(reason_of(refused), permanent=min(codes) >= PERMANENT_FROM) from refused
    except smtplib.SMTPResponseException as answered:
        raise ChannelError(reason_of(answered), permanent=answered.smtp_code >= PERMANENT_FROM) from answered
    except (smtplib.SMTPException, OSError) as failed:
        raise ChannelError(reason_of(failed), permanent=False) from failed
    except (BadHeaderError, UnicodeError, ValueError) as unsendable:
        raise ChannelError(reason_of(unsendable), permanent=True) from unsendable
    return Receipt(reference=message_id(outgoing.key), at=at)


@contextmanager
def one_line() -> Iterator[None]:
    """Have the mails that are sent within go over one connection to the mail server."""
    line = get_connection()
    before = _line.set(line)
    try:
        yield
    finally:
        _line.reset(before)
        _hang_up(line)


def _send(message: EmailMultiAlternatives) -> None:
    """Send a mail over the line that is open; one on which a mail failed is opened anew for the next."""
    line = _line.get()
    if line is None:
        message.send()
        return
    message.connection = line
    try:
        line.open()
        message.send()
    except Exception:
        _hang_up(line)
        raise


def _hang_up(line: BaseEmailBackend) -> None:
    with suppress(smtplib.SMTPException, OSError):
        line.close()


def message_id(key: str) -> str:
    """Give the Message-ID of a message: the same for the same key, so that receivers drop a repeat."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "hantong.invalid"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain}>"


def compose(outgoing: Outgoing) -> EmailMultiAlternatives:
    """Make the e-mail: plain text with a simple HTML twin, marked as automatic."""
    headers = {
        "Message-ID": message_id(outgoing.key),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": outgoing.language,
        **_thread(outgoing),
    }
    message = EmailMultiAlternatives(
        subject=" ".join(outgoing.subject.split()),
        body=outgoing.body,
        from_email=outgoing.own_address or None,
        to=[outgoing.recipient],
        headers=headers,
    )
    with translation.override(page_language(outgoing.language)):
        html = render_to_string(
            "contacts/mail.html", {"subject": outgoing.subject, "body": outgoing.body, "language": outgoing.language}
        )
    message.attach_alternative(html, "text/html")
    return message


def _thread(outgoing: Outgoing) -> dict[str, str]:
    """Give the headers that put a mail under what it answers, and bring answers and bounces to our own address."""
    root = [message_id(f"case:{outgoing.reply_to_number}")] if outgoing.reply_to_number else []
    answers = [name for name in outgoing.answers if re.fullmatch(r"<[^<>\s]{3,}>", name)]
    headers = {"References": " ".join((*root, *answers))} if root or answers else {}
    if answers:
        headers["In-Reply-To"] = answers[-1]
    if outgoing.own_address:
        ours = parseaddr(settings.DEFAULT_FROM_EMAIL)[0]
        headers["From"] = formataddr((ours, outgoing.own_address))
        headers["Reply-To"] = outgoing.own_address
    return headers


def reason_of(failed: Exception) -> str:
    """Say what went wrong in one line, without the address that it went wrong for."""
    if isinstance(failed, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(failed.recipients.values()))
        return f"{code} {said.decode(errors='replace') if isinstance(said, bytes) else said}"
    if isinstance(failed, smtplib.SMTPResponseException):
        error = failed.smtp_error
        return f"{failed.smtp_code} {error.decode(errors='replace') if isinstance(error, bytes) else error}"
    return f"{type(failed).__name__}: {failed}"
