"""The first lock: every view says who may come in."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from hantong.access.capabilities import CAPABILITIES
from hantong.access.person import Person

P = ParamSpec("P")
R = TypeVar("R", bound=HttpRequest)
T = TypeVar("T")
View = Callable[Concatenate[R, P], HttpResponseBase]

ANYONE = "anyone"
SIGNED_IN = "signed in"


def person_of(request: HttpRequest) -> Person | None:
    """Give the signed-in person of `request`, if there is one."""
    return cast("Person | None", getattr(request, "person", None))


def allow(*capabilities: str) -> Callable[[View[R, P]], View[R, P]]:
    """Let in only people who have one of `capabilities`; with none named, anyone signed in."""
    unknown = set(capabilities) - set(CAPABILITIES)
    if unknown:
        raise ValueError(f"no such capability: {sorted(unknown)}")

    def guard(view: View[R, P]) -> View[R, P]:
        @wraps(view)
        def guarded(request: R, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            person = person_of(request)
            if person is None:
                return redirect_to_login(request.get_full_path())
            if capabilities and not any(person.can(capability) for capability in capabilities):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.door = capabilities or (SIGNED_IN,)  # type: ignore[attr-defined]
        return cast("View[R, P]", guarded)

    return guard


def open_to_all(view: View[R, P]) -> View[R, P]:
    """Mark a view that anyone may open, so that nobody has to wonder whether a door was forgotten."""

    @wraps(view)
    def opened(request: R, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    opened.door = (ANYONE,)  # type: ignore[attr-defined]
    return cast("View[R, P]", opened)


def allow_machine(*capabilities: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Let in only requests of the API whose person has one of `capabilities`; who they are is known already."""

    def guard(operation: Callable[P, T]) -> Callable[P, T]:
        @wraps(operation)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
            person = person_of(cast("HttpRequest", args[0]))
            if person is None or not any(person.can(capability) for capability in capabilities):
                raise PermissionDenied
            return operation(*args, **kwargs)

        guarded.door = capabilities  # type: ignore[attr-defined]
        return guarded

    return guard
