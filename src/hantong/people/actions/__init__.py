"""Every act on residents' records: the flat list."""

from hantong.people.actions.changing import add_resident, change_resident
from hantong.people.actions.consenting import give_consent, object_to, withdraw_consent
from hantong.people.actions.erasing import erase_resident, forget_unneeded
from hantong.people.actions.exporting import export_resident
from hantong.people.actions.holding import place_hold, release_hold
from hantong.people.actions.merging import keep_apart, merge_residents, undo_merge
from hantong.people.actions.reaching import add_contact_point, prefer_contact_point, remove_contact_point
from hantong.people.actions.retaining import destroy_expired
from hantong.people.actions.speaking import end_spokesperson, name_spokesperson

__all__ = [
    "add_contact_point",
    "add_resident",
    "change_resident",
    "destroy_expired",
    "end_spokesperson",
    "erase_resident",
    "export_resident",
    "forget_unneeded",
    "give_consent",
    "keep_apart",
    "merge_residents",
    "name_spokesperson",
    "object_to",
    "place_hold",
    "prefer_contact_point",
    "release_hold",
    "remove_contact_point",
    "undo_merge",
    "withdraw_consent",
]
