"""The words for what residents need and speak, and for how matters belong together."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

NEEDS: Mapping[str, str | Promise] = {
    "interpreter": pgettext_lazy("need", "Interpreter"),
    "sign_language": pgettext_lazy("need", "Sign language"),
    "large_print": pgettext_lazy("need", "Large print"),
    "wheelchair": pgettext_lazy("need", "Wheelchair"),
    "cannot_read": pgettext_lazy("need", "Cannot read"),
    "hard_of_hearing": pgettext_lazy("need", "Hard of hearing"),
}
LINKS: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "related": (gettext_lazy("Related"), gettext_lazy("Related")),
    "merged": (gettext_lazy("Merged into"), gettext_lazy("Merged from")),
    "split": (gettext_lazy("Part of"), gettext_lazy("Split off")),
}
LANGUAGES: Mapping[str, str | Promise] = {
    "ko": gettext_lazy("Korean"),
    "en": gettext_lazy("English"),
    "zh": gettext_lazy("Chinese"),
    "ja": gettext_lazy("Japanese"),
    "vi": gettext_lazy("Vietnamese"),
    "th": gettext_lazy("Thai"),
    "ru": gettext_lazy("Russian"),
}
SPOKEN_FOR = ("interpreter", "sign_language")
