"""What the API's description says beyond the shapes: errors, keys, limits, tags and examples, for every operation alike."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import override
from ninja import NinjaAPI

from hantong.project.api_examples import EXAMPLES
from hantong.project.api_words import SUMMARIES, TAGS, name_of

PROBLEM_TYPE = "application/problem+json"
PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": "Why a request was not done (RFC 9457). `code` is stable and for machines.",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string", "description": "`about:blank`, with `#code` where there is one"},
        "title": {"type": "string", "description": "what went wrong, in the language asked for"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "the reason, for machines"},
        "field": {"type": "string", "description": "the input that has to change"},
        "fields": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"field": {"type": "string"}, "problem": {"type": "string"}},
            },
        },
    },
    "example": {
        "type": "about:blank#already_closed",
        "title": "This matter is settled.",
        "status": 409,
        "code": "already_closed",
    },
}
WHY = {
    "401": "No key, or a wrong one, and nobody is signed in.",
    "403": "This key or account may not do this.",
    "404": "There is nothing here that this key or account may see.",
    "409": "Understood, and not done: `code` says why.",
    "422": "Wrong shape: `fields` name what has to change.",
    "429": "The key has used up its requests for now; `Retry-After` says for how many seconds.",
}
SECURITY = {
    "Machine": "A key, as `Authorization: Bearer PREFIX.SECRET`. It acts as its account, within what the key may do.",
    "SignedIn": "A browser that is signed in; writes need the header `X-CSRFToken` too.",
}
METHODS = {"get", "post", "put", "patch", "delete"}


class DescribedAPI(NinjaAPI):
    """An API whose description is whole."""

    def get_openapi_schema(self, **options: Any) -> Any:
        """Give the description."""
        return described(super().get_openapi_schema(**options))


def described(schema: Any) -> Any:
    """Add to `schema` what holds for every operation, in English."""
    parts = schema["components"]
    with override("en"):
        schema["tags"] = [{"name": name, "description": str(words)} for name, words in TAGS.items()]
        for method, path, operation in operations(schema):
            operation["summary"] = str(SUMMARIES.get(name_of(operation["operationId"]), operation["summary"]))
            for status in errors_of(method, path, operation):
                operation["responses"].setdefault(status, _error(status))
    parts["schemas"]["Problem"] = PROBLEM
    for name, example in EXAMPLES.items():
        if name in parts["schemas"]:
            parts["schemas"][name].setdefault("example", example)
    for name, words in SECURITY.items():
        parts["securitySchemes"][name]["description"] = words
    return schema


def operations(schema: Any) -> Iterator[tuple[str, str, Any]]:
    """Give every operation with its method and path."""
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            if method in METHODS:
                yield method, path, operation


def errors_of(method: str, path: str, operation: Any) -> list[str]:
    """Give the statuses by which an operation can fail."""
    found = ["401", "403", "429"] if operation.get("security") else []
    if "{" in path:
        found.append("404")
    if method != "get":
        found += ["404", "409"]
    if operation.get("parameters") or operation.get("requestBody"):
        found.append("422")
    return sorted(set(found))


def _error(status: str) -> dict[str, object]:
    answer: dict[str, object] = {
        "description": WHY[status],
        "content": {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if status == "429":
        answer["headers"] = {"Retry-After": {"description": "seconds", "schema": {"type": "integer"}}}
    return answer
