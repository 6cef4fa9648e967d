"""The API's description as a page that needs no script: every operation with its fields, answers and errors."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from hantong.access.doors import open_to_all
from hantong.project.api_description import operations
from hantong.project.api_words import SUMMARIES, TAGS, name_of


@dataclass(frozen=True, slots=True)
class Line:
    """A parameter or a field."""

    name: str
    kind: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One operation as the page shows it."""

    method: str
    path: str
    summary: object
    anchor: str
    needs_key: bool
    parameters: tuple[Line, ...]
    fields: tuple[Line, ...]
    asked: str
    answered: str
    statuses: tuple[str, ...]


@open_to_all
@require_GET
def api_reference(request: HttpRequest) -> HttpResponse:
    """Show the API: what one can ask, and what comes back."""
    groups = [
        (tag, words, [each for each in _shown() if each.anchor.startswith(f"{tag}-")]) for tag, words in TAGS.items()
    ]
    context = {"groups": groups, "file_url": reverse("api:openapi-json")}
    return render(request, "project/api_reference.html", context)


@lru_cache(maxsize=1)
def _shown() -> tuple[Shown, ...]:
    from hantong.project.api import api

    schema = api.get_openapi_schema()
    return tuple(_operation(schema, method, path, each) for method, path, each in operations(schema))


def _operation(schema: Any, method: str, path: str, operation: Any) -> Shown:
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    shape = _resolved(schema, body)
    name = name_of(operation["operationId"])
    return Shown(
        method=method.upper(),
        path=path,
        summary=SUMMARIES.get(name, operation["summary"]),
        anchor=f"{operation['tags'][0]}-{name}",
        needs_key=bool(operation.get("security")),
        parameters=tuple(
            Line(f"{each['name']}", _kind(each["schema"]), bool(each.get("required")))
            for each in operation.get("parameters", [])
        ),
        fields=tuple(
            Line(name, _kind(each), name in shape.get("required", ()))
            for name, each in shape.get("properties", {}).items()
        ),
        asked=_example(shape),
        answered=_answer(schema, operation),
        statuses=tuple(operation["responses"]),
    )


def _answer(schema: Any, operation: Any) -> str:
    fine = next(each for status, each in operation["responses"].items() if str(status).startswith("2"))
    shape = fine.get("content", {}).get("application/json", {}).get("schema", {})
    if shape.get("type") == "array":
        return _example({"example": [_resolved(schema, shape["items"]).get("example", {})]})
    return _example(_resolved(schema, shape))


def _resolved(schema: Any, shape: Any) -> Any:
    name = shape.get("$ref", "").rpartition("/")[2]
    return schema["components"]["schemas"][name] if name else shape


def _example(shape: Any) -> str:
    return json.dumps(shape["example"], ensure_ascii=False, indent=2) if shape.get("example") else ""


def _kind(shape: Any) -> str:
    """Give a type in a word or two: `string (uuid)`, `open | closed`."""
    for choice in shape.get("anyOf", ()):
        if choice.get("type") != "null":
            return _kind(choice)
    if "enum" in shape:
        return " | ".join(str(each) for each in shape["enum"])
    if shape.get("type") == "array":
        return f"{_kind(shape['items'])} …"
    form = f" ({shape['format']})" if "format" in shape else ""
    return f"{shape.get('type', shape.get('$ref', '').rpartition('/')[2])}{form}"
