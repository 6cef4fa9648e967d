"""Charts as pictures, drawn once per content."""

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.timezone import now
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from hantong.access.doors import allow
from hantong.offices.request import StaffRequest
from hantong.reports.chart_specs import Look
from hantong.reports.charts import CHARTS, chart
from hantong.reports.drawing import NotDrawn, address_of, drawn
from hantong.reports.forms import FigureFilter
from hantong.reports.palette import DAY, LOOKS


@require_GET
@allow("reports.see")
def picture(request: StaffRequest, key: str) -> HttpResponse:
    """Give a chart as SVG; its address in the cache is its content, so a page that changes nothing draws nothing."""
    if key not in CHARTS:
        raise Http404
    look = Look(palette=LOOKS.get(request.GET.get("look", ""), DAY), is_narrow=request.GET.get("w") == "narrow")
    found = chart(key, FigureFilter(request.GET, person=request.person).asked(at=now()), look)
    mark = f'"{address_of(found.spec, found.title, found.description)}"'
    if request.headers.get("If-None-Match", "").removeprefix("W/") == mark:
        return HttpResponse(status=304, headers={"ETag": mark})
    try:
        svg = drawn(found.spec, title=found.title, description=found.description, folder=folder())
    except NotDrawn as failed:
        return HttpResponse(str(failed), status=503, content_type="text/plain; charset=utf-8")
    answer = HttpResponse(svg, content_type="image/svg+xml")
    answer["ETag"] = mark
    answer["Cache-Control"] = "private, no-cache"
    answer["Content-Language"] = get_language() or "ko"
    patch_vary_headers(answer, ["Cookie", "Accept-Language"])
    return answer


def folder() -> Path:
    """Give where drawn charts are kept; it may be emptied at any time."""
    return Path(settings.VAR) / "charts"
