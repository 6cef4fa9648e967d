"""Tables and rows as files; taking them out is recorded."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.utils.timezone import localtime, now
from django.views.decorators.http import require_GET

from hantong.access.actions import audit
from hantong.access.doors import allow
from hantong.offices.request import StaffRequest
from hantong.reports.files import Columns, Rows, csv_lines, data_package, parquet_file
from hantong.reports.forms import FigureFilter, RowFilter
from hantong.reports.plain_values import file_columns, file_rows
from hantong.reports.rows import columns_of, rows_for_file
from hantong.reports.shown import ShownTable, shown
from hantong.reports.table import Table
from hantong.reports.tables import TABLES
from hantong.reports.views.pages import kept_query
from hantong.reports.views.rows import rows_asked

MIME = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}


@require_GET
@allow("reports.export")
def table(request: StaffRequest, key: str, form: str) -> HttpResponseBase:
    """Give one table as a file."""
    found = _table(request, key)
    _audit(request, f"table:{key}", form)
    return _file(key, form, file_columns(found), file_rows(found))


@require_GET
@allow("reports.export")
def package(request: StaffRequest, key: str) -> HttpResponse:
    """Give the description of a table's files: its columns, definitions and denominators."""
    found = _table(request, key)
    about: ShownTable = shown(found, query={}, rows_url="")
    notes = [f"{each.name}: {each.definition} {each.denominator}" for each in about.figures]
    described = data_package(
        key,
        title=str(found.title),
        columns=file_columns(found),
        notes=[*notes, *found.notes],
        made_at=now().isoformat(timespec="seconds"),
    )
    return JsonResponse(described, json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_GET
@allow("reports.export")
def rows(request: StaffRequest, form: str) -> HttpResponseBase:
    """Give the rows behind a number as a file."""
    if not request.person.can("cases.see"):
        raise PermissionDenied
    kind, found = rows_asked(RowFilter(request.GET, person=request.person))
    _audit(request, f"rows:{kind.label.lower()}", form)
    rows = rows_for_file(found.order_by("said_at", "pk").select_related(None), kind)
    return _file(f"{kind.label.lower()}-{localtime(now()):%Y%m%d-%H%M}", form, columns_of(kind), rows)


def _table(request: StaffRequest, key: str) -> Table:
    if key not in TABLES:
        raise Http404
    return TABLES[key](FigureFilter(request.GET, person=request.person).asked(at=now()))


def _audit(request: StaffRequest, subject: str, form: str) -> None:
    details = {"form": form, "asked": [f"{name}={value}" for name, value in sorted(kept_query(request).items())]}
    audit(verb="figures.exported", subject=subject, details=details, by=request.person.staff, at=now())


def _file(name: str, form: str, columns: Columns, rows: Rows) -> HttpResponseBase:
    answer: HttpResponseBase
    if form == "csv":
        answer = StreamingHttpResponse(csv_lines(columns, rows), content_type=MIME[form])
    else:
        path = parquet_file(columns, rows)
        answer = FileResponse(path.open("rb"), content_type=MIME[form])
        path.unlink()
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    answer["Cache-Control"] = "no-store"
    return answer
