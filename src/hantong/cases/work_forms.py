"""The shapes of the work list's filters, of its acts on many matters, and of saved views."""

from datetime import datetime, timedelta
from uuid import UUID

from django import forms
from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hantong.cases.finding import MOST_WORDS_READ
from hantong.cases.models import CaseQuerySet, CaseText
from hantong.cases.number import NotANumber, parse
from hantong.cases.options import LightSelect
from hantong.cases.search_terms import query_terms
from hantong.cases.sentence_words import BANDS, CHANNELS
from hantong.catalogue.book import catalogue
from hantong.offices.directory import directory
from hantong.offices.person import StaffPerson

STATES = (
    ("", pgettext_lazy("matters", "Open")),
    ("untaken", _("Not taken")),
    ("waiting", _("Waiting for the resident")),
    ("closed", pgettext_lazy("standing", "Settled")),
    ("every", _("Open and settled")),
)
DUE = (
    ("", _("Any time")),
    ("overdue", pgettext_lazy("standing", "Overdue")),
    ("today", _("Today")),
    ("week", _("Within 7 days")),
)
SORTS = (
    ("due", _("Due first")),
    ("-said", _("Newest first")),
    ("said", _("Oldest first")),
    ("-changed", _("Changed last")),
)


class WorkFilter(forms.Form):
    """What narrows a work list down; every field lives in the address."""

    q = forms.CharField(
        label=_("Number or words"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    service = forms.ChoiceField(label=_("Service"), required=False, widget=LightSelect)
    jurisdiction = forms.ChoiceField(label=_("Jurisdiction"), required=False, widget=LightSelect)
    place = forms.ChoiceField(label=_("Place"), required=False, widget=LightSelect)
    channel = forms.ChoiceField(
        label=pgettext_lazy("filter", "Channel"),
        required=False,
        widget=LightSelect,
        choices=[("", _("All")), *CHANNELS.items()],
    )
    state = forms.ChoiceField(label=_("State"), required=False, widget=LightSelect, choices=STATES)
    due = forms.ChoiceField(label=pgettext_lazy("filter", "Due"), required=False, widget=LightSelect, choices=DUE)
    band = forms.ChoiceField(
        label=_("Time band"),
        required=False,
        widget=LightSelect,
        choices=[("", _("All")), *((str(band.code), label) for band, label in BANDS.items())],
    )
    sort = forms.ChoiceField(label=_("Order"), required=False, widget=LightSelect, choices=SORTS)
    urgent = forms.BooleanField(label=_("Urgent only"), required=False)

    def __init__(self, *args: object, person: StaffPerson, **named: object) -> None:
        super().__init__(*args, **named)  # type: ignore[arg-type]
        offices, reach = directory(), person.reach("cases.see")
        within = reach.jurisdictions
        self._choose("service", catalogue().services)
        self._choose("jurisdiction", {key: row for key, row in offices.jurisdictions.items() if key in within})
        self._choose("place", {key: row for key, row in offices.places.items() if row.jurisdiction_id in within})

    def _choose(self, field: str, rows: object) -> None:
        named = sorted((str(row), str(key)) for key, row in rows.items())  # type: ignore[attr-defined]
        choices = [("", _("All")), *((key, name) for name, key in named)]
        self.fields[field].choices = choices  # type: ignore[attr-defined]

    @property
    def is_blank(self) -> bool:
        """Whether nothing is asked for, not even an order."""
        return not any(self.data.get(name) for name in self.fields)

    @property
    def is_narrowing(self) -> bool:
        """Whether anything beyond the order is asked for."""
        return any(value for name, value in self.cleaned_data.items() if name != "sort")

    def narrow(self, cases: CaseQuerySet, *, at: datetime, tab: str) -> CaseQuerySet:
        """Keep what the filters ask for."""
        asked = self.cleaned_data
        for name in ("service", "jurisdiction", "place", "channel", "band"):
            if asked.get(name):
                cases = cases.filter(**{name: asked[name]})
        if asked.get("urgent"):
            cases = cases.filter(is_urgent=True)
        if tab == "all":
            cases = _in_state(cases, asked.get("state", ""))
        cases = _due(cases, asked.get("due", ""), at)
        if not asked.get("q"):
            return cases
        is_wide = tab == "all" and asked.get("state") in {"every", "closed"}
        return _with_words(cases, asked["q"], most=MOST_WORDS_READ if is_wide else None)


def _in_state(cases: CaseQuerySet, state: str) -> CaseQuerySet:
    if state == "every":
        return cases
    if state == "closed":
        return cases.filter(closed_at__isnull=False)
    cases = cases.open()
    if state == "untaken":
        return cases.filter(Q(owner__isnull=True) | Q(holder__isnull=True))
    return cases.filter(waiting_since__isnull=False) if state == "waiting" else cases


def _due(cases: CaseQuerySet, due: str, at: datetime) -> CaseQuerySet:
    if due == "overdue":
        return cases.overdue(at)
    if due == "today":
        midnight = localtime(at).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        return cases.open().filter(due_at__gte=at, due_at__lt=midnight)
    return cases.open().filter(due_at__gte=at, due_at__lt=at + timedelta(days=7)) if due == "week" else cases


def _with_words(cases: CaseQuerySet, words: str, *, most: int | None) -> CaseQuerySet:
    """Keep what holds the words; where everything is searched, among the newest `most` that do."""
    try:
        return cases.filter(number=parse(words))
    except NotANumber:
        terms = query_terms(words)
        if not terms:
            return cases.none()
        texts = CaseText.objects.filter(terms__contains=terms).values("case_id")
        return cases.filter(pk__in=texts.order_by("-case_id")[:most] if most else texts)


class SavedViewForm(forms.Form):
    """The name of a view, and the filters that it keeps."""

    name = forms.CharField(label=_("Name of the view"), max_length=60)
    query = forms.CharField(widget=forms.HiddenInput, max_length=500, required=False)


class ManyForm(forms.Form):
    """Which matters, what is to happen to them, and to whom they go."""

    act = forms.ChoiceField(choices=[(act, act) for act in ("take", "assign", "urgent", "not_urgent", "hand_over")])
    to = forms.CharField(required=False, max_length=80)
    unit = forms.UUIDField(required=False)

    def clean(self) -> dict[str, object]:
        """Ask for somebody where the act needs somebody."""
        cleaned: dict[str, object] = super().clean() or {}
        if cleaned.get("act") == "assign":
            cleaned["to"] = self._pair(str(cleaned.get("to", "")))
        if cleaned.get("act") == "hand_over" and cleaned.get("unit") not in directory().departments:
            self.add_error("unit", _("Choose the department that the matters go to."))
        return cleaned

    def _pair(self, text: str) -> tuple[UUID, UUID] | None:
        unit, _sep, person = text.partition(" ")
        try:
            return UUID(unit), UUID(person)
        except ValueError:
            self.add_error("to", _("Choose the colleague who gets the matters."))
            return None
