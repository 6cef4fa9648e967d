"""Why a matter went where it went, in words: the ground, and every rule passed over with what spoke against it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hantong.cases.models import RoutingRule
from hantong.offices.directory import directory

BECAUSE: Mapping[str, str | Promise] = {
    "service": gettext_lazy("it is about another service"),
    "group": gettext_lazy("it is about a service of another group"),
    "jurisdiction": gettext_lazy("it is about another jurisdiction"),
    "place": gettext_lazy("it was said at another place"),
    "channel": gettext_lazy("it came by another channel"),
    "band": gettext_lazy("it was said at another time of day"),
}


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A rule that did not fit; `url_key` leads to it while it exists."""

    name: str
    because: str
    key: str


@dataclass(frozen=True, slots=True)
class WhyHere:
    """The explanation of one way."""

    department: str
    reason: str
    rule: str
    passed: tuple[PassedOver, ...]


def why_here(routed_by: Mapping[str, object]) -> WhyHere | None:
    """Put what a matter remembers of its way into words; None where it remembers nothing."""
    ground = str(routed_by.get("ground", ""))
    if not ground:
        return None
    passed = routed_by.get("passed")
    rows = [row for row in passed if isinstance(row, Mapping)] if isinstance(passed, list) else []
    rule = str(routed_by.get("rule") or "")
    names = _names([rule, *(str(row.get("rule")) for row in rows)])
    return WhyHere(
        department=_department(str(routed_by.get("department", ""))),
        reason=_reason(ground, names.get(rule, "")),
        rule=rule if rule in names else "",
        passed=tuple(_passed(row, names) for row in rows),
    )


def _names(keys: list[str]) -> dict[str, str]:
    known = [key for key in keys if key not in ("", "None")]
    rows = RoutingRule.objects.filter(pk__in=known) if known else ()
    return {str(row.pk): row.name for row in rows}


def _department(key: str) -> str:
    try:
        found = directory().departments.get(UUID(key))
    except ValueError:
        return ""
    return found.name if found else ""


def _reason(ground: str, rule: str) -> str:
    if ground == "rule":
        return _("The rule “%(rule)s” fits.") % {"rule": rule} if rule else _("A rule fitted that is gone by now.")
    if ground == "duty":
        return _("No rule fits; this department is responsible for the service.")
    return _("No rule fits and nobody is named for the service, so the front office answers.")


def _passed(row: Mapping[str, object], names: Mapping[str, str]) -> PassedOver:
    key = str(row.get("rule"))
    because = BECAUSE.get(str(row.get("because")), "")
    return PassedOver(
        name=names.get(key) or _("a rule that is gone by now"),
        because=str(because),
        key=key if key in names else "",
    )
