"""What can happen to the offices: the whole list."""

from hantong.offices.actions.banding import remove_bands, set_bands
from hantong.offices.actions.departments import add_department, change_department, remove_department
from hantong.offices.actions.holidays import remove_local_day, set_local_day
from hantong.offices.actions.importing import import_offices
from hantong.offices.actions.jurisdictions import (
    add_jurisdiction,
    change_jurisdiction,
    name_front_office,
    remove_jurisdiction,
)
from hantong.offices.actions.opening import remove_exception, set_exception, set_hours
from hantong.offices.actions.places import add_place, change_place, remove_place

__all__ = [
    "add_department",
    "add_jurisdiction",
    "add_place",
    "change_department",
    "change_jurisdiction",
    "change_place",
    "import_offices",
    "name_front_office",
    "remove_bands",
    "remove_department",
    "remove_exception",
    "remove_jurisdiction",
    "remove_local_day",
    "remove_place",
    "set_bands",
    "set_exception",
    "set_hours",
    "set_local_day",
]
