"""What can happen to a matter: the whole list."""

from hantong.cases.actions.alerting import see_alerts
from hantong.cases.actions.answering import add_said, answer, ask, note, resume
from hantong.cases.actions.attaching import (
    KeptFile,
    NewFile,
    attach,
    forget_unused_files,
    keep_files,
    look_at_held,
)
from hantong.cases.actions.changing import change
from hantong.cases.actions.clocking import Move, answer_consent, ask_consent, extend, reclock
from hantong.cases.actions.closing import Ending, close, reopen
from hantong.cases.actions.handing_over import Packet, accept, decline, hand_over, time_out, withdraw_offer
from hantong.cases.actions.joining import link, merge, split
from hantong.cases.actions.keeping_views import forget_view, rename_view, save_view
from hantong.cases.actions.opening import Opening, assign, open_case, open_cases, take
from hantong.cases.actions.sending import (
    drop_draft,
    due_answers,
    queue_answer,
    save_draft,
    send_answer,
    take_back_answer,
)
from hantong.cases.actions.telling import record_delivered, record_undelivered
from hantong.cases.actions.timing import time_out_offers, warn_of_promises
from hantong.cases.actions.undoing import UNDO_WITHIN, Hands, undo

__all__ = [
    "UNDO_WITHIN",
    "Ending",
    "Hands",
    "KeptFile",
    "Move",
    "NewFile",
    "Opening",
    "Packet",
    "accept",
    "add_said",
    "answer",
    "answer_consent",
    "ask",
    "ask_consent",
    "assign",
    "attach",
    "change",
    "close",
    "decline",
    "drop_draft",
    "due_answers",
    "extend",
    "forget_unused_files",
    "forget_view",
    "hand_over",
    "keep_files",
    "link",
    "look_at_held",
    "merge",
    "note",
    "open_case",
    "open_cases",
    "queue_answer",
    "reclock",
    "record_delivered",
    "record_undelivered",
    "rename_view",
    "reopen",
    "resume",
    "save_draft",
    "save_view",
    "see_alerts",
    "send_answer",
    "split",
    "take",
    "take_back_answer",
    "time_out",
    "time_out_offers",
    "undo",
    "warn_of_promises",
    "withdraw_offer",
]
