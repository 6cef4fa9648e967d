"""Why an act on a matter is not done now."""

from collections.abc import Mapping
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hantong.cases.models import Case
from hantong.kit.errors import Refused


class AlreadyClosed(Refused):
    """The matter is settled."""

    code = "already_closed"
    message = _("This matter is already settled. Reopen it first.")


class NotClosed(Refused):
    """The matter is not settled."""

    code = "not_closed"
    message = _("This matter is not settled, so it cannot be reopened.")


class OfferPending(Refused):
    """Somebody has been offered the matter and has not answered."""

    code = "offer_pending"
    message = _("This matter has already been offered to somebody. Withdraw that offer first.")


class NoOffer(Refused):
    """There is no pending offer any more."""

    code = "no_offer"
    message = _("This offer is no longer open: it was accepted, declined, withdrawn or has run out.")


class OfferToItself(Refused):
    """The matter is there already."""

    code = "offer_to_itself"
    message = _("The matter is already with this department. Choose another one.")


class NoSuchDepartment(Refused):
    """There is no department of that id."""

    code = "no_such_department"
    message = _("There is no such department. Choose one from the list.")


class ReasonMissing(Refused):
    """An act that must be explained was not."""

    code = "reason_missing"
    message = _("Give a reason: whoever reads this later has to understand it.")


class TextMissing(Refused):
    """Nothing was written."""

    code = "text_missing"
    message = _("Write what is to be told.")


class ExtendedTwice(Refused):
    """The deadline was moved twice already."""

    code = "extended_twice"
    message = _("The deadline has been extended twice, which is all that the law allows.")


class ConsentMissing(Refused):
    """Nobody moves a promise a second time without the resident."""

    code = "consent_missing"
    message = _("A second extension needs the resident's consent. Ask for it, or record how they gave it.")


class ConsentAsked(Refused):
    """They have been asked already."""

    code = "consent_asked"
    message = _("The resident has been asked already and has not answered yet.")


class ConsentNotNeeded(Refused):
    """Only a second extension of a statutory deadline needs consent."""

    code = "consent_not_needed"
    message = _("This extension needs no consent. Give the reason, and extend.")


class NoConsentAsked(Refused):
    """There is no question to say yes or no to."""

    code = "no_consent_asked"
    message = _("This question does not stand any more. The page shows what holds now.")


class NoDeadline(Refused):
    """There is nothing to extend."""

    code = "no_deadline"
    message = _("This matter has no deadline that could be extended.")


class AlreadyWaiting(Refused):
    """The resident has been asked already."""

    code = "already_waiting"
    message = _("The resident has already been asked something. Wait for the answer or go on without it.")


class NotWaiting(Refused):
    """Nobody was asked anything."""

    code = "not_waiting"
    message = _("Nobody is being waited for.")


class TooLateToReopen(Refused):
    """The time for reopening is over."""

    code = "too_late_to_reopen"
    message = _("The time for reopening this matter is over. Please open a new one; this one will be linked.")


class MergeImpossible(Refused):
    """These two cannot become one."""

    code = "merge_impossible"
    message = _("These two matters cannot be merged: the one that stays must be open and not merged itself.")


class AlreadyTaken(Refused):
    """Somebody was faster."""

    code = "already_taken"
    message = _("Somebody has already taken this matter.")


class StaleSave(Refused):
    """Somebody changed the matter in between; `current` is how it stands now."""

    code = "stale_save"
    message = _("Somebody changed this matter while you were writing. Compare both versions and save again.")

    def __init__(self, *, current: Case, seen: int) -> None:
        super().__init__()
        self.current = current
        self.seen = seen


class NameTaken(Refused):
    """Something else of the same person has that name."""

    code = "name_taken"
    message = _("You have another view of that name. Choose a different one.")


class TooLateToUndo(Refused):
    """The ten minutes for taking something back are over."""

    code = "too_late_to_undo"
    message = _("This can be undone for ten minutes only. Please change the matter itself.")


class TooManyFiles(Refused):
    """More files than a matter can carry."""

    code = "too_many_files"
    message = _("Up to 5 files can be sent at once, and up to 30 belong to one matter.")


class FileRefused(Refused):
    """A file whose content may not come in."""

    code = "file_refused"
    message = _("This file cannot be taken.")
    reasons: ClassVar[Mapping[str, str | Promise]] = {
        "empty": _("“{name}” is empty."),
        "too_large": _("“{name}” is too large: pictures and documents up to 10 MB, films up to 20 MB."),
        "unknown_kind": _(
            "“{name}” is of a kind that we do not take. Send pictures (JPEG, PNG, WebP, HEIC), PDF, "
            "HWP, HWPX, DOCX, XLSX, plain text or MP4."
        ),
        "broken": _("“{name}” cannot be read. It may be damaged; please send another copy."),
        "harmful": _("“{name}” contains something harmful and was not taken. Please check your device."),
        "too_many_pixels": _("“{name}” has too many pixels. Please send a smaller picture."),
    }

    @classmethod
    def because(cls, reason: str, *, name: str) -> "FileRefused":
        """Make the refusal of the file `name` for one of `reasons`."""
        return cls(format_lazy(str(cls.reasons[reason]), name=name[:60]), field="files")


class AlreadySent(Refused):
    """The answer has gone out."""

    code = "already_sent"
    message = _("This answer has already gone out, or somebody has taken it back.")


class TooFarAhead(Refused):
    """Nobody knows what will hold then."""

    code = "too_far_ahead"
    message = _("Choose a time within the next 30 days.")
