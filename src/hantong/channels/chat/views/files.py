"""The files of a talk, for the counsellors who may see it."""

from uuid import UUID

from django.http import HttpResponseBase
from django.views.decorators.http import require_GET

from hantong.access.doors import allow
from hantong.channels.chat.files import file_of
from hantong.channels.chat.views.desk import talk_seen
from hantong.contacts.views.files import handed_out
from hantong.offices.request import StaffRequest


@allow("contacts.take")
@require_GET
def file(request: StaffRequest, key: UUID, n: int, at: int) -> HttpResponseBase:
    """Give a file of a line; `?small` gives its small picture."""
    return handed_out(file_of(talk_seen(request, key), n=n, at=at), is_small="small" in request.GET)
