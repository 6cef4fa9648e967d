"""The filters of the contact list, as they stand in its address."""

from datetime import datetime, time, timedelta

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hantong.contacts.channel import channels
from hantong.contacts.models import Contact, ContactQuerySet
from hantong.contacts.words import OUTCOMES
from hantong.offices.bands import Band
from hantong.offices.directory import directory
from hantong.offices.person import StaffPerson

BANDS = {
    Band.DAY: _("Day"),
    Band.EVENING: _("Evening"),
    Band.NIGHT: _("Night"),
    Band.WEEKEND: _("Weekend"),
    Band.HOLIDAY: _("Holiday"),
}
DAY = forms.DateInput({"type": "date"})


class ContactFilter(forms.Form):
    """Which contacts: everything that is filled in holds together; the period's last day is part of it."""

    channel = forms.ChoiceField(label=_("Channel"), required=False)
    place = forms.ChoiceField(label=_("Place"), required=False)
    band = forms.TypedChoiceField(label=_("Time band"), required=False, coerce=int, empty_value=None)
    outcome = forms.ChoiceField(label=_("Outcome"), required=False)
    from_day = forms.DateField(label=_("From"), required=False, widget=DAY)
    to_day = forms.DateField(label=_("To (inclusive)"), required=False, widget=DAY)
    mine = forms.BooleanField(label=_("Only mine"), required=False)

    def __init__(self, data: object, *, person: StaffPerson) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.person = person
        every = [("", _("All"))]
        places: list[tuple[object, object]] = [
            (place.code, place.name)
            for place in directory().places.values()
            if place.jurisdiction_id in person.reach("cases.see").jurisdictions
        ]
        choices: dict[str, list[tuple[object, object]]] = {
            "channel": [(key, channel.label) for key, channel in channels().items()],
            "place": sorted(places, key=lambda pair: str(pair[1])),
            "band": [(band.code, label) for band, label in BANDS.items()],
            "outcome": list(OUTCOMES.items()),
        }
        for name, found in choices.items():
            self.fields[name].choices = [*every, *found]  # type: ignore[attr-defined]

    def chosen(self) -> ContactQuerySet:
        """Give the contacts that the person may see and that fit; nothing wrong in the address hides any."""
        found = Contact.objects.visible_to(self.person)
        if not self.is_valid():
            return found
        cleaned = self.cleaned_data
        if cleaned["channel"]:
            found = found.filter(channel=cleaned["channel"])
        if cleaned["place"]:
            found = found.filter(place=directory().place_codes[cleaned["place"]].pk)
        if cleaned["band"] is not None:
            found = found.filter(band=cleaned["band"])
        if cleaned["outcome"]:
            found = found.filter(outcome=cleaned["outcome"])
        if cleaned["mine"]:
            found = found.filter(answered_by=self.person.staff)
        return found.filter(self._period())

    def _period(self) -> Q:
        """Give the period by the days of the office's own zone; its end is exclusive."""
        zone = timezone.get_current_timezone()
        period, cleaned = Q(), self.cleaned_data
        if cleaned["from_day"]:
            period &= Q(said_at__gte=datetime.combine(cleaned["from_day"], time(), zone))
        if cleaned["to_day"]:
            period &= Q(said_at__lt=datetime.combine(cleaned["to_day"] + timedelta(days=1), time(), zone))
        return period
