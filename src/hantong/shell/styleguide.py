"""What the guide to the pieces shows: sample rows and a sample form in every state."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hantong.shell.states import STATES

TONES = (
    ("neutral", gettext_lazy("Quiet")),
    ("info", gettext_lazy("To know")),
    ("success", gettext_lazy("Good")),
    ("warning", gettext_lazy("Careful")),
    ("danger", gettext_lazy("Urgent")),
)
SPRITE = Path(__file__).with_name("static") / "shell" / "icons.svg"


def icon_names() -> list[str]:
    """Return the name of every icon that we have drawn."""
    return re.findall(r'<symbol id="([\w-]+)"', SPRITE.read_text())


class SampleForm(forms.Form):
    """One field of every shape."""

    text = forms.CharField(
        label=gettext_lazy("What is it about?"),
        help_text=gettext_lazy("A few words are enough. Please leave out resident registration numbers."),
        widget=forms.Textarea,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("How shall we answer?"),
        choices=[
            ("sms", gettext_lazy("Text message")),
            ("call", gettext_lazy("Call")),
            ("mail", gettext_lazy("E-mail")),
        ],
        widget=forms.RadioSelect,
    )
    phone = forms.CharField(label=gettext_lazy("Phone number"), widget=forms.TextInput(attrs={"type": "tel"}))
    city = forms.ChoiceField(
        label=gettext_lazy("City or county"),
        required=False,
        choices=[
            ("", gettext_lazy("Not sure")),
            ("s", gettext_lazy("Suwon")),
            ("u", gettext_lazy("Uijeongbu")),
        ],
    )
    needs = forms.MultipleChoiceField(
        label=gettext_lazy("What would help you?"),
        required=False,
        choices=[
            ("sign", gettext_lazy("Sign language")),
            ("print", gettext_lazy("Large print")),
            ("lift", gettext_lazy("Wheelchair access")),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    photo = forms.FileField(label=gettext_lazy("Photo"), required=False)
    address = forms.CharField(label=gettext_lazy("Where is it?"), required=False)
    latitude = forms.DecimalField(label=gettext_lazy("Latitude"), required=False)
    longitude = forms.DecimalField(label=gettext_lazy("Longitude"), required=False)
    agreed = forms.BooleanField(label=gettext_lazy("You may call me back about this."))


def sample_context(*, now: datetime) -> dict[str, Any]:
    """Return everything that the guide shows."""
    wrong = SampleForm({"phone": "", "kind": "", "text": ""}, prefix="wrong")
    return {
        "now": now,
        "form": SampleForm(),
        "wrong": wrong,
        "tones": TONES,
        "states": list(STATES),
        "icons": icon_names(),
        "rows": _rows(now),
        "page_obj": Paginator(range(240), 10).page(4),
        "tab_items": [
            {"url": "?tab=mine", "label": _("Mine"), "count": 7, "is_current": True},
            {"url": "?tab=unit", "label": _("My unit"), "count": 23, "is_current": False},
            {"url": "?tab=watched", "label": _("Watched"), "count": 0, "is_current": False},
        ],
        "steps": [
            (_("Received"), "done"),
            (_("In charge"), "done"),
            (_("Being settled"), "current"),
            (_("Answer"), "todo"),
        ],
        "crumbs": [(_("Home"), "/"), (_("Search"), "/styleguide"), ("2611-004821", "")],
        "long_ago": now - timedelta(days=400),
    }


def _rows(now: datetime) -> list[dict[str, Any]]:
    hour = timedelta(hours=1)
    samples = (
        ("2611-004821", _("The street light before the school is out"), "overdue", -3 * hour, 12),
        ("2611-004817", _("Wants to know how to renew a passport at night"), "due_soon", 2 * hour, 4),
        ("2611-004809", _("Rent deposit not paid back; asks for a lawyer"), "offered", 26 * hour, 31),
        ("2611-004790", _("Noise from a building site before seven"), "waiting", 90 * hour, 9),
        ("2611-004755", _("Thanks the subway desk for its help"), "answered", -50 * hour, 2),
    )
    return [
        {"number": number, "title": title, "state": state, "due_at": now + away, "minutes": minutes}
        for number, title, state, away, minutes in samples
    ]
