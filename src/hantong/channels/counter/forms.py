"""What is typed at the desk: who, which service, what they say, where; and where one sits."""

import re
from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from hantong.channels.counter.seat import COUNTER, PHONE, Seat, places_for
from hantong.contacts.fields import LANGUAGES, NEEDS, ContactPointField
from hantong.contacts.reading import LONGEST_TEXT
from hantong.offices.directory import directory
from hantong.offices.person import StaffPerson
from hantong.people.contact_points import EMAIL, NotAContactPoint, normalised
from hantong.people.contact_points import PHONE as PHONE_POINT

PHONE_IN_TEXT = re.compile(r"\+?[\d\-–. ()]{7,}\d")


class DeskForm(forms.Form):
    """One conversation; what has to be filled in depends on its outcome."""

    who = forms.CharField(
        label=_("Telephone or name"), help_text=_("Both is fine: 010-1234-5678 Kim"), max_length=120, required=False
    )
    resident = forms.UUIDField(required=False)
    service_words = forms.CharField(
        label=_("Service"),
        help_text=_("A few letters are enough, initial consonants too"),
        max_length=80,
        required=False,
    )
    service = forms.UUIDField(required=False)
    text = forms.CharField(
        label=_("What they say"), widget=forms.Textarea({"rows": 4}), max_length=LONGEST_TEXT, required=False
    )
    address = forms.CharField(label=_("Where"), max_length=200, required=False)
    jurisdiction = forms.ChoiceField(label=_("City or county"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, required=False)
    needs = forms.MultipleChoiceField(
        label=_("Needs"), choices=NEEDS, widget=forms.CheckboxSelectMultiple, required=False
    )
    email = ContactPointField(
        kind=EMAIL,
        label=_("E-mail for the answer"),
        required=False,
        wrong=_("This is no e-mail address. It looks like name@example.org."),
    )
    said_at = forms.DateTimeField(
        label=_("Said at"),
        help_text=_("Only when it is written down later."),
        widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M"),
        required=False,
    )
    is_urgent = forms.BooleanField(label=_("Urgent"), required=False)
    answer = forms.CharField(widget=forms.Textarea, max_length=LONGEST_TEXT, required=False)
    passed_to = forms.CharField(label=_("Passed on to"), max_length=200, required=False)
    joins = forms.UUIDField(required=False)
    seal = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: object = None, *, at: datetime, **options: object) -> None:
        super().__init__(data, **options)  # type: ignore[arg-type]
        self.at = at
        offices = directory()
        named = sorted((each.name, each.code) for each in offices.jurisdictions.values())
        found = ("", _("Find it by the place"))
        self.fields["jurisdiction"].choices = [found, *((code, name) for name, code in named)]  # type: ignore[attr-defined]

    def clean_said_at(self) -> datetime | None:
        """Refuse the future."""
        said_at: datetime | None = self.cleaned_data["said_at"]
        if said_at is not None and said_at > self.at:
            raise forms.ValidationError(_("This moment has not come yet."))
        return said_at

    def more_is_wrong(self) -> bool:
        """Tell whether something is wrong with what is folded away."""
        return any(name in self.errors for name in ("said_at", "email", "language", "needs"))

    def introduction(self) -> tuple[str, str]:
        """Give the telephone number and the name in what was typed about the person."""
        return split(self.cleaned_data["who"])


def split(who: str) -> tuple[str, str]:
    """Give the telephone number and the name that stand in one line, each empty where there is none."""
    found = PHONE_IN_TEXT.search(who)
    if found is None:
        return "", who.strip()
    try:
        normalised(kind=PHONE_POINT, value=found[0])
    except NotAContactPoint:
        return "", who.strip()
    return found[0].strip(), f"{who[: found.start()]} {who[found.end() :]}".strip()


class SeatForm(forms.Form):
    """Where one sits, and whether people stand there or call."""

    place = forms.ChoiceField(label=_("Place"))
    desk = forms.ChoiceField(label=_("Desk"), required=False)
    channel = forms.ChoiceField(
        label=_("How people come"),
        choices=[(COUNTER, _("At the desk")), (PHONE, _("By telephone"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: object = None, *, person: StaffPerson, seat: Seat) -> None:
        initial = {
            "place": str(seat.place.pk) if seat.place else "",
            "desk": str(seat.desk.pk) if seat.desk else "",
            "channel": seat.channel,
        }
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        places = {place.pk: place for place in places_for(person)}
        self.fields["place"].choices = [(str(key), place.name) for key, place in places.items()]  # type: ignore[attr-defined]
        self.fields["desk"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *(
                (str(desk.pk), f"{places[desk.place_id].name} {desk.code}")
                for desk in directory().desks.values()
                if desk.place_id in places
            ),
        ]

    def seat(self) -> Seat:
        """Give the seat that was chosen."""
        offices, cleaned = directory(), self.cleaned_data
        by_text = {str(key): place for key, place in offices.places.items()}
        desks = {str(key): desk for key, desk in offices.desks.items()}
        return Seat(place=by_text[cleaned["place"]], desk=desks.get(cleaned["desk"]), channel=cleaned["channel"])
