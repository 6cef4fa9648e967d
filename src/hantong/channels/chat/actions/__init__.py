"""What can happen in a chat: the whole list."""

from hantong.channels.chat.actions.attending import accept, decline_offer, go_on_duty, leave_duty, note_there, offer
from hantong.channels.chat.actions.becoming import join_matter, open_matter
from hantong.channels.chat.actions.ending import close_silent, end, leave_in_writing
from hantong.channels.chat.actions.forgetting import forget_old_talks
from hantong.channels.chat.actions.sending import ask_for_transcript, send_transcript
from hantong.channels.chat.actions.talking import Beginning, begin, note_read, note_seen, note_typing, say

__all__ = [
    "Beginning",
    "accept",
    "ask_for_transcript",
    "begin",
    "close_silent",
    "decline_offer",
    "end",
    "forget_old_talks",
    "go_on_duty",
    "join_matter",
    "leave_duty",
    "leave_in_writing",
    "note_read",
    "note_seen",
    "note_there",
    "note_typing",
    "offer",
    "open_matter",
    "say",
    "send_transcript",
]
