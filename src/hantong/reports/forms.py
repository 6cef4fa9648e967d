"""The question about figures as it stands in an address: period, headings, what is counted."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hantong.cases.sentence_words import CHANNELS
from hantong.catalogue.book import catalogue
from hantong.offices.bands import Band
from hantong.offices.directory import directory
from hantong.offices.person import StaffPerson
from hantong.offices.words import BANDS
from hantong.reports.asked import Asked, within_reach
from hantong.reports.models import Tally
from hantong.reports.periods import Period, named_period
from hantong.reports.scope import Scope, clock_of, clock_of_scope, rows_of
from hantong.reports.series import Step, step_for
from hantong.reports.states import CONTACT_STATES, MATTER_STATES, bands_off_hours

ALL = ("", gettext_lazy("All"))
NONE = ("none", gettext_lazy("None"))
DAY = forms.DateInput({"type": "date"})
USUAL_PERIOD = "week"
LONGEST_DAYS = 366 * 20
PERIODS = (
    ("today", gettext_lazy("Today")),
    ("yesterday", gettext_lazy("Yesterday")),
    ("last_night", gettext_lazy("Last night (18:00–09:00)")),
    ("week", gettext_lazy("7 days")),
    ("month", gettext_lazy("This month")),
    ("last_month", gettext_lazy("Last month")),
    ("quarter", gettext_lazy("This quarter")),
    ("year", gettext_lazy("This year")),
    ("last_year", gettext_lazy("Last year")),
    ("days", gettext_lazy("From … to …")),
)
COUNTS = (("contacts", gettext_lazy("Contacts")), ("matters", gettext_lazy("Matters")))
HEADINGS = (
    ("place", pgettext_lazy("heading", "Place")),
    ("channel", pgettext_lazy("heading", "Channel")),
    ("service", pgettext_lazy("heading", "Service")),
    ("jurisdiction", pgettext_lazy("heading", "Jurisdiction")),
)
STEPS = (
    ("", gettext_lazy("As fits")),
    ("day", pgettext_lazy("step", "By day")),
    ("week", pgettext_lazy("step", "By week")),
    ("month", pgettext_lazy("step", "By month")),
)
KINDS = {"contacts": Tally.Kind.CONTACTS, "matters": Tally.Kind.MATTERS}


class FigureFilter(forms.Form):
    """Which figures; what is not filled in is not asked for, and the period is the last 7 days."""

    period = forms.ChoiceField(label=gettext_lazy("Period"), required=False, choices=PERIODS, initial=USUAL_PERIOD)
    from_day = forms.DateField(label=gettext_lazy("From"), required=False, widget=DAY)
    to_day = forms.DateField(label=gettext_lazy("To (inclusive)"), required=False, widget=DAY)
    count = forms.ChoiceField(label=gettext_lazy("Count"), required=False, choices=COUNTS)
    channel = forms.ChoiceField(
        label=pgettext_lazy("heading", "Channel"), required=False, choices=[ALL, *CHANNELS.items()]
    )
    place = forms.ChoiceField(label=pgettext_lazy("heading", "Place"), required=False)
    service = forms.ChoiceField(label=pgettext_lazy("heading", "Service"), required=False)
    jurisdiction = forms.ChoiceField(label=pgettext_lazy("heading", "Jurisdiction"), required=False)
    by = forms.ChoiceField(label=gettext_lazy("Lines by"), required=False, choices=HEADINGS)
    also = forms.ChoiceField(
        label=gettext_lazy("and by"), required=False, choices=[("", gettext_lazy("nothing else")), *HEADINGS]
    )
    step = forms.ChoiceField(label=gettext_lazy("Steps"), required=False, choices=STEPS)

    def __init__(self, data: Mapping[str, object], *, person: StaffPerson) -> None:
        usual = {} if data.get("from_day") or data.get("to_day") else {"period": USUAL_PERIOD}
        super().__init__(usual | dict(data.items()))
        self.person = person
        reach, offices = person.reach("reports.see"), directory()
        within = reach.jurisdictions
        self._choose("jurisdiction", {key: row for key, row in offices.jurisdictions.items() if key in within})
        self._choose("place", {key: row for key, row in offices.places.items() if row.jurisdiction_id in within})
        self._choose("service", catalogue().services)

    def _choose(self, field: str, rows: Mapping[UUID, object]) -> None:
        named = sorted((str(row), str(key)) for key, row in rows.items())
        self.fields[field].choices = [ALL, *((key, name) for name, key in named)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """See that the days make a period."""
        cleaned: dict[str, object] = super().clean() or {}
        first, last = cleaned.get("from_day"), cleaned.get("to_day")
        if isinstance(first, date) and isinstance(last, date):
            if last < first:
                self.add_error("to_day", _("The last day lies before the first: choose a later one."))
            elif (last - first).days > LONGEST_DAYS:
                self.add_error("to_day", _("That is more than 20 years: choose a shorter period."))
        if first and isinstance(first, date) and first.year < 1970:
            self.add_error("from_day", _("Choose a day after 1970."))
        return cleaned

    def asked(self, *, at: datetime) -> Asked:
        """Give the question; what is wrong in the address is left out and named by the form."""
        self.is_valid()
        cleaned = self.cleaned_data
        one = cleaned.get("jurisdiction")
        wanted = directory().subtrees[UUID(one)] if one else None
        jurisdictions = within_reach(self.person, wanted)
        span = self._period(at, jurisdictions)
        scope = Scope(
            kind=KINDS[cleaned.get("count") or "contacts"],
            first_day=span.first_day,
            until_day=span.until_day,
            moments=span.moments,
            channel=cleaned.get("channel") or "",
            place=_id(cleaned.get("place")),
            service=_id(cleaned.get("service")),
            jurisdictions=jurisdictions,
        )
        step = cleaned.get("step")
        return Asked(
            scope=scope,
            at=at,
            by=_heading(cleaned.get("by")) or Tally.Heading.PLACE,
            also=_heading(cleaned.get("also")),
            step=Step(step) if step else step_for(scope),
        )

    def _period(self, at: datetime, jurisdictions: frozenset[UUID] | None) -> Period:
        zone, cleaned = clock_of(jurisdictions).zone, self.cleaned_data
        first, last = cleaned.get("from_day"), cleaned.get("to_day")
        name = cleaned.get("period") or ("days" if first or last else USUAL_PERIOD)
        if name != "days":
            return named_period(name, at=at, zone=zone)
        last = last or max(at.astimezone(zone).date(), first or date.min)
        return Period(first_day=min(first or last, last), until_day=last + timedelta(days=1))


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text and text != "none" else None


def _heading(text: str | None) -> Tally.Heading | None:
    return Tally.Heading[text.upper()] if text else None


class RowFilter(FigureFilter):
    """Which rows: the question, and what narrows it down to one number of a table."""

    band = forms.ChoiceField(
        label=gettext_lazy("Time band"),
        required=False,
        choices=[ALL, *((str(band.code), BANDS[band]) for band in Band)],
    )
    off_hours = forms.BooleanField(label=gettext_lazy("Off-hours only"), required=False)
    state = forms.ChoiceField(required=False, choices=[ALL, *((key, key) for key in (*MATTER_STATES, *CONTACT_STATES))])
    outcome = forms.ChoiceField(required=False, choices=[ALL, ("answered", "answered")])
    owner_unit = forms.ChoiceField(required=False)
    owner = forms.CharField(required=False, max_length=36)

    def __init__(self, data: Mapping[str, object], *, person: StaffPerson) -> None:
        super().__init__(data, person=person)
        self._choose("owner_unit", directory().departments)
        for name in ("place", "service"):
            self.fields[name].choices = [*self.fields[name].choices, NONE]  # type: ignore[attr-defined]

    def clean_owner(self) -> str:
        """See that the owner is a key, or nobody."""
        text = str(self.cleaned_data["owner"])
        if text not in {"", "none"}:
            try:
                UUID(text)
            except ValueError:
                raise forms.ValidationError(_("This is nobody's key.")) from None
        return text

    def condition(self, *, at: datetime) -> tuple[Tally.Kind, Q]:
        """Give which kind of rows, and the condition that a number was counted under."""
        asked = self.asked(at=at)
        wanted, cleaned = rows_of(asked.scope), self.cleaned_data
        if cleaned.get("band"):
            wanted &= Q(band=cleaned["band"])
        if cleaned.get("off_hours"):
            wanted &= bands_off_hours(clock_of_scope(asked.scope).definition)
        for name in ("place", "service"):
            if cleaned.get(name) == "none":
                wanted &= Q(**{f"{name}__isnull": True})
        if asked.scope.counts_contacts:
            return asked.scope.kind, wanted & self._about_contacts(at)
        return asked.scope.kind, wanted & self._about_matters(at)

    def _about_contacts(self, at: datetime) -> Q:
        cleaned, wanted = self.cleaned_data, Q()
        if cleaned.get("outcome"):
            wanted &= Q(outcome=cleaned["outcome"])
        if cleaned.get("state") in CONTACT_STATES:
            wanted &= CONTACT_STATES[cleaned["state"]](at)
        return wanted

    def _about_matters(self, at: datetime) -> Q:
        cleaned, wanted = self.cleaned_data, Q()
        if cleaned.get("state") in MATTER_STATES:
            wanted &= MATTER_STATES[cleaned["state"]](at)
        for name in ("owner_unit", "owner"):
            text = cleaned.get(name)
            if text:
                wanted &= Q(**{f"{name}__isnull": True}) if text == "none" else Q(**{name: text})
        return wanted
