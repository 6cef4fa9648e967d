"""What can happen to the catalogue: the whole list."""

from hantong.catalogue.actions.asking import set_attributes
from hantong.catalogue.actions.duties import set_duties, set_duty
from hantong.catalogue.actions.importing import import_catalogue
from hantong.catalogue.actions.services import add_service, change_service, remove_service
from hantong.catalogue.actions.shelves import remove_group, remove_retention, save_group, save_retention

__all__ = [
    "add_service",
    "change_service",
    "import_catalogue",
    "remove_group",
    "remove_retention",
    "remove_service",
    "save_group",
    "save_retention",
    "set_attributes",
    "set_duties",
    "set_duty",
]
