"""What an app files or adds, read from its form fields: everything that is wrong with it is said at once."""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import QueryDict  # noqa: TID251 (the type of what was sent, no request)
from django.utils.translation import gettext_lazy as _

from hantong.catalogue.book import catalogue
from hantong.catalogue.models import Service
from hantong.channels.open311.faults import Fault, Wrong
from hantong.channels.open311.wordings import full_name, without_tags
from hantong.contacts.attribute_fields import PREFIX, answers_in, fields_for
from hantong.contacts.fields import ContactPointField
from hantong.people.contact_points import EMAIL, PHONE

LONGEST_DESCRIPTION = 4000
MOST_LINKS = 5
ATTRIBUTE = re.compile(r"attribute\[([^\[\]]{1,80})\](?:\[\])?")
STATUSES = re.compile(r"[A-Za-z][A-Za-z_ ]{0,39}")


class Sender(forms.Form):
    """What every form may say about whoever sends it; `device_id`, `deviceid` and `account_id` are taken and not kept."""

    first_name = forms.CharField(max_length=40, required=False)
    last_name = forms.CharField(max_length=40, required=False)
    email = ContactPointField(
        kind=EMAIL, required=False, wrong=_("This is no e-mail address. It looks like name@example.org.")
    )
    phone = ContactPointField(
        kind=PHONE, required=False, wrong=_("This is no telephone number. It looks like 010-1234-5678.")
    )
    media_url = forms.CharField(max_length=2000, required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.sent = data

    def clean_media_url(self) -> list[str]:
        """Give the addresses of pictures: several may come under the one name."""
        links = [link.strip() for link in self.sent.getlist("media_url") if link.strip()]
        if len(links) > MOST_LINKS or not all(is_link(link) for link in links):
            raise forms.ValidationError(_("Give up to 5 addresses that begin with http:// or https://."))
        return links

    def name(self) -> str:
        """Give the sender's name as it is written."""
        return full_name(self.cleaned_data["first_name"], self.cleaned_data["last_name"])


class Filing(Sender):
    """A new request: one of lat and long, address_string or address_id says where."""

    description = forms.CharField(max_length=LONGEST_DESCRIPTION, required=False)
    address_string = forms.CharField(max_length=200, required=False)
    address_id = forms.CharField(max_length=200, required=False)
    lat = forms.FloatField(min_value=-90, max_value=90, required=False)
    long = forms.FloatField(min_value=-180, max_value=180, required=False)

    def __init__(self, data: QueryDict, *, service: Service) -> None:
        super().__init__(_with_attributes(data))
        self.service = service
        self.fields.update(fields_for(catalogue().attributes.get(service.pk, ())))

    def clean(self) -> dict[str, Any]:
        """Refuse what says nowhere."""
        cleaned = super().clean() or self.cleaned_data
        lat, long = cleaned.get("lat"), cleaned.get("long")
        if (lat is None) != (long is None) and not {"lat", "long"} & set(self.errors):
            self.add_error("lat" if lat is None else "long", _("Give both coordinates or none."))
        elsewise = cleaned.get("address_string") or cleaned.get("address_id")
        if lat is None and not elsewise and not self.errors:
            self.add_error(None, _("Say where it is: lat and long, address_string or address_id."))
        return cleaned

    def values(self) -> dict[str, object]:
        """Give what was filed as the channel's named values, plain enough to be stored."""
        cleaned = self.cleaned_data
        attributes = answers_in(cleaned)
        if cleaned["media_url"]:
            attributes["media_url"] = cleaned["media_url"]
        return {
            "text": without_tags(cleaned["description"]).strip() or self.service.name,
            "title": without_tags(str(self.sent.get("attribute_title", "")))[:200].replace("\x00", ""),
            "service": str(self.service.pk),
            "address": cleaned["address_string"] or cleaned["address_id"],
            "lat": cleaned["lat"],
            "lon": cleaned["long"],
            "name": self.name(),
            "email": cleaned["email"],
            "phone": cleaned["phone"],
            "attributes": attributes,
        }


class Addition(Sender):
    """FixMyStreet's update: what somebody adds to a request; `status` is how the sender sees it."""

    description = forms.CharField(max_length=LONGEST_DESCRIPTION)
    status = forms.RegexField(STATUSES, required=False)

    def values(self, *, is_open: bool) -> dict[str, object]:
        """Give what was added as the channel's named values; a status that is not ours becomes part of the words."""
        cleaned = self.cleaned_data
        status = cleaned["status"].strip().upper()
        lines = [without_tags(cleaned["description"]).strip() or "…", *cleaned["media_url"]]
        if status and (status == "OPEN") != is_open:
            lines.append(f"[status: {status}]")
        return {
            "text": "\n".join(lines),
            "name": self.name(),
            "email": cleaned["email"],
            "phone": cleaned["phone"],
        }


def is_link(text: str) -> bool:
    """Tell whether a text is an address on the web that could be opened."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and text.isprintable() and " " not in text


def _with_attributes(data: QueryDict) -> QueryDict:
    """Give the fields with `attribute[CODE]` and `attribute[CODE][]` under the names that our forms have."""
    read = data.copy()
    for name in data:
        if found := ATTRIBUTE.fullmatch(name):
            values = [value for value in data.getlist(name) if value.strip()]
            read.setlist(PREFIX + found[1], [*read.getlist(PREFIX + found[1]), *values])
    return read


def refuse_unsound(form: forms.Form) -> None:
    """Pass over a form that is in order. Raises Wrong with a fault for each of its errors."""
    faults = [
        Fault(400, f"{_outer_name(name)}: {said}" if name != NON_FIELD_ERRORS else str(said))
        for name, errors in form.errors.items()
        for said in errors
    ]
    if faults:
        raise Wrong(*faults)


def _outer_name(name: str) -> str:
    return f"attribute[{name.removeprefix(PREFIX)}]" if name.startswith(PREFIX) else name


def fingerprint(fields: Mapping[str, list[str]]) -> str:
    """Give a short name for what was sent, the same for the same fields in any order; the key is no part of it."""
    plain = sorted((name, value) for name, values in fields.items() for value in values if name != "api_key")
    return sha256(repr(plain).encode()).hexdigest()[:32]
