"""By which way our texts leave: the bound connection when there is one, else the vendor; and what they cost."""

from datetime import datetime

from django.conf import settings

from hantong.channels.sms.actions import (
    accept_text,
    claim_texts,
    note_handed,
    put_back,
    queue_text,
    record_submitted,
    refuse_text,
)
from hantong.channels.sms.measure import Fits, Measure, by_parts, shortened
from hantong.channels.sms.segments import TooLong
from hantong.channels.sms.settings_read import prices, quiet, smsc, vendor_account
from hantong.channels.sms.vendor import Handed, vendor
from hantong.contacts.channel import ChannelError, Outgoing, Receipt
from hantong.contacts.models import Message
from hantong.offices.directory import directory

USUAL_ZONE = settings.TIME_ZONE


def can_send() -> bool:
    """Tell whether texts can go out at all."""
    found = smsc()
    if found is not None:
        return any(bind != "receiver" for bind in found.binds)
    account = vendor_account()
    return account is not None and bool(account.url)


def tidy(text: str) -> str:
    """Give a text without idle spaces and lines."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    return "\n".join(line for place, line in enumerate(lines) if line or (place and lines[place - 1]))


def as_sent(body: str) -> str:
    """Give a text as it leaves: without idle lines, and not longer than anybody reads on a telephone."""
    return shortened(tidy(body), fits=Fits(by_vendor=smsc() is None))


def measured(text: str) -> Measure:
    """Measure a text as it leaves."""
    chosen = None if smsc() else vendor()
    if chosen is not None:
        return chosen.measure(text)
    return by_parts(text, part_krw=prices().part_krw)


def send(outgoing: Outgoing, *, at: datetime) -> Receipt:
    """Send an answer, or have the connected process send it. Raises ChannelError."""
    if not can_send():
        raise ChannelError("Neither HANTONG_SMPP nor HANTONG_SMS_VENDOR_URL is set.", permanent=True)
    over_at = None if outgoing.is_asked_for else quiet().over_at(at, _zone(outgoing))
    if over_at is not None:
        raise ChannelError("It waits for the end of the quiet hours.", permanent=False, again_at=over_at)
    body = as_sent(outgoing.body)
    try:
        found = measured(body)
    except TooLong as wrong:
        raise ChannelError("The text is too long.", permanent=True) from wrong
    if smsc() is not None:
        text = queue_text(
            key=outgoing.key,
            sender=outgoing.own_address,
            recipient=outgoing.recipient,
            body=body,
            message=Message.objects.filter(key=outgoing.key).first(),
            at=at,
        )
        return Receipt(reference=f"sms:{text.pk}", at=at, is_final=False)
    return _by_vendor(outgoing, body, found, at=at)


def _by_vendor(outgoing: Outgoing, body: str, found: Measure, *, at: datetime) -> Receipt:
    chosen = vendor()
    if chosen is None:
        raise ChannelError("There is no vendor.", permanent=True)
    handed = Handed(key=outgoing.key, sender=outgoing.own_address, recipient=outgoing.recipient, body=body)
    reference = chosen.send(handed)
    note_handed(
        key=outgoing.key,
        reference=reference,
        parts=found.count,
        cost_krw=found.cost_krw,
        message=Message.objects.filter(key=outgoing.key).first(),
        at=at,
    )
    return Receipt(reference=f"sms:{reference}", at=at)


def _zone(outgoing: Outgoing) -> str:
    message = Message.objects.filter(key=outgoing.key).select_related("case").first()
    if message is None:
        return USUAL_ZONE
    return str(directory().jurisdictions[message.case.jurisdiction_id].zone)


def hand_waiting_to_vendor(*, at: datetime) -> int:
    """Hand over what waits although no process is bound: confirmations of our own, and what was queued before a change."""
    chosen = vendor()
    if smsc() is not None or chosen is None or not can_send():
        return 0
    texts = claim_texts(most=200, at=at)
    for text in texts:
        handed = Handed(key=text.key, sender=text.sender, recipient=text.recipient, body=text.body)
        found = chosen.measure(text.body)
        try:
            reference = chosen.send(handed)
        except ChannelError as error:
            if error.permanent:
                refuse_text(text=text, reason=error.reason, at=at)
            else:
                put_back(text=text, reason=error.reason, counts=True, at=at)
            continue
        record_submitted(text=text, number=1, reference=reference, at=at)
        accept_text(text=text, parts=found.count, cost_krw=found.cost_krw, at=at)
    return len(texts)
