"""Who mentions us is heard once; a thread is a matter; what is nothing for us stays apart."""

from datetime import timedelta

from hantong.access.models import Staff
from hantong.cases.actions import Ending, close
from hantong.cases.models import Case, History
from hantong.channels.social.models import MonthOfAccount, SocialPost, Watch
from hantong.channels.social.tests.conftest import FakeBluesky, FakeMastodon, Hear, ours
from hantong.contacts.models import Contact, OwnAddress, RawArrival
from hantong.kit.editions import forget_edition
from hantong.project.cast import LONG_AGO, NOON, Province


def said(case: Case | None) -> list[str]:
    assert case is not None
    return list(
        History.objects.filter(case=case, kind__in=["opened", "said"]).order_by("n").values_list("text", flat=True)
    )


def test_a_mention_opens_a_matter_in_plain_words(mastodon: FakeMastodon, hear: Hear, province: Province) -> None:
    mastodon.mention("가로등이 <b>꺼졌어요</b><script>alert(1)</script><br>수원역 앞입니다 900101-1234568")
    [raw] = hear()
    assert (raw.state, raw.reason, raw.sender) == ("done", "opened", f"mastodon:han@127.0.0.1:{mastodon.port}")
    contact = Contact.objects.get()
    assert contact.text == "가로등이 꺼졌어요\n수원역 앞입니다 ******-*******"
    assert (contact.channel, contact.jurisdiction) == ("social", province.suwon)
    assert contact.said_at.isoformat() == "2026-03-04T02:50:00+00:00"
    assert contact.resident is not None
    assert contact.resident.name == "한영숙"


def test_asked_again_or_cut_off_nothing_is_doubled(mastodon: FakeMastodon, hear: Hear) -> None:
    mastodon.mention("가로등이 꺼졌어요")
    assert len(hear()) == 1
    assert hear(at=NOON + timedelta(minutes=1)) == []
    Watch.objects.update(mark="")
    assert hear(at=NOON + timedelta(minutes=2)) == []
    assert Case.objects.count() == 1


def test_more_mentions_than_a_page_come_in_order(mastodon: FakeMastodon, hear: Hear) -> None:
    mastodon.mention("처음")
    hear()
    OwnAddress.objects.update(most_per_sender_h=500)
    forget_edition()
    for n in range(95):
        mastodon.mention(f"{n}번째 민원입니다", acct=f"r{n}")
    assert len(hear(at=NOON + timedelta(minutes=1))) == 95
    assert Case.objects.count() == 96


def test_a_thread_is_one_matter_even_where_a_post_between_did_not_mention_us(
    mastodon: FakeMastodon, hear: Hear
) -> None:
    first = mastodon.mention("가로등이 꺼졌어요")
    [raw] = hear()
    between = mastodon.status("<p>맞아요</p>", acct="kim", in_reply_to_id=first["id"])
    mastodon.mention("저도 봤습니다", acct="kim", in_reply_to_id=between["id"])
    [second] = hear(at=NOON + timedelta(minutes=1))
    assert second.case == raw.case
    assert "kim@" in said(raw.case)[-1]
    assert "저도 봤습니다" in said(raw.case)[-1]
    assert "글타래" in said(raw.case)[-1]


def test_what_others_write_in_private_begins_a_matter_of_its_own(mastodon: FakeMastodon, hear: Hear) -> None:
    first = mastodon.mention("가로등이 꺼졌어요")
    [raw] = hear()
    mastodon.mention("제 일은 따로입니다", acct="kim", in_reply_to_id=first["id"], visibility="direct")
    [other] = hear(at=NOON + timedelta(minutes=1))
    assert other.case != raw.case
    assert SocialPost.objects.get(case=other.case).audience == "direct"


def test_boosts_our_own_posts_and_our_own_accounts_are_never_answered(
    mastodon: FakeMastodon, hear: Hear, province: Province
) -> None:
    OwnAddress.objects.create(
        channel="social", address="mastodon:roads@other.example", jurisdiction=province.gyeonggi, changed_at=LONG_AGO
    )
    forget_edition()
    mastodon.mention("퍼 갑니다", kind="reblog")
    mastodon.mention("우리가 쓴 글", acct="minwon")
    mastodon.mention("도로과에서 알립니다", acct="roads@other.example")
    mastodon.mention("삐빅", acct="robot", account={"id": "9", "acct": "robot", "display_name": "", "bot": True})
    reasons = {raw.reason: raw.state for raw in hear()}
    assert reasons == {"from_ourselves": "held", "automatic": "held"}
    assert not Case.objects.exists()


def test_an_edit_is_added_and_a_deletion_is_told(mastodon: FakeMastodon, hear: Hear) -> None:
    status = mastodon.mention("가로등이 꺼졌어요")
    [raw] = hear()
    status.update(content="<p>@minwon 가로등 두 개가 꺼졌어요</p>", edited_at="2026-03-04T03:05:00.000Z")
    [edit] = hear(at=NOON + timedelta(minutes=11))
    assert (edit.case, edit.reason) == (raw.case, "joined")
    assert said(raw.case)[-1].endswith("가로등 두 개가 꺼졌어요")
    assert hear(at=NOON + timedelta(minutes=22)) == []
    del mastodon.statuses[status["id"]]
    hear(at=NOON + timedelta(minutes=33))
    hear(at=NOON + timedelta(minutes=44))
    assert [text for text in said(raw.case) if "삭제" in text] == ["(작성자가 글을 삭제했습니다.)"]


def test_a_server_before_4_3_is_asked_post_by_post(mastodon: FakeMastodon, hear: Hear) -> None:
    mastodon.is_old = True
    gone, stays = mastodon.mention("가로등이 꺼졌어요"), mastodon.mention("버스가 안 와요", acct="kim")
    hear()
    del mastodon.statuses[gone["id"]]
    hear(at=NOON + timedelta(minutes=11))
    assert SocialPost.objects.get(gone_at__isnull=False).name == gone["id"]
    assert SocialPost.objects.get(gone_at__isnull=True).name == stays["id"]


def test_a_settled_matter_opens_again_for_its_resident_but_not_for_thanks(
    mastodon: FakeMastodon, hear: Hear, jiwoo: Staff
) -> None:
    first = mastodon.mention("가로등이 꺼졌어요")
    [raw] = hear()
    assert raw.case is not None
    close(case=raw.case, ending=Ending(end_state=Case.EndState.DONE, text="고쳤습니다."), by=jiwoo, at=NOON)
    mastodon.mention("감사합니다", in_reply_to_id=first["id"])
    [thanks] = hear(at=NOON + timedelta(minutes=1))
    assert Case.objects.get(pk=raw.case.pk).is_closed
    mastodon.mention("또 꺼졌어요", in_reply_to_id=first["id"])
    [again] = hear(at=NOON + timedelta(minutes=2))
    assert (thanks.reason, again.reason) == ("joined", "reopened")
    assert not Case.objects.get(pk=raw.case.pk).is_closed


def test_a_limit_is_kept_to_and_an_expired_key_is_said(mastodon: FakeMastodon, hear: Hear) -> None:
    ends = NOON + timedelta(minutes=7)
    limits = {"X-RateLimit-Remaining": "0", "X-RateLimit-Limit": "300", "X-RateLimit-Reset": ends.isoformat()}
    mastodon.refusal = (429, limits, {"error": "Too many requests"})
    hear()
    asked = len(mastodon.asked)
    watch = Watch.objects.get()
    assert watch.trouble.startswith("limit")
    assert watch.rests_until is not None
    hear(at=NOON + timedelta(seconds=30))
    assert len(mastodon.asked) == asked
    mastodon.refusal = (401, {}, {"error": "The access token was revoked"})
    hear(at=watch.rests_until + timedelta(minutes=10))
    assert Watch.objects.get().trouble.startswith("token")
    mastodon.refusal = None
    mastodon.mention("가로등이 꺼졌어요")
    assert len(hear(at=NOON + timedelta(hours=3))) == 1
    assert Watch.objects.get().trouble == ""


def test_bluesky_mentions_and_replies_are_one_matter(bluesky: FakeBluesky, hear: Hear) -> None:
    uri = bluesky.mention("@gyeonggi.example 버스가 오지 않아요")
    [raw] = hear()
    assert raw.case is not None
    assert raw.case.title == "버스가 오지 않아요"
    root = {"uri": uri, "cid": bluesky.records[uri]["cid"]}
    bluesky.mention("아직도 안 와요", reason="reply", reply={"root": root, "parent": root})
    bluesky.mention("", reason="like", who="kim")
    [second] = hear(at=NOON + timedelta(minutes=1))
    assert second.case == raw.case
    assert hear(at=NOON + timedelta(minutes=2)) == []
    assert bluesky.logins == 1
    del bluesky.records[uri]
    hear(at=NOON + timedelta(minutes=15))
    assert SocialPost.objects.get(name=uri).gone_at is not None


def test_bluesky_signs_in_again_when_its_session_is_over_and_rests_when_told(bluesky: FakeBluesky, hear: Hear) -> None:
    hear()
    bluesky.refusal = (400, {}, {"error": "ExpiredToken", "message": "Token has expired"})
    hear(at=NOON + timedelta(minutes=1))
    assert "ExpiredToken" in Watch.objects.get().trouble
    bluesky.refusal = None
    bluesky.mention("버스가 오지 않아요")
    assert len(hear(at=NOON + timedelta(minutes=20))) == 1
    assert bluesky.logins == 2
    reset = NOON + timedelta(hours=1)
    bluesky.refusal = (429, {"ratelimit-reset": str(int(reset.timestamp()))}, {"error": "RateLimitExceeded"})
    hear(at=NOON + timedelta(minutes=21))
    assert Watch.objects.get().rests_until == reset


def test_what_the_network_counts_of_us_is_kept_per_month(mastodon: FakeMastodon, hear: Hear) -> None:
    hear()
    row = MonthOfAccount.objects.get()
    assert (row.account, row.month.isoformat(), row.followers, row.posts) == (
        ours().address,
        "2026-03-01",
        10226,
        3949,
    )


def test_what_is_no_post_is_kept_as_not_understood(mastodon: FakeMastodon) -> None:
    from hantong.contacts.actions import take_in

    raw = RawArrival.objects.create(channel="social", key="x", arrived_at=NOON, size_bytes=2, content=b"{}")
    taken = take_in(arrival=raw.pk, at=NOON)
    assert taken is not None
    assert (taken.state, taken.reason) == ("failed", "not_understood")
