"""Every act on accounts, roles and keys, and the two logs: the flat list."""

from hantong.access.actions.accounts import (
    add_account,
    change_account,
    deactivate_account,
    invite,
    reactivate_account,
    reset_second_factor,
)
from hantong.access.actions.auditing import audit, record_viewing, record_viewings
from hantong.access.actions.keys import Issued, issue_key, revoke_key, rotate_key
from hantong.access.actions.offers import decline_offer, take_offer
from hantong.access.actions.roles import add_role, change_role, remove_role

__all__ = [
    "Issued",
    "add_account",
    "add_role",
    "audit",
    "change_account",
    "change_role",
    "deactivate_account",
    "decline_offer",
    "invite",
    "issue_key",
    "reactivate_account",
    "record_viewing",
    "record_viewings",
    "remove_role",
    "reset_second_factor",
    "revoke_key",
    "rotate_key",
    "take_offer",
]
