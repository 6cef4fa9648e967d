"""The exit codes of every `hantong` command."""

from enum import IntEnum


class Exit(IntEnum):
    """How a command ended, as scripts and service supervisors see it."""

    meaning: str

    OK = 0, "done"
    FAULT = 1, "a fault of the programme"
    USAGE = 2, "wrong use of the command"
    REFUSED = 3, "refused, or a check found something"
    DATABASE = 4, "the database is unreachable"
    PORT = 5, "a port is taken or Hantong runs already"
    PYTHON = 6, "the wrong Python"
    STORAGE = 7, "the disk is full or may not be written"
    SET_UP = 8, "the set-up is incomplete"

    def __new__(cls, code: int, meaning: str) -> "Exit":
        """Keep the words beside the number."""
        one = int.__new__(cls, code)
        one._value_ = code
        one.meaning = meaning
        return one


class Ended(Exception):
    """The command cannot go on: one line for the operator, and how it ends."""

    def __init__(self, line: str, code: Exit) -> None:
        super().__init__(line)
        self.code = code
