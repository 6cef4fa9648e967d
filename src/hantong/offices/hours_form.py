"""The shape of entered hours, bands and local days."""

# ruff: noqa: ANN401  (the form library's own signatures)

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hantong.offices.bands import DAY_MIN
from hantong.offices.facts import BandFacts, LocalDay
from hantong.offices.forms import EditForm, words_of
from hantong.offices.hour_rows import HoursLine, clock_text, closing_after, intervals_of, minute_of
from hantong.offices.hours import HolidayUse, HoursException, WeeklyInterval
from hantong.offices.words import HOLIDAY_USES, weekday_names

DATE = {"type": "date"}


class ClockField(forms.CharField):
    """A clock time such as 09:00, as minutes from midnight."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=5,
            widget=forms.TextInput({"inputmode": "numeric", "size": "5", "placeholder": "09:00"}),
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        """Read the time."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return minute_of(text)
        except ValueError as wrong:
            raise forms.ValidationError(_("Write a clock time such as 09:00.")) from wrong


def date_field(label: object, *, required: bool = False) -> forms.DateField:
    """Give a field for a day."""
    return forms.DateField(label=label, required=required, widget=forms.DateInput(DATE, "%Y-%m-%d"))  # type: ignore[arg-type]


class LineForm(forms.Form):
    """One line of opening hours: the same interval on some weekdays."""

    weekdays = forms.MultipleChoiceField(label=_("Weekdays"), widget=forms.CheckboxSelectMultiple, required=False)
    opens = ClockField(label=_("Opens at"), required=False)
    closes = ClockField(label=_("Closes at"), required=False)
    on_holidays = forms.ChoiceField(label=_("On holidays"), choices=[(k, v) for k, v in HOLIDAY_USES.items()])
    valid_from = date_field(_("Season from"))
    valid_to = date_field(_("Season until, not included"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["weekdays"].choices = [(str(n), name) for n, name in enumerate(weekday_names())]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for the parts that belong together."""
        data: dict[str, Any] = super().clean() or {}
        if self.errors or not (data.get("weekdays") or data.get("opens") is not None):
            return data
        if not data.get("weekdays"):
            self.add_error("weekdays", _("Tick at least one weekday."))
        for name in ("opens", "closes"):
            if data.get(name) is None:
                self.add_error(name, _("Write a clock time such as 09:00."))
        if (data.get("opens") or 0) >= DAY_MIN:
            self.add_error("opens", _("Opening begins before midnight; choose the next day instead."))
        if data.get("valid_from") and data.get("valid_to") and data["valid_to"] <= data["valid_from"]:
            self.add_error("valid_to", _("The season must end after it begins."))
        return data

    def line(self) -> HoursLine | None:
        """Give the line, or None where it is empty."""
        data = self.cleaned_data
        if not data.get("weekdays") or data.get("DELETE"):
            return None
        return HoursLine(
            weekdays=tuple(int(each) for each in data["weekdays"]),
            opens=data["opens"],
            closes=closing_after(data["opens"], data["closes"]),
            valid_from=data["valid_from"],
            valid_to=data["valid_to"],
            on_holidays=HolidayUse(data["on_holidays"]),
        )


LineFormSet = forms.formset_factory(LineForm, extra=2, can_delete=True, max_num=60)


def line_initial(line: HoursLine) -> dict[str, object]:
    """Give what a line's form shows at first."""
    return {
        "weekdays": [str(each) for each in line.weekdays],
        "opens": clock_text(line.opens),
        "closes": clock_text(line.closes if line.closes <= DAY_MIN else line.closes - DAY_MIN),
        "valid_from": line.valid_from,
        "valid_to": line.valid_to,
        "on_holidays": line.on_holidays.value,
    }


def intervals_in(lines: Any) -> tuple[WeeklyInterval, ...]:
    """Give the intervals of a valid form set. Raises ValueError for an interval of more than a day."""
    return intervals_of(line for form in lines if (line := form.line()) is not None)


class ExceptionForm(forms.Form):
    """A day with other hours than usual."""

    day = date_field(_("Date"), required=True)
    spans = forms.CharField(
        label=_("Open hours"),
        required=False,
        max_length=120,
        help_text=_("Such as 09:00-12:00, 13:00-18:00. Empty means closed all day."),
    )
    reason = forms.CharField(label=_("Reason, shown to residents"), max_length=120, required=False)

    def clean_spans(self) -> tuple[tuple[int, int], ...]:
        """Read the spans."""
        texts = [each for each in str(self.cleaned_data["spans"]).split(",") if each.strip()]
        try:
            return tuple(sorted(_span(each) for each in texts))
        except ValueError as wrong:
            raise forms.ValidationError(_("Write spans such as 09:00-12:00, with commas between them.")) from wrong

    def exception(self) -> HoursException:
        """Give the day as a value."""
        data = self.cleaned_data
        return HoursException(day=data["day"], intervals_min=data["spans"], reason=data["reason"])


def _span(text: str) -> tuple[int, int]:
    opens, _dash, closes = text.replace("–", "-").replace("~", "-").partition("-")
    begin = minute_of(opens)
    span = begin, closing_after(begin, minute_of(closes))
    HoursException(day=date.min, intervals_min=(span,))
    return span


class LocalDayForm(forms.Form):
    """A day added to the holidays or taken out of them."""

    day = date_field(_("Date"), required=True)
    use = forms.ChoiceField(
        label=_("This day becomes"),
        choices=[("holiday", _("a holiday")), ("working", _("a working day"))],
        widget=forms.RadioSelect,
        initial="holiday",
    )
    name_ko = forms.CharField(label=_("Name in Korean"), max_length=80, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=80, required=False)

    def local_day(self) -> LocalDay:
        """Give the day as a value."""
        data = self.cleaned_data
        is_working = data["use"] == "working"
        return LocalDay(day=data["day"], names={} if is_working else words_of(data, "name"), is_working_day=is_working)


class BandsForm(EditForm):
    """What counts as day, evening, night and weekend, from a day on."""

    valid_from = date_field(_("Valid from"), required=True)
    day_from = ClockField(label=_("Day begins"))
    evening_from = ClockField(label=_("Evening begins"))
    night_from = ClockField(label=_("Night begins"))
    weekend = forms.MultipleChoiceField(label=_("Weekend"), widget=forms.CheckboxSelectMultiple, required=False)
    name_ko = forms.CharField(label=_("Name in Korean"), max_length=80, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=80, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["weekend"].choices = [(str(n), name) for n, name in enumerate(weekday_names())]  # type: ignore[attr-defined]

    def bands(self) -> BandFacts:
        """Give the definition as a value."""
        data = self.cleaned_data
        return BandFacts(
            valid_from=data["valid_from"],
            day_from=data["day_from"],
            evening_from=data["evening_from"],
            night_from=data["night_from"],
            weekend=tuple(int(each) for each in data["weekend"]),
            names={language: text for language, text in words_of(data, "name").items() if text},
        )
