"""Fetching mail from a mailbox elsewhere: kept here first, then moved to a folder there, so that neither side loses it."""

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from imaplib import IMAP4
from pathlib import Path

import structlog
from imap_tools import BaseMailBox, ImapToolsError, MailBox, MailboxLoginError, MailBoxStartTls, MailBoxUnencrypted

from hantong.channels.email.actions import KEY, Delivery, keep_mail
from hantong.channels.email.envelope import Fingerprint
from hantong.channels.email.settings_read import Account
from hantong.contacts import raw_store
from hantong.contacts.actions import note_fetched
from hantong.contacts.models import Source
from hantong.contacts.own_addresses import own_address

log = structlog.get_logger("hantong.mail")
TAKEN = "Hantong"
AT_ONCE = 200
TIMEOUT_S = 30
SIZED = re.compile(rb"\((?=.*\bUID (\d+))(?=.*\bRFC822\.SIZE (\d+))")
KINDS: dict[str, type[MailBox] | type[MailBoxStartTls] | type[MailBoxUnencrypted]] = {
    "tls": MailBox,
    "starttls": MailBoxStartTls,
    "none": MailBoxUnencrypted,
}


class MailboxTrouble(Exception):
    """The mailbox elsewhere cannot be read now; says what kind of trouble and in one line why, without the password."""

    def __init__(self, said: str, *, kind: Source.Trouble) -> None:
        self.kind = kind
        super().__init__(said)


@dataclass(slots=True)
class Fetched:
    """How many mails were kept, how many were there before, and how many are too large."""

    kept: int = 0
    repeated: int = 0
    held: int = 0

    @property
    def total(self) -> int:
        """All that were looked at."""
        return self.kept + self.repeated + self.held

    def __bool__(self) -> bool:
        return self.total > 0


@contextmanager
def mailbox(account: Account) -> Iterator[BaseMailBox]:
    """Sign in. Raises MailboxTrouble."""
    try:
        box = KINDS[account.security](account.host, port=account.port, timeout=TIMEOUT_S)
        if account.token_file:
            box.xoauth2(account.user, Path(account.token_file).read_text().strip(), initial_folder=None)
        else:
            box.login(account.user, account.password, initial_folder=None)
        with box:
            yield box
    except (ImapToolsError, IMAP4.error, OSError) as trouble:
        said = " ".join(str(trouble).split()).replace(account.password or "\0", "…")
        line = f"{account.host}: {type(trouble).__name__}: {said[:200]}"
        raise MailboxTrouble(line, kind=_kind_of(trouble)) from trouble


def _kind_of(trouble: Exception) -> Source.Trouble:
    if isinstance(trouble, MailboxLoginError):
        return Source.Trouble.SIGN_IN
    return Source.Trouble.AWAY if isinstance(trouble, OSError) else Source.Trouble.OTHER


def fetch_from(account: Account, *, clock: Callable[[], datetime], most_bytes: int) -> Fetched:
    """Fetch what is new, and note for whoever looks after it how that went; trouble keeps nobody else waiting."""
    done, kind, said = Fetched(), Source.Trouble.NONE, ""
    try:
        done = fetch(account, clock=clock, most_bytes=most_bytes)
    except MailboxTrouble as trouble:
        kind, said = trouble.kind, str(trouble)
        log.error("mail cannot be fetched", trouble=said)
    note_fetched(
        channel=KEY,
        name=account.said,
        own_address=own_address(KEY, account.address),
        trouble=kind,
        said=said,
        at=clock(),
    )
    if done.total:
        log.info("mail fetched", host=account.host, kept=done.kept, repeated=done.repeated, held=done.held)
    return done


def fetch(account: Account, *, clock: Callable[[], datetime], most_bytes: int) -> Fetched:
    """Keep what is in the mailbox and move it to the folder of what was taken. Raises MailboxTrouble."""
    done = Fetched()
    with mailbox(account) as box:
        if not box.folder.exists(TAKEN):
            box.folder.create(TAKEN)
        box.folder.set(account.folder)
        uids = box.uids("ALL")[:AT_ONCE]
        sizes = _sizes(box, uids)
        for uid in uids:
            if not raw_store.has_room(most_bytes):
                log.error("no room for mail; it stays in its mailbox")
                break
            if uid in sizes and _keep(box, uid, sizes[uid], account, done, at=clock(), most_bytes=most_bytes):
                box.move([uid], TAKEN)
    return done


def _sizes(box: BaseMailBox, uids: list[str]) -> dict[str, int]:
    if not uids:
        return {}
    _said, lines = box.client.uid("fetch", ",".join(uids), "(UID RFC822.SIZE)")
    found = (SIZED.search(line) for line in lines if isinstance(line, bytes))
    return {match[1].decode(): int(match[2]) for match in found if match}


def _keep(
    box: BaseMailBox, uid: str, size: int, account: Account, done: Fetched, *, at: datetime, most_bytes: int
) -> bool:
    """Keep one mail, or the head of one that is too large; tell whether it may be moved."""
    is_too_large = size > most_bytes
    _said, lines = box.client.uid("fetch", uid, f"(BODY.PEEK[{'HEADER' if is_too_large else ''}])")
    content = next((line[1] for line in lines if isinstance(line, tuple)), None)
    if content is None:
        return False
    fingerprint = Fingerprint()
    fingerprint.update(content)
    delivery = Delivery(
        content=io.BytesIO(content),
        fingerprint=fingerprint,
        size_bytes=size,
        address=own_address(KEY, account.address),
        held="too_large" if is_too_large else "",
        trouble=f"{account.folder} → {TAKEN}" if is_too_large else "",
    )
    is_new = keep_mail(delivery=delivery, at=at) is not None
    done.repeated += not is_new
    done.held += is_new and is_too_large
    done.kept += is_new and not is_too_large
    return True
