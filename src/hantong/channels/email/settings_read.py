"""Where mail comes from, as the environment says it."""

import os
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

MB = 1024 * 1024


class WrongSetting(ValueError):
    """A setting about mail cannot be read; the message names it and says what it looks like."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """How mail servers hand mail over to us: by LMTP or SMTP, on a port or a socket file."""

    is_lmtp: bool
    host: str = ""
    port: int = 0
    path: str = ""

    @property
    def said(self) -> str:
        """The place as it is written in the setting."""
        kind = "lmtp" if self.is_lmtp else "smtp"
        return f"{kind}://{self.path}" if self.path else f"{kind}://{self.host}:{self.port}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A mailbox elsewhere that we fetch mail from."""

    user: str
    host: str
    port: int
    security: str
    folder: str = "INBOX"
    address: str = ""
    password: str = field(default="", repr=False)
    token_file: str = ""

    @property
    def said(self) -> str:
        """How pages name it."""
        return f"{self.user} · {self.host}/{self.folder}"


SECURITIES = {"imaps": ("tls", 993), "imap+starttls": ("starttls", 143), "imap": ("none", 143)}


def listening() -> Listening | None:
    """Give where to listen, if anywhere. Raises WrongSetting."""
    value = os.environ.get("HANTONG_MAIL_LISTEN", "").strip()
    return read_listening(value) if value else None


def read_listening(value: str) -> Listening:
    """Read `lmtp://127.0.0.1:8124`, `smtp://0.0.0.0:25` or `lmtp:///run/hantong/lmtp`. Raises WrongSetting."""
    wrong = WrongSetting(
        f"HANTONG_MAIL_LISTEN: “{value}” is not understood. It looks like lmtp://127.0.0.1:8124, "
        "lmtp:///run/hantong/lmtp or smtp://127.0.0.1:25."
    )
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        raise wrong from None
    if parts.scheme not in {"lmtp", "smtp"}:
        raise wrong
    if parts.hostname and port:
        return Listening(is_lmtp=parts.scheme == "lmtp", host=parts.hostname, port=port)
    if not parts.netloc and len(parts.path) > 1:
        return Listening(is_lmtp=parts.scheme == "lmtp", path=parts.path)
    raise wrong


def accounts() -> list[Account]:
    """Give the mailboxes to fetch from. Raises WrongSetting."""
    return [read_account(value) for value in os.environ.get("HANTONG_IMAP", "").split()]


def read_account(value: str) -> Account:
    """Read `imaps://user:password@host/Folder?address=minwon@city.example`. Raises WrongSetting."""
    try:
        parts = urlsplit(value)
        more = dict(parse_qsl(parts.query))
        port = parts.port
    except ValueError:
        parts, more, port = urlsplit(""), {}, None
    if parts.scheme not in SECURITIES or not parts.hostname or not parts.username:
        raise WrongSetting(
            "HANTONG_IMAP: each mailbox looks like imaps://user:password@host/INBOX, with %40 for an @ in the name; "
            "several are divided by spaces."
        )
    security, usual = SECURITIES[parts.scheme]
    return Account(
        user=unquote(parts.username),
        password=unquote(parts.password or ""),
        host=parts.hostname,
        port=port or usual,
        security=security,
        folder=unquote(parts.path.strip("/")) or "INBOX",
        address=more.get("address", unquote(parts.username)).lower(),
        token_file=more.get("token_file", ""),
    )


def most_bytes() -> int:
    """Give the size above which a mail is not taken."""
    return int(os.environ.get("HANTONG_MAIL_MOST_MB", "25")) * MB
