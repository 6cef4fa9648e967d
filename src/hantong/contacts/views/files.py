"""Handing files out: as a download that no browser opens in our name; only pictures that we drew are shown."""

from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hantong.access.actions import record_viewing
from hantong.access.doors import allow
from hantong.cases.actions import KeptFile
from hantong.cases.file_store import THUMBNAIL, content_of, has_thumbnail, is_held, path_of
from hantong.cases.models import Attachment, Case
from hantong.offices.request import StaffRequest

R = TypeVar("R", FileResponse, HttpResponse)
SANDBOX = "default-src 'none'; sandbox"


def download(row: Attachment | KeptFile) -> FileResponse:
    """Give a file as a download. Raises Http404 when its content is gone."""
    try:
        opened = path_of(row.sha256).open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    answer = FileResponse(opened, as_attachment=True, filename=row.name, content_type=row.content_type)
    return _harmless(answer)


def thumbnail(row: Attachment | KeptFile) -> HttpResponse:
    """Give the small picture that we drew of a picture. Raises Http404 when there is none."""
    if not has_thumbnail(row.sha256):
        raise Http404
    return _harmless(HttpResponse(content_of(row.sha256, ending=THUMBNAIL), content_type="image/jpeg"))


def _harmless(answer: R) -> R:
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = SANDBOX
    answer["Cache-Control"] = "private, no-store"
    return answer


def handed_out(file: KeptFile | None, *, is_small: bool) -> HttpResponse | FileResponse:
    """Give a file, or its small picture. Raises Http404 when there is none, it is gone, or held to be looked at."""
    if file is None or is_held(file.sha256):
        raise Http404
    return thumbnail(file) if is_small else download(file)


@allow("cases.see")
@require_GET
def file(request: StaffRequest, key: UUID) -> HttpResponse | FileResponse:
    """Give a file of a matter that the person may see; `?small` gives its small picture."""
    seen = Attachment.objects.filter(case__in=Case.objects.visible_to(request.person), erased_at__isnull=True)
    row = get_object_or_404(seen.select_related("case"), pk=key)
    if row.case.resident_id is not None:
        record_viewing(
            staff=request.person.staff,
            resident=row.case.resident_id,
            page="file",
            subject=f"case:{row.case.number}",
            at=now(),
        )
    if is_held(row.sha256):
        messages.info(request, _("This file is held until it was looked at for harm. Try again in a few minutes."))
        return redirect("cases:case", row.case.number)
    return thumbnail(row) if "small" in request.GET else download(row)
