"""Hantong's own API: every room's router under one description."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from hantong.project.unread import unread

with unread("jinja2"):  # which Django's test tools read, which ninja reads
    from ninja.errors import AuthenticationError, HttpError, ValidationError

from hantong.cases.api import router as cases
from hantong.contacts.api import router as contacts
from hantong.kit.errors import Refused
from hantong.offices.api import router as offices
from hantong.offices.api_auth import machine, signed_in
from hantong.project.api_description import DescribedAPI
from hantong.project.middleware import problem
from hantong.reports.api import router as reports

api = DescribedAPI(
    title="Hantong",
    version="1",
    description="One-stop public service. Times carry a zone; errors are RFC 9457 problem details.",
    docs_url=None,
    auth=[machine, signed_in],
    urls_namespace="api",
)
api.add_router("/cases", cases)
api.add_router("/reports", reports)
api.add_router("/contacts", contacts)
api.add_router("/offices", offices)


def _problem(status: int, title: str, **more: object) -> HttpResponse:
    body = {"type": "about:blank", "title": title, "status": status, **more}
    return JsonResponse(body, status=status, content_type="application/problem+json")


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return problem(error)


@api.exception_handler(PermissionDenied)
def _denied(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return _problem(403, "This key or account may not do this.")


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return _problem(401, "Send a valid key as `Authorization: Bearer <key>`, or sign in.")


@api.exception_handler(Http404)
def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return _problem(404, "There is nothing here that you may see.")


@api.exception_handler(HttpError)
def _other(request: HttpRequest, error: HttpError) -> HttpResponse:
    return _problem(error.status_code, str(error))


@api.exception_handler(ValidationError)
def _misshapen(request: HttpRequest, error: ValidationError) -> HttpResponse:
    fields = [
        {"field": ".".join(str(part) for part in each["loc"][1:]), "problem": each["msg"]} for each in error.errors
    ]
    return _problem(422, "Some fields have to change.", fields=fields)
