"""The shape of what is entered about the mayor's lines and what came on them."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hantong.access.models import Staff
from hantong.contacts.channel import channels
from hantong.contacts.models import OwnAddress
from hantong.offices.directory import directory
from hantong.offices.person import Reach
from hantong.praise.actions import Correction, LineFacts
from hantong.praise.actions.hearing import people_of
from hantong.praise.models import MayorsLine, MayorWord
from hantong.praise.terms import KINDS

NONE = ("", "—")


class LineForm(forms.Form):
    """An address of ours that is the mayor's own, and who is sent its week."""

    address = forms.ChoiceField(label=_("Address or number"), help_text=_("One of our addresses, for nothing else."))
    readers = forms.MultipleChoiceField(
        label=_("Who is sent its week"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, data: Any = None, *, reach: Reach, row: MayorsLine | None) -> None:
        initial = {"address": str(row.address_id), "readers": [str(s.pk) for s in row.readers.all()]} if row else {}
        super().__init__(data, initial=initial)
        known = channels()
        free = OwnAddress.objects.within(reach).filter(is_active=True)
        addresses = [
            (str(each.pk), f"{known[each.channel].label}: {each.address}") for each in free if each.channel in known
        ]
        self.fields["address"].choices = addresses  # type: ignore[attr-defined]
        readers = Staff.objects.filter(posts__role__capabilities__contains=["mayor.read"], is_active=True).distinct()
        self.fields["readers"].choices = [(str(s.pk), s.name) for s in readers.order_by("name")]  # type: ignore[attr-defined]

    def facts(self) -> LineFacts:
        """Give what was entered."""
        data = self.cleaned_data
        return LineFacts(address=UUID(data["address"]), readers=[UUID(each) for each in data["readers"]])


class CorrectionForm(forms.Form):
    """What a message is, and who is praised."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("message", "What it is"), choices=list(KINDS.items()), widget=forms.RadioSelect
    )
    staff = forms.ChoiceField(label=_("Who is praised"), required=False)
    place = forms.ChoiceField(label=_("or which place"), required=False)
    department = forms.ChoiceField(label=_("or which department"), required=False)

    def __init__(self, data: Any = None, *, word: MayorWord, at: Any) -> None:
        row = word.praises.first()
        initial = {"kind": word.kind}
        if row is not None:
            initial |= {name: str(getattr(row, f"{name}_id") or "") for name in ("staff", "place", "department")}
        super().__init__(data, initial=initial)
        offices = directory()
        below = offices.subtrees[word.line.address.jurisdiction_id]
        lists = {
            "staff": [(str(each.pk), each.name) for each in people_of(word.line, at=at)],
            "place": [(str(k), each.name) for k, each in offices.places.items() if each.jurisdiction_id in below],
            "department": [
                (str(k), each.name) for k, each in offices.departments.items() if each.jurisdiction_id in below
            ],
        }
        for name, pairs in lists.items():
            self.fields[name].choices = [NONE, *sorted(pairs, key=lambda pair: str(pair[1]))]  # type: ignore[attr-defined]

    def correction(self) -> Correction:
        """Give what was entered."""
        data = self.cleaned_data
        who = {name: UUID(data[name]) if data[name] else None for name in ("staff", "place", "department")}
        return Correction(kind=MayorWord.Kind(data["kind"]), **who)
