"""Who wrote is erased with the resident; that somebody wrote stays counted."""

from hantong.channels.social.holdings import SocialHolding
from hantong.channels.social.models import SocialPost
from hantong.channels.social.queries import months
from hantong.channels.social.tests.conftest import FakeMastodon, Hear, ours
from hantong.people.models import Resident
from hantong.project.cast import NOON


def test_who_wrote_is_given_out_and_erased_and_the_figures_stay(mastodon: FakeMastodon, hear: Hear) -> None:
    mastodon.mention("가로등이 꺼졌어요")
    mastodon.mention("버스가 안 와요", acct="kim")
    hear()
    resident = Resident.objects.get(contact_points__value__startswith="mastodon:han@")
    holding = SocialHolding()
    assert holding.count([resident.pk]) == {"social_posts": 1}
    [portion] = holding.export([resident.pk])
    assert str(portion.rows[0]["account"]).startswith("mastodon:han@")
    assert holding.erase([resident.pk], at=NOON) == {"social_posts": 1}
    assert holding.count([resident.pk]) == {"social_posts": 0}
    assert SocialPost.objects.filter(author="", handle="", link="").count() == 1
    assert [(each.mentions, each.matters) for each in months([ours().address])] == [(2, 2)]
