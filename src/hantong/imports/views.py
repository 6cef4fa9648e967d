"""The wizard for small files: a file, its columns, its values, what would come of it, and bringing it in."""

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hantong.access.doors import allow
from hantong.imports import actions
from hantong.imports.forms import ColumnsForm, CorrectionForm, UploadForm, ValuesForm
from hantong.imports.jobs import bring_in_uploaded, look_through
from hantong.imports.models import ImportRun
from hantong.imports.reading_form import begun_answers, look_at, mapping_of, sample_of, values_of
from hantong.imports.run_page import COLUMNS, VALUES, examples_of, mark_of, page_of, steps_at
from hantong.imports.stored import refused_path, uploaded_path
from hantong.kit.errors import Refused
from hantong.offices.lists import jurisdictions_in_order
from hantong.offices.request import StaffRequest

UNPROCESSABLE = 422
NEWEST = 30


def _run(request: StaffRequest, pk: UUID) -> ImportRun:
    return get_object_or_404(ImportRun.objects.visible_to(request.person), pk=pk)


def _jurisdictions(request: StaffRequest) -> list[tuple[str, str]]:
    reach = request.person.reach("imports.run")
    return [
        (each.code, each.name)
        for each in jurisdictions_in_order()
        if reach.is_everything or each.pk in reach.jurisdictions
    ]


@require_http_methods(["GET", "POST"])
@allow("imports.run")
def imports(request: StaffRequest) -> HttpResponse:
    """List what was brought in, and take a new file."""
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        jurisdictions=_jurisdictions(request),
        initial={"zone": settings.TIME_ZONE},
    )
    status = 200
    if request.method == "POST":
        run = _uploaded(request, form) if form.is_valid() else None
        if run is not None:
            return redirect("imports:columns", pk=run.pk)
        status = UNPROCESSABLE
    runs = ImportRun.objects.visible_to(request.person).order_by("-made_at")[:NEWEST]
    pages = [page_of(run) for run in runs]
    return render(request, "imports/imports.html", {"form": form, "pages": pages, "steps": steps_at(0)}, status=status)


def _uploaded(request: StaffRequest, form: UploadForm) -> ImportRun | None:
    file = form.cleaned_data["file"]
    try:
        return actions.upload(
            name=Path(file.name).name,
            content=file.chunks(),
            jurisdiction=form.cleaned_data["jurisdiction"],
            zone=form.cleaned_data["zone"],
            by=request.person.staff,
            at=now(),
        )
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else "file", str(refusal))
        return None


@require_http_methods(["GET", "POST"])
@allow("imports.run")
def columns(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Ask which column means what; guesses stand there already."""
    run = _run(request, pk)
    path = uploaded_path(run)
    if not path.exists() or run.started_at is not None:
        return redirect("imports:run", pk=run.pk)
    source = look_at(path)
    begun = run.settings.get("answers") or begun_answers(source, run.file_name)
    form = ColumnsForm(request.POST or None, header=source.header, initial=begun)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            found = values_of(source, form.columns())
            crowded = next((kind for kind, values in found.items() if values is None), "")
            if not crowded:
                answers = {name: form.cleaned_data[name] for name in form.fields}
                actions.keep_answers(run=run, answers=answers)
                return redirect("imports:values", pk=run.pk)
            form.add_error(
                "column_status" if crowded == "state" else "column_channel",
                _("This column has too many different values. Choose another one."),
            )
        status = UNPROCESSABLE
    page = {"run": run, "form": form, "header": source.header, "sample": sample_of(source), "steps": steps_at(COLUMNS)}
    return render(request, "imports/columns.html", page, status=status)


@require_http_methods(["GET", "POST"])
@allow("imports.run")
def values(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Ask which state and channel each value of theirs stands for, then read the whole file."""
    run = _run(request, pk)
    path, answers = uploaded_path(run), run.settings.get("answers")
    if not answers or not path.exists() or run.started_at is not None:
        return redirect("imports:run", pk=run.pk)
    source = look_at(path)
    chosen = ColumnsForm(answers, header=source.header)
    if not chosen.is_valid():
        return redirect("imports:columns", pk=run.pk)
    found = values_of(source, chosen.columns())
    form = ValuesForm(request.POST or None, states=found["state"] or [], channels=found["channel"] or [])
    has_none = not form.fields
    status = 200
    if has_none or (request.method == "POST" and form.is_valid()):
        kinds = {kind: {} if has_none else form.values(kind) for kind in ("state", "channel")}
        try:
            actions.settle_reading(run=run, mapping=mapping_of(chosen.columns(), answers, kinds))
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = UNPROCESSABLE
        else:
            look_through.defer(run=str(run.pk))
            return redirect("imports:run", pk=run.pk)
    elif request.method == "POST":
        status = UNPROCESSABLE
    page = {"run": run, "form": form, "steps": steps_at(VALUES)}
    return render(request, "imports/values.html", page, status=status)


@require_GET
@allow("imports.run")
def run(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Show how far an import is and what was found; a page that waits hears nothing while nothing is new."""
    row = _run(request, pk)
    page = page_of(row)
    mark = mark_of(page)
    if request.htmx and request.GET.get("seen") == mark:
        return HttpResponse(status=204)
    page |= {"now": now(), "mark": mark, "examples": examples_of(row, request.person) if row.report else []}
    return render(request, "imports/run.html", page)


@require_POST
@allow("imports.run")
def clock(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Settle what is done about the clock, and read the file again."""
    row = _run(request, pk)
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return render(request, "imports/run.html", {**page_of(row), "form": form}, status=UNPROCESSABLE)
    actions.settle_reading(run=row, mapping=row.settings["mapping"], correction=form.cleaned_data["correction"])
    look_through.defer(run=str(row.pk))
    return redirect("imports:run", pk=row.pk)


@require_POST
@allow("imports.run")
def bringing_in(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Begin to bring the matters in."""
    row = actions.begin(run=_run(request, pk), at=now())
    bring_in_uploaded.defer(run=str(row.pk))
    return redirect("imports:run", pk=row.pk)


@require_GET
@allow("imports.run")
def refused(request: StaffRequest, pk: UUID) -> HttpResponse | FileResponse:
    """Give the refused rows with their reasons as a file."""
    row = _run(request, pk)
    path = refused_path(row)
    if not path.exists():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"{row.source}.rejected.csv")
