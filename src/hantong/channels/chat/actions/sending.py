"""The transcript, sent to the resident by e-mail when they ask for it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from hantong.channels.chat.actions._lines import held
from hantong.channels.chat.models import Line, Talk
from hantong.channels.chat.refusals import TooManyMails
from hantong.channels.chat.transcript import transcript
from hantong.contacts.channel import Outgoing
from hantong.contacts.mail import send_mail

MOST_MAILS = 3


@transaction.atomic
def ask_for_transcript(*, talk: Talk, email: str, at: datetime) -> Talk:
    """Have the transcript sent by a job; three times at most. Raises TooManyMails."""
    from hantong.channels.chat.jobs import send_transcript as job

    talk = held(talk)
    if talk.mails >= MOST_MAILS:
        raise TooManyMails(field="to")
    talk.mails += 1
    talk.save(update_fields=["mails"])
    job.defer(talk=str(talk.pk), email=email, count=talk.mails)
    return talk


def send_transcript(*, talk: UUID, email: str, count: int, at: datetime) -> None:
    """Send the transcript as it stands. Raises ChannelError."""
    found = Talk.objects.select_related("case").get(pk=talk)
    lines = list(Line.objects.filter(talk=found).order_by("n"))
    with translation.override(found.page_language):
        outgoing = Outgoing(
            key=f"chat:{talk}:{count}",
            recipient=email,
            subject=_("Your conversation with us"),
            body=transcript(found, lines),
            language=found.page_language,
        )
    send_mail(outgoing, at=at)
