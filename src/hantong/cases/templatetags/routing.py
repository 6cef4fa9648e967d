"""Why a matter is where it is, on pages."""

from django import template

from hantong.cases.models import Case
from hantong.cases.why_here import WhyHere, why_here

register = template.Library()


@register.simple_tag
def why_of(case: Case) -> WhyHere | None:
    """Put into words what a matter remembers of its way."""
    return why_here(case.routed_by)
