"""Why a change of the catalogue is not made."""

from django.utils.translation import gettext_lazy as _

from hantong.kit.errors import Refused


class ChoicesMissing(Refused):
    """A list without values."""

    code = "choices_missing"
    message = _("A question with a list needs at least one value to choose from, each with its own key.")


class AttributeTwice(Refused):
    """Two questions of one code."""

    code = "attribute_twice"
    message = _("Two questions of this service have the same code.")


class UnknownPlaceholder(Refused):
    """A standard answer uses a placeholder that nothing is filled in for."""

    code = "unknown_placeholder"
    message = _("The standard answer uses a placeholder that is not known.")


class DeadlineRefused(Refused):
    """An amount that no deadline has."""

    code = "deadline_refused"
    message = _("The deadline must be from 1 to 999.")


class AnswerMissing(Refused):
    """Answerable at once, but with no words to answer."""

    code = "answer_missing"
    message = _("A service that may be answered at once needs a standard answer in Korean.")
