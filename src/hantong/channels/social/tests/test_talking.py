"""Direct messages on Bluesky are matters answered in private, and pictures on posts are attached."""

from datetime import timedelta

from hantong.access.models import Staff
from hantong.afterwards.tests.doing import do_jobs
from hantong.cases.actions import answer
from hantong.cases.models import Attachment, Case
from hantong.channels.social.models import SocialPost, Watch
from hantong.channels.social.tests.conftest import CIDS, WRITTEN, FakeBluesky, FakeMastodon, Hear
from hantong.channels.social.tests.test_hearing import said
from hantong.contacts.actions import deliver
from hantong.contacts.models import Contact, Message
from hantong.contacts.tests.elsewhere import ANSWERS, elsewhere
from hantong.project.cast import NOON

SHARED = "at://did:plc:kim/app.bsky.feed.post/3k2222222222a"
__all__ = ["elsewhere"]  # the server of pictures, which these stories take for one on the public internet


def test_a_direct_message_opens_a_matter_and_the_next_goes_on_with_it(bluesky: FakeBluesky, hear: Hear) -> None:
    bluesky.say("버스가 오지 않아요 900101-1234568")
    [raw] = hear()
    assert (raw.reason, raw.sender) == ("opened", "bluesky:did:plc:han")
    contact = Contact.objects.get()
    assert contact.text == "버스가 오지 않아요 ******-*******"
    assert contact.resident is not None
    assert contact.resident.name == "한영숙"
    assert SocialPost.objects.get().audience == "direct"
    bluesky.say("아직도 안 와요")
    [second] = hear(at=NOON + timedelta(minutes=1))
    assert (second.case, second.reason) == (raw.case, "joined")
    assert said(raw.case)[-1] == "아직도 안 와요"
    assert hear(at=NOON + timedelta(minutes=2)) == []


def test_what_one_person_writes_is_nothing_for_the_matter_of_another(bluesky: FakeBluesky, hear: Hear) -> None:
    bluesky.say("버스가 오지 않아요")
    bluesky.say("가로등이 꺼졌어요", who="kim")
    hear()
    assert Case.objects.count() == 2


def test_the_answer_goes_back_in_the_talk_once_and_what_follows_is_the_same_matter(
    bluesky: FakeBluesky, hear: Hear, jiwoo: Staff
) -> None:
    bluesky.say("버스가 오지 않아요")
    [raw] = hear()
    assert raw.case is not None
    answer(case=raw.case, text="오늘 고치겠습니다.", by=jiwoo, at=NOON)
    do_jobs("follow_up")
    message = Message.objects.get(key__contains=":answered:")
    for _time in range(2):
        Message.objects.update(state="queued")
        deliver(message=message.pk, at=NOON)
    assert "".join(each["text"] for each in bluesky.told).count("오늘 고치겠습니다.") == 1
    bluesky.say("그런데 내일도 안 오면요?")
    [again] = hear(at=NOON + timedelta(minutes=1))
    assert again.case == raw.case, "our own words in the talk are nobody's matter"


def test_more_than_a_list_shows_is_read_and_old_talks_are_left(bluesky: FakeBluesky, hear: Hear) -> None:
    bluesky.say("작년 이야기입니다", sentAt="2025-03-04T02:50:00.000Z")
    assert hear() == []
    for n in range(60):
        bluesky.say(f"{n}번째 말입니다", who=f"r{n}")
    assert len(hear(at=NOON + timedelta(minutes=1))) == 60
    assert hear(at=NOON + timedelta(minutes=2)) == []


def test_a_talk_of_many_is_nobodys_matter(bluesky: FakeBluesky, hear: Hear) -> None:
    bluesky.say("모두에게")
    bluesky.guests = ["kim"]
    assert hear() == []


def test_a_password_without_direct_messages_is_told_and_everything_else_goes_on(
    bluesky: FakeBluesky, hear: Hear
) -> None:
    bluesky.may_talk = False
    bluesky.mention("버스가 오지 않아요")
    assert len(hear()) == 1
    watch = Watch.objects.get()
    assert (watch.trouble.partition(":")[0], watch.rests_until) == ("talks", None)
    bluesky.mention("가로등이 꺼졌어요", who="kim")
    assert len(hear(at=NOON + timedelta(minutes=1))) == 1
    bluesky.may_talk = True
    bluesky.say("말씀드려요", who="lee")
    assert len(hear(at=NOON + timedelta(minutes=2))) == 1
    assert Watch.objects.get().trouble == ""


def test_pictures_of_a_post_are_fetched_by_a_job_and_attached_once(
    bluesky: FakeBluesky,
    hear: Hear,
    elsewhere: str,  # noqa: F811
) -> None:
    bluesky.mention("여기예요", pictures=[(f"{elsewhere}/a.jpg", "고장 난 신호등"), (f"{elsewhere}/b.jpg", "")])
    [raw] = hear()
    assert "고장 난 신호등" in said(raw.case)[0]
    assert not Attachment.objects.exists()
    assert do_jobs("social_pictures") == 1
    assert [(each.name, each.content_type) for each in Attachment.objects.filter(case=raw.case)] == [
        ("a.jpg", "image/jpeg")
    ], "what is no picture is not taken"
    assert ANSWERS["/b.jpg"][1].startswith(b"MZ")


def test_pictures_on_mastodon_are_attached_the_same_way(mastodon: FakeMastodon, hear: Hear, elsewhere: str) -> None:  # noqa: F811
    mastodon.mention("여기예요", media_attachments=[{"url": f"{elsewhere}/a.jpg", "description": "구덩이"}])
    [raw] = hear()
    assert do_jobs("social_pictures") == 1
    assert Attachment.objects.get(case=raw.case).name == "a.jpg"


def test_pictures_of_a_shared_post_come_with_a_direct_message(bluesky: FakeBluesky, hear: Hear, elsewhere: str) -> None:  # noqa: F811
    picture = {"thumb": "x", "fullsize": f"{elsewhere}/a.jpg", "alt": "구덩이"}
    record = {
        "$type": "app.bsky.embed.record#viewRecord",
        "uri": SHARED,
        "cid": CIDS[0],
        "author": bluesky.person("kim"),
        "value": {"$type": "app.bsky.feed.post", "text": "x", "createdAt": WRITTEN},
        "indexedAt": WRITTEN,
        "embeds": [{"$type": "app.bsky.embed.images#view", "images": [picture]}],
    }
    bluesky.say("이 글을 보세요", embed={"$type": "app.bsky.embed.record#view", "record": record})
    [raw] = hear()
    assert SHARED in said(raw.case)[0]
    do_jobs("social_pictures")
    assert Attachment.objects.get(case=raw.case).name == "a.jpg"


def test_a_picture_in_a_private_network_is_not_fetched(bluesky: FakeBluesky, hear: Hear) -> None:
    bluesky.mention("여기예요", pictures=[(f"http://127.0.0.1:{bluesky.port}/secret.jpg", "")])
    hear()
    do_jobs("social_pictures")
    assert not Attachment.objects.exists()
    assert "/secret.jpg" not in bluesky.paths("GET")
