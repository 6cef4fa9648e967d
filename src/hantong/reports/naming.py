"""The names of what figures are grouped by, in the reader's language."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hantong.access.models import Staff
from hantong.cases.sentence_words import CHANNELS
from hantong.catalogue.book import catalogue
from hantong.offices.bands import Band
from hantong.offices.directory import directory
from hantong.offices.words import BANDS

Words = str | Promise


def names_of(field: str, keys: Iterable[str]) -> dict[str, str]:
    """Give the name of each key of a field; an empty key says in words that there is none."""
    found = list(keys)
    known = _known(field, found)
    return {key: str(known.get(key, key)) if key else _none(field) for key in found}


def _none(field: str) -> str:
    words = {"place": _("No place"), "service": _("No service named"), "owner": _("Not taken yet")}
    return words.get(field, _("All"))


def _known(field: str, keys: list[str]) -> Mapping[str, Words]:
    if not field:
        return {}
    if field == "channel":
        return CHANNELS
    if field == "band":
        return {str(band.code): BANDS[band] for band in Band}
    if field == "owner":
        return {str(key): name for key, name in Staff.objects.filter(pk__in=_ids(keys)).values_list("pk", "name")}
    offices = directory()
    rows: Mapping[str, Mapping[UUID, object]] = {
        "place": offices.places,
        "service": catalogue().services,
        "jurisdiction": offices.jurisdictions,
        "owner_unit": offices.departments,
    }
    return {str(key): str(row) for key, row in rows[field].items()}


def _ids(keys: list[str]) -> list[UUID]:
    return [UUID(key) for key in keys if key]


def department_names(keys: Iterable[str]) -> dict[str, str]:
    """Give departments with the jurisdiction that they belong to: two cities have a roads department each."""
    offices = directory()
    found = {}
    for key in keys:
        unit = offices.departments[UUID(key)]
        found[key] = f"{offices.jurisdictions[unit.jurisdiction_id].name} · {unit.name}"
    return found
