"""What can happen to written work: the whole list."""

from hantong.written.actions.giving import NothingFits, TooMuch, give_next, push_waiting
from hantong.written.actions.noting import note_forgotten, note_words
from hantong.written.actions.setting import (
    AwayBackwards,
    come_back,
    go_away,
    push_by_itself,
    save_target,
    save_writer,
    set_duty,
)

__all__ = [
    "AwayBackwards",
    "NothingFits",
    "TooMuch",
    "come_back",
    "give_next",
    "go_away",
    "note_forgotten",
    "note_words",
    "push_by_itself",
    "push_waiting",
    "save_target",
    "save_writer",
    "set_duty",
]
