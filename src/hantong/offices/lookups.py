"""Offices found by the codes that forms and files name them with, and refusals where there is none."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from hantong.kit.errors import Refused
from hantong.offices.models import Department, Jurisdiction, Place
from hantong.offices.refusals import NameMissing, UnknownCode


def named(names: Mapping[str, str]) -> dict[str, str]:
    """Give the names that are not empty. Raises NameMissing without a Korean one."""
    kept = {language: text.strip() for language, text in names.items() if text.strip()}
    if "ko" not in kept:
        raise NameMissing(field="name_ko")
    return kept


def jurisdiction_of(code: str, *, field: str) -> Jurisdiction:
    """Find a jurisdiction by its code. Raises UnknownCode, which names `field`."""
    found = Jurisdiction.objects.filter(code=code).first()
    if found is None:
        raise UnknownCode(field=field)
    return found


def department_of(key: str, *, field: str) -> Department:
    """Find a department by its key, such as "suwon/parking". Raises UnknownCode, which names `field`."""
    jurisdiction, _, code = key.partition("/")
    found = Department.objects.filter(jurisdiction__code=jurisdiction, code=code).first()
    if found is None:
        raise UnknownCode(field=field)
    return found


def place_of(code: str, *, field: str) -> Place:
    """Find a place by its code. Raises UnknownCode, which names `field`."""
    found = Place.objects.filter(code=code).first()
    if found is None:
        raise UnknownCode(field=field)
    return found


class ImportStopped(Refused):
    """One thing of a book was refused, so nothing was taken in; the message names it."""

    code = "import_stopped"


@contextmanager
def naming(what: str) -> Iterator[None]:
    """Say with a refusal which thing of the book was refused. Raises ImportStopped."""
    try:
        yield
    except Refused as refusal:
        field = f".{refusal.field}" if refusal.field else ""
        raise ImportStopped(f"{what}{field}: {refusal}") from refusal
