"""What the filters of the two logs keep."""

from django.db.models import Q, QuerySet

from hantong.access.forms import AuditFilter, ViewingFilter
from hantong.access.models import AuditEntry, Viewing


def filtered_entries(rows: QuerySet[AuditEntry], form: AuditFilter) -> QuerySet[AuditEntry]:
    """Keep the rows of the trail that the filter asks for, newest first; none where it is nonsense."""
    if not form.is_valid():
        return rows.none()
    asked = form.cleaned_data
    if asked["who"]:
        rows = rows.filter(Q(by__name__icontains=asked["who"]) | Q(by__email__iexact=asked["who"]))
    if asked["verb"]:
        rows = rows.filter(verb=asked["verb"])
    if asked["subject"]:
        rows = rows.filter(subject__startswith=asked["subject"])
    if form.starts_at:
        rows = rows.filter(at__gte=form.starts_at)
    if form.ends_at:
        rows = rows.filter(at__lt=form.ends_at)
    return rows.select_related("by").order_by("-n")


def filtered_viewings(rows: QuerySet[Viewing], form: ViewingFilter) -> QuerySet[Viewing]:
    """Keep the looks that the filter asks for, newest first; none where it is nonsense."""
    if not form.is_valid():
        return rows.none()
    asked = form.cleaned_data
    if asked["who"]:
        rows = rows.filter(Q(staff__name__icontains=asked["who"]) | Q(staff__email__iexact=asked["who"]))
    if asked["resident"]:
        rows = rows.filter(resident_id=asked["resident"])
    if form.starts_at:
        rows = rows.filter(at__gte=form.starts_at)
    if form.ends_at:
        rows = rows.filter(at__lt=form.ends_at)
    return rows.select_related("staff").order_by("-at")
