"""What the guide to the pieces shows: sample rows and a sample form in every state."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import pgettext, pgettext_lazy

from hantong.shell.sample_words import WORDS
from hantong.shell.states import STATES

TONES = (
    ("neutral", pgettext_lazy("sample", "Quiet")),
    ("info", pgettext_lazy("sample", "To know")),
    ("success", pgettext_lazy("sample", "Good")),
    ("warning", pgettext_lazy("sample", "Careful")),
    ("danger", pgettext_lazy("sample", "Urgent")),
)
SPRITE = Path(__file__).with_name("static") / "shell" / "icons.svg"


def icon_names() -> list[str]:
    """Return the name of every icon that we have drawn."""
    return re.findall(r'<symbol id="([\w-]+)"', SPRITE.read_text())


class SampleForm(forms.Form):
    """One field of every shape."""

    text = forms.CharField(
        label=pgettext_lazy("sample", "What is it about?"),
        help_text=pgettext_lazy("sample", "A few words are enough. Please leave out resident registration numbers."),
        widget=forms.Textarea,
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("sample", "How shall we answer?"),
        choices=[
            ("sms", pgettext_lazy("sample", "Text message")),
            ("call", pgettext_lazy("sample", "Call")),
            ("mail", pgettext_lazy("sample", "E-mail")),
        ],
        widget=forms.RadioSelect,
    )
    phone = forms.CharField(
        label=pgettext_lazy("sample", "Phone number"), widget=forms.TextInput(attrs={"type": "tel"})
    )
    city = forms.ChoiceField(
        label=pgettext_lazy("sample", "City or county"),
        required=False,
        choices=[
            ("", pgettext_lazy("sample", "Not sure")),
            ("s", pgettext_lazy("sample", "Suwon")),
            ("u", pgettext_lazy("sample", "Uijeongbu")),
        ],
    )
    needs = forms.MultipleChoiceField(
        label=pgettext_lazy("sample", "What would help you?"),
        required=False,
        choices=[
            ("sign", pgettext_lazy("sample", "Sign language")),
            ("print", pgettext_lazy("sample", "Large print")),
            ("lift", pgettext_lazy("sample", "Wheelchair access")),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    photo = forms.FileField(label=pgettext_lazy("sample", "Photo"), required=False)
    address = forms.CharField(label=pgettext_lazy("sample", "Where is it?"), required=False)
    latitude = forms.DecimalField(label=pgettext_lazy("sample", "Latitude"), required=False)
    longitude = forms.DecimalField(label=pgettext_lazy("sample", "Longitude"), required=False)
    agreed = forms.BooleanField(label=pgettext_lazy("sample", "You may call me back about this."))


def sample_context(*, now: datetime) -> dict[str, Any]:
    """Return everything that the guide shows."""
    wrong = SampleForm({"phone": "", "kind": "", "text": ""}, prefix="wrong")
    return {
        "now": now,
        "w": WORDS,
        "form": SampleForm(),
        "wrong": wrong,
        "tones": TONES,
        "states": list(STATES),
        "icons": icon_names(),
        "rows": _rows(now),
        "page_obj": Paginator(range(240), 10).page(4),
        "tab_items": [
            {"url": "?tab=mine", "label": pgettext("sample", "Mine"), "count": 7, "is_current": True},
            {"url": "?tab=unit", "label": pgettext("sample", "My unit"), "count": 23, "is_current": False},
            {"url": "?tab=watched", "label": pgettext("sample", "Watched"), "count": 0, "is_current": False},
        ],
        "steps": [
            (pgettext("sample", "Received"), "done"),
            (pgettext("sample", "In charge"), "done"),
            (pgettext("sample", "Being settled"), "current"),
            (pgettext("sample", "Answer"), "todo"),
        ],
        "crumbs": [
            (pgettext("sample", "Home"), "/"),
            (pgettext("sample", "Search"), "/styleguide"),
            ("2611-004821", ""),
        ],
        "long_ago": now - timedelta(days=400),
    }


def _rows(now: datetime) -> list[dict[str, Any]]:
    hour = timedelta(hours=1)
    samples = (
        ("2611-004821", pgettext("sample", "The street light before the school is out"), "overdue", -3 * hour, 12),
        ("2611-004817", pgettext("sample", "Wants to know how to renew a passport at night"), "due_soon", 2 * hour, 4),
        ("2611-004809", pgettext("sample", "Rent deposit not paid back; asks for a lawyer"), "offered", 26 * hour, 31),
        ("2611-004790", pgettext("sample", "Noise from a building site before seven"), "waiting", 90 * hour, 9),
        ("2611-004755", pgettext("sample", "Thanks the subway desk for its help"), "answered", -50 * hour, 2),
    )
    return [
        {"number": number, "title": title, "state": state, "due_at": now + away, "minutes": minutes}
        for number, title, state, away, minutes in samples
    ]
