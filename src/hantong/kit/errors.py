"""The refusals of the house: an act that this person may not do now, said aloud with a reason."""

from typing import ClassVar

from django.utils.functional import Promise


class Refused(Exception):
    """An act that was understood and is not done; subclasses stand beside their verb.

    `code` is stable and for machines; `message` is translated and for people; `field` names the input
    that has to change, where there is one. `status` is for machines, and `retry_after_s` where waiting helps.
    """

    code: ClassVar[str] = "refused"
    message: ClassVar[str | Promise] = ""
    status: ClassVar[int] = 409
    retry_after_s: int = 0

    def __init__(self, message: str | Promise | None = None, *, field: str = "") -> None:
        self.said = message if message is not None else self.message
        self.field = field
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.said) or self.code
