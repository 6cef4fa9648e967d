"""What can happen at the front door: the whole list."""

from hantong.contacts.actions._conversing import Received
from hantong.contacts.actions.delivering import deliver, deliver_all, queue_message, record_bounce, record_sent
from hantong.contacts.actions.digesting import choose_digest, record_digest
from hantong.contacts.actions.fetching import forget_sources, note_fetched
from hantong.contacts.actions.hearing import Heard, hear_all
from hantong.contacts.actions.judging import judge
from hantong.contacts.actions.keeping import Incoming, keep_arrival, keep_arrivals, too_much
from hantong.contacts.actions.limiting import count_attempt, forget_old_tallies, wait_of
from hantong.contacts.actions.own_addressing import (
    AddressFacts,
    AddressTaken,
    remove_own_address,
    save_own_address,
)
from hantong.contacts.actions.receiving import NothingSaid, UnknownService, receive, receive_all
from hantong.contacts.actions.recording import record_answered, record_outcome
from hantong.contacts.actions.settling import settle_by_voice
from hantong.contacts.actions.taking_in import discard, forget_contents, release, take_in, take_in_all, take_in_waiting
from hantong.contacts.actions.templating import save_answer_template, save_notice_template

__all__ = [
    "AddressFacts",
    "AddressTaken",
    "Heard",
    "Incoming",
    "NothingSaid",
    "Received",
    "UnknownService",
    "choose_digest",
    "count_attempt",
    "deliver",
    "deliver_all",
    "discard",
    "forget_contents",
    "forget_old_tallies",
    "forget_sources",
    "hear_all",
    "judge",
    "keep_arrival",
    "keep_arrivals",
    "note_fetched",
    "queue_message",
    "receive",
    "receive_all",
    "record_answered",
    "record_bounce",
    "record_digest",
    "record_outcome",
    "record_sent",
    "release",
    "remove_own_address",
    "save_answer_template",
    "save_notice_template",
    "save_own_address",
    "settle_by_voice",
    "take_in",
    "take_in_all",
    "take_in_waiting",
    "too_much",
    "wait_of",
]
