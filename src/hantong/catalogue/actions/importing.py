"""Bringing a book of services in: the new is added, what differs is changed, what the book lacks stays."""

from datetime import datetime

from django.db import transaction

from hantong.access.models import Staff
from hantong.catalogue.actions.asking import set_attributes
from hantong.catalogue.actions.duties import set_duties
from hantong.catalogue.actions.services import add_service, change_service
from hantong.catalogue.actions.shelves import save_group, save_retention
from hantong.catalogue.models import Service
from hantong.catalogue.yaml_book import CatalogueBookPages, ServicePage, stored_pages
from hantong.kit.editions import forget_edition
from hantong.offices.book_changes import BookChange, changes_between
from hantong.offices.lookups import naming


@transaction.atomic
def import_catalogue(
    *, book: CatalogueBookPages, by: Staff | None, at: datetime, is_dry_run: bool = False
) -> list[BookChange]:
    """Take in a book and tell what changed; with `is_dry_run` only tell.

    Raises ImportStopped, and then nothing is kept.
    """
    before = stored_pages()
    for code, retention in book.retention_classes.items():
        with naming(f"retention_classes[{code}]"):
            save_retention(facts=retention, by=by, at=at)
    for code, group in book.groups.items():
        with naming(f"groups[{code}]"):
            save_group(facts=group, by=by, at=at)
    for key, page in book.services.items():
        with naming(f"services[{key}]"):
            _write(page, by=by, at=at)
    changes = list(changes_between(before, stored_pages()))
    if is_dry_run:
        transaction.set_rollback(True)
    forget_edition()
    return changes


def _write(page: ServicePage, *, by: Staff | None, at: datetime) -> None:
    facts = page.facts
    row = Service.objects.filter(jurisdiction__code=facts.jurisdiction, code=facts.code).first()
    if row is None:
        row = add_service(facts=facts, by=by, at=at)
    else:
        change_service(service=row, facts=facts, by=by, at=at)
    set_attributes(service=row, attributes=page.attributes, by=by, at=at)
    set_duties(service=row, duties=page.duties, by=by, at=at)
