"""Pages of the shell itself: how a page looks, and the guide to its pieces."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from hantong.shell.context import LOOK_COOKIE, LOOKS, TEXT_COOKIE, TEXT_SIZES
from hantong.shell.styleguide import sample_context

YEAR_S = 365 * 24 * 3600


@require_POST
def choose_look(request: HttpRequest) -> HttpResponse:
    """Remember day, night or large text in a cookie, and go back to the page it was asked from."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    answer = HttpResponseRedirect(back)
    for field, cookie, known in (("look", LOOK_COOKIE, LOOKS), ("text", TEXT_COOKIE, TEXT_SIZES)):
        if field not in request.POST:
            continue
        if request.POST[field] in known:
            answer.set_cookie(cookie, request.POST[field], max_age=YEAR_S, samesite="Lax", secure=request.is_secure())
        else:
            answer.delete_cookie(cookie, samesite="Lax")
    return answer


@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """Show what a page without a network shows."""
    return render(request, "shell/offline.html")


@require_GET
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every piece in every state; `?frame=public` shows it in the residents' frame."""
    frame = "public" if request.GET.get("frame") == "public" else "work"
    page = {"frame": f"shell/base_{frame}.html", "is_public": frame == "public"}
    return render(request, "shell/styleguide.html", {**sample_context(now=timezone.now()), **page})
