"""The shape of what the wizard asks: a file, which column means what, which value means what."""

# ruff: noqa: ANN401  (the form library's own signatures)

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from hantong.imports.mapping import END_STATES, OPEN
from hantong.imports.words import CHANNELS, STATES

Choices = list[tuple[str, Any]]
NOTHING = ("", _("– not in the file –"))
COLUMN_FIELDS: dict[str, Any] = {
    "key": _("Their number of the case"),
    "said_at": _("When it was said"),
    "status": _("State"),
    "closed_at": _("When it was settled"),
    "due_at": _("By when an answer was due"),
    "service": _("Service"),
    "channel": _("Channel"),
    "title": _("Title"),
    "text": _("What was said"),
    "answer": _("What was answered"),
    "address": _("Address"),
    "lat": _("Latitude"),
    "lon": _("Longitude"),
    "department": _("Department"),
}
REQUIRED = {"key", "said_at"}


class UploadForm(forms.Form):
    """A file, where its cases go and in which zone its clock ran."""

    file = forms.FileField(label=_("File (CSV, also gzipped, at most 20 MB)"))
    jurisdiction = forms.ChoiceField(label=_("Jurisdiction"))
    zone = forms.CharField(
        label=_("Time zone of the times in the file"),
        max_length=40,
        help_text=_("Such as Asia/Seoul. Times that carry their own offset keep it."),
    )

    def __init__(self, *args: Any, jurisdictions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jurisdiction"].choices = jurisdictions  # type: ignore[attr-defined]

    def clean_zone(self) -> str:
        """Refuse a zone that nobody knows."""
        zone = str(self.cleaned_data["zone"])
        if zone not in available_timezones():
            raise forms.ValidationError(_("There is no such time zone. Write it like Asia/Seoul."))
        return zone


class ColumnsForm(forms.Form):
    """Which column means what."""

    source = forms.RegexField(
        r"^[a-z0-9][a-z0-9._-]{0,39}$",
        label=_("Short name of the other system"),
        help_text=_("Small letters, digits, - . _ only. With their number it recognises a case for ever."),
    )
    formats = forms.CharField(
        label=_("Format of the times"),
        help_text=_("iso, epoch, excel, or a pattern such as %Y.%m.%d %H:%M; several with a comma between."),
    )
    channel_else = forms.ChoiceField(label=_("Channel of cases without one"), choices=list(CHANNELS.items()))
    services_unknown = forms.ChoiceField(
        label=_("Services that nobody knows"),
        choices=[
            ("create", _("make them, hidden from residents")),
            ("leave", _("leave the service open")),
            ("reject", _("refuse the row")),
        ],
    )

    def __init__(self, *args: Any, header: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns: Choices = [(column, column) for column in header if column]
        for name, label in COLUMN_FIELDS.items():
            needed = name in REQUIRED
            self.fields[f"column_{name}"] = forms.ChoiceField(
                label=label, required=needed, choices=columns if needed else [NOTHING, *columns]
            )

    @property
    def column_fields(self) -> list[forms.BoundField]:
        """The questions for columns, for the page."""
        return [self[f"column_{name}"] for name in COLUMN_FIELDS]

    def clean_formats(self) -> str:
        """Refuse an empty list."""
        names = [name.strip() for name in str(self.cleaned_data["formats"]).split(",") if name.strip()]
        if not names:
            raise forms.ValidationError(_("Name at least one format."))
        return ",".join(names)

    def columns(self) -> dict[str, str]:
        """Give the columns that were chosen, by our field."""
        found = {name: str(self.cleaned_data.get(f"column_{name}") or "") for name in COLUMN_FIELDS}
        return {name: column for name, column in found.items() if column}


class ValuesForm(forms.Form):
    """Which state and channel each value of theirs stands for."""

    def __init__(self, *args: Any, states: Iterable[str], channels: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.theirs = {"state": list(states), "channel": list(channels)}
        ours: dict[str, Choices] = {
            "state": [(OPEN, STATES[OPEN]), *((state, STATES[state]) for state in END_STATES)],
            "channel": list(CHANNELS.items()),
        }
        for kind, values in self.theirs.items():
            for place, value in enumerate(values):
                self.fields[f"{kind}_{place}"] = forms.ChoiceField(
                    label=value or _("(empty)"), choices=ours[kind], initial=guessed_value(kind, value)
                )

    @property
    def state_fields(self) -> list[forms.BoundField]:
        """The questions for states."""
        return [self[f"state_{place}"] for place in range(len(self.theirs["state"]))]

    @property
    def channel_fields(self) -> list[forms.BoundField]:
        """The questions for channels."""
        return [self[f"channel_{place}"] for place in range(len(self.theirs["channel"]))]

    def values(self, kind: str) -> dict[str, str]:
        """Give ours by theirs."""
        return {value: str(self.cleaned_data[f"{kind}_{place}"]) for place, value in enumerate(self.theirs[kind])}


_HINTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "state": (
        (r"dup|중복", "duplicate"),
        (r"transfer|이송|이첩", "not_ours"),
        (r"withdr|cancel|취하|취소", "withdrawn"),
        (r"reject|denied|불가|반려", "cannot"),
        (r"answer|답변", "answered"),
        (r"clos|done|complet|resolv|완료|종결|처리됨", "done"),
    ),
    "channel": (
        (r"phone|call|전화|120", "phone"),
        (r"visit|walk|counter|방문|창구", "counter"),
        (r"app|api|311|모바일|앱", "open311"),
        (r"mail.?$|e-?mail|메일", "email"),
        (r"sms|text|문자", "sms"),
        (r"twitter|facebook|social|kakao|카카오", "social"),
        (r"web|online|self|portal|인터넷|누리집|홈페이지", "web"),
        (r"letter|우편|서면", "letter"),
        (r"internal|employee|staff|직원", "internal"),
    ),
}


def guessed_value(kind: str, theirs: str) -> str:
    """Guess which of ours a value of theirs stands for; a person looks it over."""
    for pattern, ours in _HINTS[kind]:
        if re.search(pattern, theirs, re.IGNORECASE):
            return ours
    return OPEN if kind == "state" else "other"


class CorrectionForm(forms.Form):
    """What is to be done about the clock."""

    correction = forms.RegexField(r"^(none|local-read-as-utc|utc-read-as-local|[+-]\d{1,2}:\d{2})$", label=_("Clock"))
