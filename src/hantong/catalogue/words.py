"""The words of this room's fixed choices."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hantong.catalogue.models import ServiceAttribute

LANGUAGES: Mapping[str, str | Promise] = {
    "ko": _("Korean"),
    "en": _("English"),
    "zh": _("Chinese"),
    "ja": _("Japanese"),
    "vi": _("Vietnamese"),
    "th": _("Thai"),
    "ru": _("Russian"),
}
DATATYPES: Mapping[str, str | Promise] = {
    ServiceAttribute.Datatype.STRING: _("a short text"),
    ServiceAttribute.Datatype.TEXT: _("a long text"),
    ServiceAttribute.Datatype.NUMBER: _("a number"),
    ServiceAttribute.Datatype.DATETIME: _("a date and time"),
    ServiceAttribute.Datatype.SINGLE: _("one value of a list"),
    ServiceAttribute.Datatype.MULTI: _("several values of a list"),
}
