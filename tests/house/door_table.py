"""The whole table of addresses as plain rows: what the test of doors walks."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from ninja import NinjaAPI

THIRD_PARTY = {
    "allauth.": "signing in: allauth guards each of its pages itself; which of them exist is our choice (access/account_urls)",
    "hantong.access.oidc": "signing in: the two steps to an identity provider and back; its own tests play one",
    "django.views.i18n": "choosing a language, Django's own view",
    "hantong.shell.": "the shell lies below doors and people: its look, its offline page and its pieces are for anyone",
    "ninja.": "the API's operations have doors of their own, read from the API below",
}


@dataclass(frozen=True, slots=True)
class Route:
    """One address: its name, the names of its parameters, and its view."""

    name: str
    route: str
    view: Callable[..., Any]
    parameters: tuple[str, ...]

    @property
    def door(self) -> tuple[str, ...] | None:
        """Who may come in; None where nobody said so."""
        found: tuple[str, ...] | None = getattr(self.view, "door", None)
        return found

    @property
    def is_ours(self) -> bool:
        """Whether the view is our own."""
        return not any(self.view.__module__.startswith(module) for module in THIRD_PARTY)


def routes() -> list[Route]:
    """Give every address outside the API."""
    return [route for route in _walk(get_resolver(), "", ()) if not route.name.startswith("api:")]


def _walk(resolver: URLResolver, before: str, namespaces: tuple[str, ...]) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _walk(entry, route, inner)
        elif isinstance(entry, URLPattern):
            parameters = tuple(entry.pattern.converters) or tuple(_groups(entry))
            yield Route(":".join((*namespaces, entry.name or route)), route, entry.callback, parameters)


def _groups(entry: URLPattern) -> Mapping[str, int]:
    regex = getattr(entry.pattern, "regex", None)
    return dict(regex.groupindex) if regex is not None else {}


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the API."""

    method: str
    path: str
    name: str
    door: tuple[str, ...] | None


def operations(api: NinjaAPI) -> list[Operation]:
    """Give every operation of the API."""
    found = []
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                door = getattr(operation.view_func, "door", None)
                for method in operation.methods:
                    whole = f"{prefix.rstrip('/')}{path}"
                    found.append(Operation(method, whole, operation.view_func.__name__, door))
    return found
