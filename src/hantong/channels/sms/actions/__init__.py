"""What can happen to texts: the whole list."""

from hantong.channels.sms.actions.keeping import Brought, keep_all_brought, keep_brought, keep_text, keep_unfinished
from hantong.channels.sms.actions.reporting import forget_old_texts, record_report
from hantong.channels.sms.actions.sending import (
    accept_text,
    claim_texts,
    note_handed,
    put_back,
    queue_text,
    record_submitted,
    refuse_text,
)
from hantong.channels.sms.actions.taking import take_texts

__all__ = [
    "Brought",
    "accept_text",
    "claim_texts",
    "forget_old_texts",
    "keep_all_brought",
    "keep_brought",
    "keep_text",
    "keep_unfinished",
    "note_handed",
    "put_back",
    "queue_text",
    "record_report",
    "record_submitted",
    "refuse_text",
    "take_texts",
]
