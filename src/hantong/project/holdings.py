"""The rooms that hold something about residents, in the order in which it is erased; a new one is a line here."""

HOLDINGS = (
    "hantong.cases.holdings.CaseHolding",
    "hantong.contacts.holdings.ContactHolding",
    "hantong.channels.social.holdings.SocialHolding",
)
