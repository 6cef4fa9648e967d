"""The shape of what is entered about an address of ours."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from hantong.catalogue.book import catalogue
from hantong.contacts.actions import AddressFacts
from hantong.contacts.channel import channels
from hantong.contacts.inbox import Inbox
from hantong.contacts.models import OwnAddress
from hantong.offices.directory import directory
from hantong.offices.lists import jurisdiction_choices, place_choices
from hantong.offices.person import Reach


class AddressForm(forms.Form):
    """An address, and what comes to it is for."""

    channel = forms.ChoiceField(label=_("Channel"))
    address = forms.CharField(
        label=_("Address"), help_text=_("As residents write it: minwon@city.example"), max_length=254
    )
    jurisdiction = forms.ChoiceField(label=_("What comes to it is for"))
    place = forms.ChoiceField(label=_("Place"), required=False)
    service = forms.ChoiceField(
        label=_("Service"), help_text=_("Only where everything that comes to it is about the same."), required=False
    )
    most_per_sender_h = forms.IntegerField(
        label=_("Most from one sender in an hour"),
        help_text=_("What is more is set apart and not lost. Raise it where a machine of ours passes mail on."),
        min_value=1,
        max_value=100_000,
    )
    is_active = forms.BooleanField(label=_("In use"), required=False)

    def __init__(self, data: Any = None, *, reach: Reach, row: OwnAddress | None) -> None:
        super().__init__(data, initial=_initial(row))
        services = [(str(key), each.name) for key, each in catalogue().services.items() if each.is_active]
        choices = {
            "channel": [(key, each.label) for key, each in channels().items() if isinstance(each, Inbox)],
            "jurisdiction": jurisdiction_choices(reach),
            "place": [("", "—"), *place_choices(reach)],
            "service": [("", "—"), *sorted(services, key=lambda pair: pair[1])],
        }
        for name, pairs in choices.items():
            self.fields[name].choices = pairs  # type: ignore[attr-defined]

    def facts(self) -> AddressFacts:
        """Give what was entered."""
        data, offices = self.cleaned_data, directory()
        place = offices.place_codes.get(data["place"])
        return AddressFacts(
            channel=data["channel"],
            address=data["address"],
            jurisdiction=offices.jurisdiction_codes[data["jurisdiction"]].pk,
            place=place.pk if place else None,
            service=UUID(data["service"]) if data["service"] else None,
            most_per_sender_h=data["most_per_sender_h"],
            is_active=data["is_active"],
        )


def _initial(row: OwnAddress | None) -> dict[str, object]:
    if row is None:
        return {"most_per_sender_h": 60, "is_active": True}
    offices = directory()
    return {
        "channel": row.channel,
        "address": row.address,
        "jurisdiction": offices.jurisdictions[row.jurisdiction_id].code,
        "place": offices.places[row.place_id].code if row.place_id else "",
        "service": str(row.service_id or ""),
        "most_per_sender_h": row.most_per_sender_h,
        "is_active": row.is_active,
    }
