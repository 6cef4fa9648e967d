"""Why an act on accounts, roles or keys is not done."""

from django.utils.translation import gettext_lazy as _

from hantong.kit.errors import Refused


class AddressTaken(Refused):
    """Two accounts cannot share an e-mail address."""

    code = "address_taken"
    message = _("Somebody already signs in with this e-mail address.")


class NotYourself(Refused):
    """Nobody locks themselves out."""

    code = "not_yourself"
    message = _("You cannot deactivate your own account. Ask another administrator.")


class AlreadyInactive(Refused):
    """The account is off already."""

    code = "already_inactive"
    message = _("This account is already deactivated.")


class AlreadyActive(Refused):
    """The account is on already."""

    code = "already_active"
    message = _("This account is already active.")


class BeyondYourRights(Refused):
    """Nobody gets into an account that may more than they do."""

    code = "beyond_your_rights"
    message = _("This account allows more than your own posts do. Ask somebody who may do all of it.")


class NoSecondFactor(Refused):
    """There is nothing to reset."""

    code = "no_second_factor"
    message = _("This account has no second factor.")


class RoleTaken(Refused):
    """Keys of roles are unique."""

    code = "role_taken"
    message = _("There is already a role with this key.")


class RoleInUse(Refused):
    """Somebody has a post with this role."""

    code = "role_in_use"
    message = _("Somebody has or had a post with this role. It can be changed, but not removed.")


class NothingNew(Refused):
    """Somebody was faster, or there never was an offer."""

    code = "nothing_new"
    message = _("There is nothing new for this role any more.")


class UnknownCapability(Refused):
    """A role or key may hold only words that exist."""

    code = "unknown_capability"
    message = _("There is no such capability.")


class LastAdministrator(Refused):
    """Some role must be able to change roles."""

    code = "last_administrator"
    message = _("No other role could change accounts and roles any more. Give that to another role first.")


class KeyRevoked(Refused):
    """A revoked key stays revoked."""

    code = "key_revoked"
    message = _("This key has been revoked. Make a new one.")


class AlreadyOver(Refused):
    """A key that ends before it begins opens nothing."""

    code = "already_over"
    message = _("Choose a day to come.")


class NothingAllowed(Refused):
    """A key without capabilities opens nothing."""

    code = "nothing_allowed"
    message = _("Choose at least one thing that the key may do.")


class RolesAreForAll(Refused):
    """Roles hold everywhere, so only those change them who reach everywhere."""

    code = "roles_are_for_all"
    message = _("Roles hold in all jurisdictions. Only an administrator of the whole province changes them.")
