"""What can happen at the front door: the whole list."""

from hantong.contacts.actions.delivering import deliver, queue_message
from hantong.contacts.actions.digesting import choose_digest, record_digest
from hantong.contacts.actions.judging import judge
from hantong.contacts.actions.limiting import count_attempt, forget_old_tallies, wait_of
from hantong.contacts.actions.receiving import (
    NothingSaid,
    Received,
    UnknownService,
    receive,
    record_answered,
    record_outcome,
)
from hantong.contacts.actions.settling import settle_by_voice
from hantong.contacts.actions.templating import save_answer_template, save_notice_template

__all__ = [
    "NothingSaid",
    "Received",
    "UnknownService",
    "choose_digest",
    "count_attempt",
    "deliver",
    "forget_old_tallies",
    "judge",
    "queue_message",
    "receive",
    "record_answered",
    "record_digest",
    "record_outcome",
    "save_answer_template",
    "save_notice_template",
    "settle_by_voice",
    "wait_of",
]
