"""What is wrong with a request, in the standard's own shape: a code and a sentence, several at once."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong; `code` is an HTTP status."""

    code: int
    said: str


class Wrong(Exception):
    """The request cannot be answered; the answer's status is that of the first fault."""

    def __init__(self, *faults: Fault, retry_after_s: int = 0) -> None:
        self.faults = faults
        self.retry_after_s = retry_after_s
        super().__init__("; ".join(fault.said for fault in faults))

    @property
    def status(self) -> int:
        """The HTTP status of the answer."""
        return self.faults[0].code


def wrong(code: int, said: str) -> Wrong:
    """Make the error with a single fault."""
    return Wrong(Fault(code, said))
