"""The twin of the mail server for development: a line where one works, and what residents would get in a file beside it."""

import sys
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from hantong.kit.ids import new_id

KEPT = 500


class ShownMail(BaseEmailBackend):
    """Prints a line for each e-mail, and keeps the newest as a person would read them, one file each."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Show the messages and say how many they were."""
        for message in email_messages:
            to = ", ".join(map(masked, message.to))
            sys.stdout.write(f"✉ {to}  {message.subject}  → {_kept(message)}\n")
        sys.stdout.flush()
        return len(email_messages)


def _kept(message: EmailMessage) -> Path:
    """Keep a mail where only the house's own account reads it, forget the oldest, and give its file."""
    folder: Path = settings.HANTONG_SHOWN_MAIL
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / f"{new_id()}.txt"  # made in the order of time
    head = f"From: {message.from_email}\nTo: {', '.join(message.to)}\nSubject: {message.subject}"
    file.write_text(f"{head}\n\n{message.body}\n", encoding="utf-8")
    for old in sorted(folder.glob("*.txt"))[:-KEPT]:
        old.unlink(missing_ok=True)
    return file


def masked(address: str) -> str:
    """Give an e-mail address as it may stand in a log."""
    name, _, domain = address.rpartition("@")
    return f"{name[:1]}***@{domain}"
