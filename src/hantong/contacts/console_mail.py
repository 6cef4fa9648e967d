"""The twin of the mail server for development: what residents would get is printed where one works."""

import sys
from collections.abc import Sequence

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

LINE = "─" * 72


class ConsoleMail(BaseEmailBackend):
    """Prints each e-mail as a person would read it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Print the messages and say how many they were."""
        for message in email_messages:
            to = ", ".join(map(masked, message.to))
            sys.stdout.write(f"{LINE}\n✉ {to}\n  {message.subject}\n\n{message.body}\n{LINE}\n")
        sys.stdout.flush()
        return len(email_messages)


def masked(address: str) -> str:
    """Give an e-mail address as it may stand in a log."""
    name, _, domain = address.rpartition("@")
    return f"{name[:1]}***@{domain}"
