"""The account that a network, an address or a resident's account asks for; kept open for the life of the process."""

from functools import cache

from hantong.channels.social.bluesky_network import BlueskyNetwork
from hantong.channels.social.mastodon_network import MastodonNetwork
from hantong.channels.social.posts import Network
from hantong.channels.social.settings_read import Account, WrongSetting, accounts

KINDS: dict[str, type[MastodonNetwork] | type[BlueskyNetwork]] = {
    "mastodon": MastodonNetwork,
    "bluesky": BlueskyNetwork,
}


@cache
def open_network(account: Account) -> Network:
    """Give the network as that account of ours sees it."""
    return KINDS[account.network](account)


def account_for(recipient: str, *, preferred: str = "") -> Account | None:
    """Give the account of ours that can write to a resident's account, rather the one that they wrote to."""
    network = recipient.partition(":")[0]
    try:
        same = [account for account in accounts() if account.network == network]
    except WrongSetting:
        return None
    return next((account for account in same if account.address == preferred), same[0] if same else None)
