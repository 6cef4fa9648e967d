"""The standard's addresses: reading is open to anyone, filing to whoever has a key; machines need no CSRF token."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from hantong.access.api_auth import TooManyAttempts, key_named
from hantong.access.doors import open_to_all
from hantong.access.models import ApiKey
from hantong.cases.models import Case
from hantong.channels.open311 import actions, answering, queries, rows
from hantong.channels.open311.answering import Document, Question
from hantong.channels.open311.asking import BULK_SPAN, UPDATES_USUAL, known_number, moment, read_question
from hantong.channels.open311.bulk import csv_lines
from hantong.channels.open311.discovery import discovery as discovery_document
from hantong.channels.open311.faults import Fault, Wrong, wrong
from hantong.channels.open311.filing import Addition, Filing, fingerprint, refuse_unsound
from hantong.channels.open311.models import Waiting
from hantong.channels.open311.scope import Scope, scope_of
from hantong.channels.open311.services import definition, service_rows
from hantong.channels.open311.tongue import wanted_language
from hantong.channels.open311.writing import CONTENT_TYPES
from hantong.contacts.channel import Upload
from hantong.contacts.limits import address_of
from hantong.contacts.offered import where
from hantong.contacts.wording import tracking_link
from hantong.shell.moments import moment_text

READ, WRITE = ("GET", "HEAD", "OPTIONS"), ("GET", "HEAD", "OPTIONS", "POST")
Make = Callable[[Question], Document]
R = TypeVar("R", bound=HttpResponseBase)


@csrf_exempt
@open_to_all
@require_http_methods(READ)
def discovery(request: HttpRequest, form: str) -> HttpResponse:
    """Say where the endpoint is."""
    return _say(request, form, lambda question: Document("discovery", discovery_document()))


@csrf_exempt
@open_to_all
@require_http_methods(READ)
def services(request: HttpRequest, form: str) -> HttpResponse:
    """List what can be filed in a jurisdiction."""
    return _say(request, form, lambda asked: Document("services", service_rows(_scope(asked), asked.language)))


@csrf_exempt
@open_to_all
@require_http_methods(READ)
def service(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """Say what a service asks for."""
    return _say(
        request,
        form,
        lambda asked: Document("service_definition", definition(_scope(asked).service(code), asked.language)),
    )


@csrf_exempt
@open_to_all
@require_http_methods(WRITE)
def requests(request: HttpRequest, form: str) -> HttpResponse:
    """List requests, or file one."""
    return _say(request, form, (lambda asked: _file(request, asked)) if request.method == "POST" else _list)


@csrf_exempt
@open_to_all
@require_http_methods(READ)
def request_(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """Show one request."""
    return _say(request, form, lambda asked: _one(asked, number))


@csrf_exempt
@open_to_all
@require_http_methods(READ)
def token(request: HttpRequest, token: str, form: str) -> HttpResponse:
    """Turn a token into the id of the request that it became."""
    return _say(request, form, lambda asked: _token(asked, token))


@csrf_exempt
@open_to_all
@require_http_methods(WRITE)
def updates(request: HttpRequest, form: str) -> HttpResponse:
    """List what happened to requests, or add to one."""
    return _say(request, form, (lambda asked: _add(request, asked)) if request.method == "POST" else _happened)


@csrf_exempt
@open_to_all
@require_http_methods(READ)
def bulk(request: HttpRequest) -> HttpResponseBase:
    """Give the requests of up to a year as one CSV file."""
    found: list[StreamingHttpResponse] = []

    def make(asked: Question) -> Document:
        who = address_of(request.META)
        answering.count_use(what="bulk", who=who, most=answering.BULKS_PER_ADDRESS, at=asked.at)
        scope = _scope(asked)
        cases = queries.requests_asked(read_question(asked.params, scope, at=asked.at, longest=BULK_SPAN), scope)
        lines = csv_lines(cases.iterator(chunk_size=2000), scope, asked.language)
        found.append(StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"))
        return Document("requests", [])

    said = _say(request, "json", make)
    if not found:
        return said
    found[0]["Content-Disposition"] = 'attachment; filename="requests.csv"'
    return _open(found[0])


def _say(request: HttpRequest, form: str, make: Make) -> HttpResponse:
    """Answer in the wanted form; whoever reads too often is told to wait."""
    if request.method == "OPTIONS":
        return _open(HttpResponse(status=204))
    asked = _question(request)

    def counted(question: Question) -> Document:
        if request.method != "POST":
            who = address_of(request.META)
            answering.count_use(what="read", who=who, most=answering.READS_PER_ADDRESS, at=question.at)
        return make(question)

    answer = answering.answered(form, asked, counted)
    response = HttpResponse(answer.text, content_type=CONTENT_TYPES[form], status=answer.status)
    response["Content-Language"] = asked.language
    if answer.retry_after_s:
        response["Retry-After"] = str(answer.retry_after_s)
    return _open(response)


def _question(request: HttpRequest) -> Question:
    params = {**request.GET.dict(), **request.POST.dict()}
    plain = {name: value for name, value in params.items() if isinstance(value, str)}
    wish = plain.get("locale") or plain.get("lang") or ""
    language = wanted_language(wish, request.headers.get("Accept-Language", ""))
    return Question(params=plain, language=language, at=now())


def _open(response: R) -> R:
    """Let pages of other sites read the answer too."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Headers"] = "Content-Type"
    response["Access-Control-Allow-Methods"] = "GET, POST, OPTIONS"
    return response


def _scope(asked: Question) -> Scope:
    return scope_of(asked.params.get("jurisdiction_id", "").strip())


def _list(asked: Question) -> Document:
    scope = _scope(asked)
    question = read_question(asked.params, scope, at=asked.at)
    cases = list(queries.requests_asked(question, scope)[queries.one_page(question)])
    return Document(
        "service_requests", rows.request_rows(cases, scope, asked.language, has_extensions=question.has_extensions)
    )


def _one(asked: Question, number: str) -> Document:
    scope = _scope(asked)
    question = read_question({"extensions": asked.params.get("extensions", "")}, scope, at=asked.at)
    return Document(
        "service_requests",
        rows.request_rows([_case(number, scope)], scope, asked.language, has_extensions=question.has_extensions),
    )


def _case(typed: str, scope: Scope) -> Case:
    number = known_number(typed)
    case = queries.request_of(number, scope) if number else None
    if case is None:
        raise wrong(404, _("service_request_id “%s” is not known in this jurisdiction.") % typed[:60])
    return case


def _token(asked: Question, text: str) -> Document:
    _scope(asked)
    try:
        row = Waiting.objects.select_related("case").filter(token=UUID(text)).first()
    except ValueError:
        row = None
    if row is None:
        raise wrong(404, _("This token is not known here."))
    return Document(
        "service_requests",
        [{"service_request_id": row.case.number if row.case else None, "token": str(row.token)}],
    )


def _happened(asked: Question) -> Document:
    scope = _scope(asked)
    question = read_question(asked.params, scope, at=asked.at, usual=UPDATES_USUAL)
    found = list(queries.updates_asked(question, scope)[queries.one_page(question)])
    return Document("service_request_updates", rows.update_rows(found, asked.language))


def _client(request: HttpRequest, asked: Question, scope: Scope) -> ApiKey:
    """Give the key that files. Raises Wrong."""
    try:
        client = key_named(asked.params.get("api_key", ""), request)
    except TooManyAttempts as refused:
        raise Wrong(Fault(429, str(refused)), retry_after_s=60) from refused
    return answering.refuse_stranger(client, jurisdiction=scope.jurisdiction.pk, at=asked.at)


def _sent(request: HttpRequest) -> QueryDict:
    """Give the fields of a form, wherever the app put them; those of the body come last and count."""
    sent = request.GET.copy()
    sent.update(request.POST)
    return sent


def _file(request: HttpRequest, asked: Question) -> Document:
    scope = _scope(asked)
    client = _client(request, asked, scope)
    is_rush = answering.is_rush(client=client, at=asked.at)
    sent = _sent(request)
    form = Filing(sent, service=scope.service(asked.params.get("service_code", "").strip()))
    refuse_unsound(form)
    values = {**form.values(), "jurisdiction": str(_lies_in(form, scope)), "language": asked.language}
    name = fingerprint(dict(sent.lists()))
    files = [each for _name, several in request.FILES.lists() for each in several]
    uploads = [Upload(name=each.name or "file", content=each.read()) for each in files]
    if is_rush and not uploads:
        row = actions.keep_waiting(values=values, fingerprint=name, client=client, at=asked.at)
        return Document("service_requests", [{"token": str(row.token)}], 201)
    case = actions.file_request(values=values, fingerprint=name, client=client, at=asked.at, uploads=uploads)
    return Document("service_requests", [_filed(case, asked)], 201)


def _lies_in(form: Filing, scope: Scope) -> UUID:
    """Give the city or county that a request is about, where a province was named: by its place."""
    if len(scope.within) > 1:
        cleaned = form.cleaned_data
        found = where(address=cleaned["address_string"], lat=cleaned["lat"], lon=cleaned["long"])
        if found in scope.within:
            return found
    return scope.jurisdiction.pk


def _filed(case: Case, asked: Question) -> dict[str, object]:
    link = tracking_link(case)
    due = moment_text(case.due_at, now=asked.at) if case.due_at else ""
    notice = _("An answer is promised by %(due)s. Follow it at %(link)s") if due else _("Follow it at %(link)s")
    return {
        "service_request_id": case.number,
        "service_notice": notice % {"due": due, "link": link},
        "account_id": None,
    }


def _add(request: HttpRequest, asked: Question) -> Document:
    scope = _scope(asked)
    client = _client(request, asked, scope)
    answering.is_rush(client=client, at=asked.at)
    typed = asked.params.get("service_request_id", "").strip()
    if not typed:
        raise wrong(400, _("service_request_id is missing."))
    case = _case(typed, scope)
    sent = _sent(request)
    form = Addition(sent)
    refuse_unsound(form)
    name = asked.params.get("update_id") or asked.params.get("update_id_ext") or ""
    said = asked.params.get("updated_datetime", "").strip()
    n = actions.add_update(
        case=case,
        values={**form.values(is_open=not case.is_closed), "language": asked.language},
        update_key=f"id-{name}" if name.strip() else fingerprint(dict(sent.lists())),
        client=client,
        said_at=moment(said, "updated_datetime") if said else asked.at,
        at=asked.at,
    )
    return Document("service_request_updates", [{"update_id": rows.update_id(case, n)}], 201)
