"""A person's own views of the work list: kept under a name, renamed, forgotten."""

from datetime import datetime

from django.db import IntegrityError, transaction

from hantong.access.models import Staff
from hantong.cases.models import SavedView
from hantong.cases.refusals import NameTaken


@transaction.atomic
def save_view(*, name: str, query: str, by: Staff, at: datetime) -> SavedView:
    """Keep a list's filters under `name`; a view of that name is replaced."""
    kept, _is_new = SavedView.objects.update_or_create(staff=by, name=name, defaults={"query": query})
    return kept


def rename_view(*, view: SavedView, name: str, by: Staff, at: datetime) -> SavedView:
    """Give a view another name. Raises NameTaken."""
    view.name = name
    try:
        with transaction.atomic():
            view.save(update_fields=["name"])
    except IntegrityError as taken:
        raise NameTaken(field="name") from taken
    return view


def forget_view(*, view: SavedView, by: Staff, at: datetime) -> None:
    """Forget a view; the matters in it are untouched."""
    view.delete()
