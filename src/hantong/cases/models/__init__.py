"""The nouns of a matter."""

from hantong.cases.models.answers import Draft, PendingAnswer
from hantong.cases.models.case import Case, CaseQuerySet, CaseText, History
from hantong.cases.models.desk_work import Alert, AnswerTemplate, Attachment, SavedView
from hantong.cases.models.hand_over import HandOver, HandOverQuerySet
from hantong.cases.models.routing import RoutingRule
from hantong.cases.models.turns import Closure, Extension, ExtensionConsent, Link, Pause

__all__ = [
    "Alert",
    "AnswerTemplate",
    "Attachment",
    "Case",
    "CaseQuerySet",
    "CaseText",
    "Closure",
    "Draft",
    "Extension",
    "ExtensionConsent",
    "HandOver",
    "HandOverQuerySet",
    "History",
    "Link",
    "Pause",
    "PendingAnswer",
    "RoutingRule",
    "SavedView",
]
