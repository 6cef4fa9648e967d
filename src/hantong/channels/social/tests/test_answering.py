"""Answers go to the resident alone, or into the thread once somebody else has approved them."""

from datetime import timedelta

import pytest

from hantong.access.models import Staff
from hantong.cases.actions import answer
from hantong.cases.events import CaseAnswered
from hantong.cases.models import Case, History
from hantong.channels.social.actions import (
    AlreadyDecided,
    AlreadyProposed,
    NobodyToAnswer,
    OwnWords,
    PersonalWords,
    TooLong,
    approve,
    propose,
    send_back,
)
from hantong.channels.social.models import PublicAnswer, SocialPost
from hantong.channels.social.tests.conftest import FakeBluesky, FakeMastodon, Hear
from hantong.contacts.actions import deliver
from hantong.contacts.models import Message
from hantong.contacts.notices import tell_answered
from hantong.project.cast import NOON


def opened(hear: Hear) -> Case:
    [raw] = hear()
    assert raw.case is not None
    return raw.case


def answered(case: Case, by: Staff, text: str = "오늘 고치겠습니다.") -> Message:
    case = answer(case=case, text=text, by=by, at=NOON)
    tell_answered(CaseAnswered.of(case, text=text))
    return Message.objects.latest("created_at", "pk")


def said_in_public(case: Case, by: Staff, approver: Staff, text: str = "오늘 고치겠습니다.") -> Message:
    waiting = approve(answer=propose(case=case, text=text, by=by, at=NOON), by=approver, at=NOON)
    case.refresh_from_db()
    tell_answered(CaseAnswered.of(case, text=text, way="social"))
    assert waiting.n == case.n
    return Message.objects.get(key__startswith=f"{case.pk}:{case.n}:answered")


def test_an_answer_goes_to_the_resident_alone(mastodon: FakeMastodon, hear: Hear, jiwoo: Staff) -> None:
    first = mastodon.mention("가로등이 꺼졌어요")
    message = answered(opened(hear), jiwoo)
    assert message.channel == "social"
    deliver(message=message.pk, at=NOON)
    message.refresh_from_db()
    assert message.state == "sent"
    posts = list(mastodon.posted.values())
    assert {post["visibility"] for post in posts} == {"direct"}
    assert posts[0]["in_reply_to_id"] == first["id"]
    assert all(post["content"].startswith("@han@127.0.0.1") and len(post["content"]) <= 500 for post in posts)
    assert "오늘 고치겠습니다." in "".join(post["content"] for post in posts)


def test_what_the_resident_says_to_our_private_answer_joins_the_matter(
    mastodon: FakeMastodon, hear: Hear, jiwoo: Staff
) -> None:
    mastodon.mention("가로등이 꺼졌어요")
    case = opened(hear)
    message = answered(case, jiwoo)
    deliver(message=message.pk, at=NOON)
    message.refresh_from_db()
    mastodon.mention("네 번째 기둥입니다", in_reply_to_id=message.reference, visibility="direct")
    [raw] = hear(at=NOON + timedelta(minutes=1))
    assert raw.case == case


def test_a_deleted_post_does_not_keep_the_private_answer_from_its_resident(
    mastodon: FakeMastodon, hear: Hear, jiwoo: Staff
) -> None:
    first = mastodon.mention("가로등이 꺼졌어요")
    message = answered(opened(hear), jiwoo)
    del mastodon.statuses[first["id"]]
    deliver(message=message.pk, at=NOON)
    message.refresh_from_db()
    assert message.state == "sent"
    assert next(iter(mastodon.posted.values()))["in_reply_to_id"] is None


def test_a_public_answer_waits_for_somebody_else_and_is_said_once(
    mastodon: FakeMastodon, hear: Hear, jiwoo: Staff, yuna: Staff
) -> None:
    first = mastodon.mention("가로등이 꺼졌어요", visibility="unlisted")
    case = opened(hear)
    message = said_in_public(case, jiwoo, yuna)
    assert mastodon.posted == {}
    deliver(message=message.pk, at=NOON)
    Message.objects.update(state="sending", sent_at=None)  # killed before the network's yes was written down
    deliver(message=message.pk, at=NOON)
    [post] = mastodon.posted.values()
    assert (post["visibility"], post["in_reply_to_id"]) == ("unlisted", first["id"])
    assert post["content"].endswith(" 오늘 고치겠습니다.")
    assert "/track/" not in post["content"]
    assert PublicAnswer.objects.get().state == "sent"
    assert SocialPost.objects.filter(case=case, is_ours=True, audience="unlisted").count() == 1
    row = History.objects.get(case=case, kind="answered")
    assert row.by == jiwoo


def test_nobody_approves_their_own_words_and_nobody_decides_twice(
    mastodon: FakeMastodon, hear: Hear, jiwoo: Staff, yuna: Staff
) -> None:
    mastodon.mention("가로등이 꺼졌어요")
    case = opened(hear)
    waiting = propose(case=case, text="고치겠습니다.", by=yuna, at=NOON)
    with pytest.raises(OwnWords):
        approve(answer=waiting, by=yuna, at=NOON)
    with pytest.raises(AlreadyProposed):
        propose(case=case, text="곧 고치겠습니다.", by=jiwoo, at=NOON)
    send_back(answer=waiting, reason="언제인지 적어 주세요.", by=jiwoo, at=NOON)
    with pytest.raises(AlreadyDecided):
        approve(answer=waiting, by=jiwoo, at=NOON)
    assert not History.objects.filter(case=case, kind="answered").exists()


@pytest.mark.parametrize(
    "text",
    ["한영숙님, 고쳤습니다.", "010-1234-5678로 전화 주세요.", "han@example.org로 보냈습니다.", "900101-1234568 확인"],
)
def test_nothing_personal_is_said_in_public(mastodon: FakeMastodon, hear: Hear, jiwoo: Staff, text: str) -> None:
    mastodon.mention("가로등이 꺼졌어요")
    case = opened(hear)
    with pytest.raises(PersonalWords):
        propose(case=case, text=text, by=jiwoo, at=NOON)
    assert not PublicAnswer.objects.exists()


def test_too_long_or_without_a_public_post_is_refused(mastodon: FakeMastodon, hear: Hear, jiwoo: Staff) -> None:
    mastodon.mention("비밀입니다", visibility="direct")
    case = opened(hear)
    with pytest.raises(NobodyToAnswer):
        propose(case=case, text="고치겠습니다.", by=jiwoo, at=NOON)
    mastodon.mention("가로등이 꺼졌어요")
    other = hear(at=NOON + timedelta(minutes=1))[0].case
    assert other is not None
    with pytest.raises(TooLong):
        propose(case=other, text="가" * 401, by=jiwoo, at=NOON)


def test_a_public_answer_to_a_deleted_post_is_not_said(
    mastodon: FakeMastodon, hear: Hear, jiwoo: Staff, yuna: Staff
) -> None:
    first = mastodon.mention("가로등이 꺼졌어요")
    case = opened(hear)
    message = said_in_public(case, jiwoo, yuna)
    del mastodon.statuses[first["id"]]
    deliver(message=message.pk, at=NOON)
    message.refresh_from_db()
    assert (message.state, mastodon.posted) == ("failed", {})
    assert PublicAnswer.objects.get().state == "failed"
    assert SocialPost.objects.get(name=first["id"]).gone_at == NOON
    assert History.objects.filter(case=case, kind="undelivered").exists()


def test_a_limit_makes_an_answer_wait_and_nothing_is_lost(mastodon: FakeMastodon, hear: Hear, jiwoo: Staff) -> None:
    mastodon.mention("가로등이 꺼졌어요")
    message = answered(opened(hear), jiwoo)
    mastodon.refusal = (503, {}, {"error": "down"})
    again_at = deliver(message=message.pk, at=NOON)
    assert again_at is not None
    mastodon.refusal = None
    assert deliver(message=message.pk, at=again_at) is None
    message.refresh_from_db()
    assert message.state == "sent"


def test_bluesky_is_told_once_in_private_and_answered_once_in_public(
    bluesky: FakeBluesky, hear: Hear, jiwoo: Staff, yuna: Staff
) -> None:
    uri = bluesky.mention("버스가 오지 않아요")
    case = opened(hear)
    message = answered(case, jiwoo)
    for _time in range(2):
        Message.objects.update(state="queued")
        deliver(message=message.pk, at=NOON)
    assert "".join(each["text"] for each in bluesky.told).count("오늘 고치겠습니다.") == 1
    public = said_in_public(case, jiwoo, yuna, text="내일부터 늘립니다.")
    for _time in range(2):
        Message.objects.filter(pk=public.pk).update(state="queued")
        PublicAnswer.objects.update(state="approved")
        deliver(message=public.pk, at=NOON)
    ours = [each for key, each in bluesky.records.items() if key.startswith("at://did:plc:ours")]
    assert [each["record"]["text"] for each in ours] == ["내일부터 늘립니다."]
    assert ours[0]["record"]["reply"]["parent"]["uri"] == uri


def test_whoever_takes_no_messages_is_told_by_voice(bluesky: FakeBluesky, hear: Hear, jiwoo: Staff) -> None:
    bluesky.mention("버스가 오지 않아요")
    case = opened(hear)
    message = answered(case, jiwoo)
    bluesky.refusal = (400, {}, {"error": "MessagesDisabled", "message": "recipient has disabled incoming messages"})
    bluesky.refuse_only = "chat.bsky"
    deliver(message=message.pk, at=NOON)
    message.refresh_from_db()
    assert message.state == "failed"
    assert list(Message.objects.to_tell_by_voice()) == [message]
