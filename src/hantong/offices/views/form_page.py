"""How a page with one form answers: shown, wrong in shape (422), refused (409) with all that was typed, or done."""

from collections.abc import Callable, Mapping

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from hantong.kit.errors import Refused

UNPROCESSABLE, CONFLICT = 422, 409


def form_page(
    request: HttpRequest,
    *,
    form: forms.Form,
    act: Callable[[], str],
    template: str,
    context: Mapping[str, object],
    done: str | Promise,
) -> HttpResponse:
    """Show a form, or do its act and go on to the address that the act gives."""
    status = 200
    if request.method == "POST":
        url = done_by(form, act)
        if url:
            messages.success(request, str(done))
            return redirect(url)
        status = CONFLICT if form.is_refused else UNPROCESSABLE  # type: ignore[attr-defined]
    return render(request, template, {**context, "form": form}, status=status)


def done_by(form: forms.Form, act: Callable[[], str]) -> str:
    """Do the act of a valid form and give the address that it gives; else keep in the form what is wrong."""
    form.is_refused = False  # type: ignore[attr-defined]
    if not form.is_valid():
        return ""
    try:
        return act()
    except Refused as refusal:
        form.is_refused = True  # type: ignore[attr-defined]
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return ""
