"""What posts cause, and what is said in public: the whole list."""

from hantong.channels.social.actions.answering import (
    AlreadyDecided,
    AlreadyProposed,
    NobodyToAnswer,
    OwnWords,
    PersonalWords,
    TooLong,
    approve,
    propose,
    send_back,
)
from hantong.channels.social.actions.keeping import KEY, keep_post, record_numbers, record_trouble
from hantong.channels.social.actions.sending import send
from hantong.channels.social.actions.taking import record_gone, take_posts

__all__ = [
    "KEY",
    "AlreadyDecided",
    "AlreadyProposed",
    "NobodyToAnswer",
    "OwnWords",
    "PersonalWords",
    "TooLong",
    "approve",
    "keep_post",
    "propose",
    "record_gone",
    "record_numbers",
    "record_trouble",
    "send",
    "send_back",
    "take_posts",
]
