"""What invented residents write, as their mail programmes, telephones and networks would send it."""

import io
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, parseaddr
from hashlib import sha256

from hantong.channels.email.actions import Delivery, keep_mail
from hantong.channels.email.envelope import Fingerprint
from hantong.channels.kakao.actions.hearing import hear
from hantong.channels.kakao.skill import Said
from hantong.channels.sms.actions import keep_text
from hantong.channels.sms.kept import Heard
from hantong.channels.sms.numbers import canonical
from hantong.channels.social.actions import keep_post
from hantong.channels.social.posts import Post
from hantong.contacts.actions import take_in
from hantong.contacts.models import RawArrival
from hantong.contacts.own_addresses import own_address

NETWORK = "social.jumin.example"
MACHINES = {"bulk": ("Precedence", "bulk"), "list": ("List-Id", "<news.events.jumin.example>")}


def mailed(*, to: str, sender: str, subject: str, text: str, at: datetime, mark: str = "") -> RawArrival:
    """Let a mail come in; `mark` is what a machine that sends to many puts on it."""
    message = EmailMessage()
    name, address = parseaddr(sender)
    message["From"], message["To"], message["Subject"] = formataddr((name, address)), to, subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{sha256(f'{sender}{subject}{text}'.encode()).hexdigest()[:24]}@jumin.example>"
    if mark:
        name, value = MACHINES[mark]
        message[name] = value
    message.set_content(text)
    content = message.as_bytes()
    fingerprint = Fingerprint()
    fingerprint.update(content)
    delivery = Delivery(
        content=io.BytesIO(content),
        fingerprint=fingerprint,
        size_bytes=len(content),
        address=own_address("email", to),
        return_path=address,
    )
    return _read(keep_mail(delivery=delivery, at=at), at=at)


def texted(*, to: str, sender: str, text: str, at: datetime) -> RawArrival:
    """Let a text message come in."""
    heard = Heard(sender=canonical(sender), recipient=canonical(to), text=text, said_at=at)
    return _read(keep_text(heard=heard, key=f"{heard.digest[:30]}{at:%d%H%M%S}", at=at), at=at)


def posted(*, account: str, handle: str, called: str, text: str, at: datetime) -> RawArrival:
    """Let a post that mentions our account come in."""
    name = sha256(f"{handle}{text}".encode()).hexdigest()[:18]
    post = Post(
        name=name,
        author=f"mastodon:{handle}@{NETWORK}",
        handle=f"{handle}@{NETWORK}",
        called=called,
        markup=f"<p>{text}</p>",
        written_at=at,
        version=at.isoformat(),
        link=f"https://{NETWORK}/@{handle}/{name}",
    )
    return _read(keep_post(post=post, account=account, at=at), at=at)


def chatted(*, account: str, text: str, bot: str, at: datetime) -> None:
    """Let somebody write to the chatbot, and press “Send it”."""
    hear(said=Said(account=account, words=text, bot=bot), at=at)
    hear(said=Said(account=account, words="접수하기", command="sure", bot=bot), at=at)


def _read(raw: RawArrival | None, *, at: datetime) -> RawArrival:
    if raw is None:
        raise AssertionError("each letter is another one")
    if raw.state == RawArrival.State.WAITING:
        take_in(arrival=raw.pk, at=at)
    raw.refresh_from_db()
    return raw
