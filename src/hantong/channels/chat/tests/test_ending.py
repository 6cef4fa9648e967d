"""A talk ends once, and nothing that was said is lost, however it ends."""

from datetime import timedelta

import pytest

from hantong.access.models import Staff
from hantong.cases.models import Case, History
from hantong.channels.chat.actions import (
    accept,
    close_silent,
    decline_offer,
    end,
    forget_old_talks,
    go_on_duty,
    join_matter,
    leave_in_writing,
    offer,
    open_matter,
    say,
)
from hantong.channels.chat.models import Line, Talk
from hantong.channels.chat.refusals import AlreadyAccepted, AlreadyAMatter, NotTheirs, NotThere, WayMissing
from hantong.channels.chat.tests.conftest import Begun
from hantong.contacts.models import Contact
from hantong.people.models import Resident
from hantong.project.cast import NOON, Province, as_person

LATER = NOON + timedelta(minutes=4)
MUCH_LATER = NOON + timedelta(minutes=30)
SILENCE = timedelta(minutes=15)
By = Talk.EndedBy


@pytest.fixture
def talking(begun: Begun, there: Staff) -> Talk:
    """Give a talk that Ji-woo has accepted and answered."""
    talk = accept(talk=begun(name="한영숙"), by=there, at=NOON)
    say(talk=talk, text="어느 골목입니까?", client=None, by=there, at=NOON)
    return talk


def test_the_first_to_accept_has_it(begun: Begun, there: Staff, minseo: Staff) -> None:
    talk = accept(talk=begun(), by=there, at=NOON)
    assert accept(talk=talk, by=there, at=LATER).n == talk.n
    with pytest.raises(AlreadyAccepted):
        accept(talk=talk, by=minseo, at=NOON)


def test_handed_over_it_stays_until_the_colleague_accepts(talking: Talk, there: Staff, minseo: Staff) -> None:
    with pytest.raises(NotThere):
        offer(talk=talking, to=minseo, by=there, at=NOON)
    go_on_duty(person=as_person(minseo), most=3, at=NOON)
    offered = offer(talk=talking, to=minseo, by=there, at=NOON)
    assert offered.staff_id == there.pk
    with pytest.raises(AlreadyAccepted):
        accept(talk=talking, by=minseo, at=NOON + timedelta(minutes=3))
    offer(talk=talking, to=minseo, by=there, at=NOON)
    assert accept(talk=talking, by=minseo, at=NOON).staff_id == minseo.pk
    with pytest.raises(NotTheirs):
        say(talk=talking, text="아직 저입니다", client=None, by=there, at=NOON)


def test_a_declined_offer_changes_nothing(talking: Talk, there: Staff, minseo: Staff, hyunwoo: Staff) -> None:
    go_on_duty(person=as_person(minseo), most=3, at=NOON)
    offer(talk=talking, to=minseo, by=there, at=NOON)
    with pytest.raises(NotTheirs):
        decline_offer(talk=talking, by=hyunwoo, at=NOON)
    declined = decline_offer(talk=talking, by=minseo, at=NOON)
    assert (declined.staff_id, declined.offered_to_id) == (there.pk, None)


def test_answered_it_is_a_conversation_without_a_matter(talking: Talk, there: Staff) -> None:
    say(talk=talking, text="내일 고칩니다.", client=None, by=there, at=NOON)
    ended = end(talk=talking, ended_by=By.STAFF, by=there, outcome=Contact.Outcome.ANSWERED, at=LATER)
    contact = Contact.objects.get(pk=talking.pk)
    assert ended.contact_id == contact.pk
    assert (contact.outcome, contact.channel, contact.answered_by_id) == ("answered", "chat", there.pk)
    assert contact.handling_s == 240
    assert "상담사: 내일 고칩니다." in contact.text
    assert not Case.objects.exists()


def test_ended_twice_it_ended_once(talking: Talk, there: Staff) -> None:
    for by in (By.RESIDENT, By.STAFF, By.SILENCE):
        end(talk=talking, ended_by=by, by=there if by == By.STAFF else None, at=LATER)
    assert Contact.objects.count() == 1
    assert Line.objects.filter(talk=talking, text__startswith="ended_").count() == 1


def test_passed_on_says_to_whom(talking: Talk, there: Staff) -> None:
    end(talk=talking, ended_by=By.STAFF, by=there, outcome=Contact.Outcome.PASSED_ON, passed_to="119", at=LATER)
    assert Contact.objects.get().passed_to == "119"


def test_words_that_nobody_answered_become_a_matter(talking: Talk) -> None:
    say(talk=talking, text="수원시청 뒤입니다.", client=None, by=None, at=NOON)
    ended = end(talk=talking, ended_by=By.RESIDENT, by=None, at=LATER)
    case = Case.objects.get()
    assert ended.case_id == case.pk
    assert "수원시청 뒤입니다." in History.objects.filter(case=case).order_by("n").first().text  # type: ignore[union-attr]


def test_thanks_for_an_answer_need_no_matter(talking: Talk) -> None:
    say(talk=talking, text="감사합니다!", client=None, by=None, at=NOON)
    end(talk=talking, ended_by=By.RESIDENT, by=None, at=LATER)
    assert Contact.objects.get().outcome == "answered"


def test_given_up_in_the_queue_counts_without_a_matter(begun: Begun) -> None:
    end(talk=begun(), ended_by=By.RESIDENT, by=None, outcome=Contact.Outcome.GAVE_UP, at=LATER)
    contact = Contact.objects.get()
    assert (contact.outcome, contact.answered_by, contact.case) == ("gave_up", None, None)


def test_left_in_writing_it_is_answered_by_the_way_that_was_given(begun: Begun) -> None:
    talk = begun()
    with pytest.raises(WayMissing):
        leave_in_writing(talk=talk, text="", email="", phone=" ", name="", at=LATER)
    leave_in_writing(talk=talk, text="밤에는 위험합니다.", email="han@example.org", phone="", name="한영숙", at=LATER)
    contact = Contact.objects.get()
    assert contact.text == "골목에 파인 곳이 있습니다.\n밤에는 위험합니다."
    assert contact.case is not None
    assert contact.resident is not None
    assert contact.resident.contact_points.get().value == "han@example.org"


def test_a_matter_takes_what_is_said_later_too(talking: Talk, there: Staff, province: Province) -> None:
    talk = open_matter(talk=talking, person=as_person(there), service=province.pothole.pk, title="골목 파임", at=NOON)
    with pytest.raises(AlreadyAMatter):
        open_matter(talk=talking, person=as_person(there), service=None, title="", at=NOON)
    assert talk.case is not None
    assert (talk.case.title, talk.case.service_id) == ("골목 파임", province.pothole.pk)
    say(talk=talking, text="깊이가 10 cm쯤 됩니다.", client=None, by=None, at=LATER)
    end(talk=talking, ended_by=By.STAFF, by=there, at=LATER)
    assert History.objects.filter(case=talk.case, kind="said", text__contains="10 cm").count() == 1
    assert Contact.objects.get().outcome == "opened"
    assert "10 cm" in Contact.objects.get().text


def test_joined_only_to_ones_own_matter(
    begun: Begun, talking: Talk, there: Staff, ms_han: Resident, province: Province
) -> None:
    first = leave_in_writing(talk=begun(), text="", email="", phone="031-234-0000", name="한영숙", at=NOON)
    assert first.case is not None
    joined = join_matter(talk=talking, case=first.case, person=as_person(there), at=LATER)
    assert joined.case is not None
    assert joined.case.pk != first.case.pk  # nobody showed that it is theirs: a number of its own, merged
    assert joined.case.merged_into_id == first.case.pk

    again = begun()
    Talk.objects.filter(pk=again.pk).update(phone="031-234-0000")
    own = join_matter(talk=accept(talk=again, by=there, at=NOON), case=first.case, person=as_person(there), at=LATER)
    assert own.case == first.case
    assert Contact.objects.get(pk=again.pk).outcome == "joined"


def test_silence_closes_by_the_last_word(begun: Begun, talking: Talk, there: Staff) -> None:
    unanswered = accept(talk=begun(), by=there, at=NOON)
    left = begun()
    assert close_silent(silence=SILENCE, at=NOON + timedelta(minutes=14)) == 0
    assert close_silent(silence=SILENCE, at=MUCH_LATER) == 3
    outcomes = dict(Contact.objects.values_list("pk", "outcome"))
    assert outcomes == {talking.pk: "answered", unanswered.pk: "opened", left.pk: "opened"}
    assert close_silent(silence=SILENCE, at=MUCH_LATER) == 0


def test_whose_page_is_open_keeps_their_place(begun: Begun) -> None:
    talk = begun()
    Talk.objects.filter(pk=talk.pk).update(seen_at=MUCH_LATER - timedelta(minutes=1))
    assert close_silent(silence=SILENCE, at=MUCH_LATER) == 0


def test_what_is_over_is_forgotten_and_its_words_kept(begun: Begun, talking: Talk) -> None:
    going_on = begun()
    end(talk=talking, ended_by=By.RESIDENT, by=None, at=LATER)
    assert forget_old_talks(at=LATER + timedelta(days=29)) == 0
    assert forget_old_talks(at=LATER + timedelta(days=30)) == 1
    assert list(Talk.objects.all()) == [going_on]
    assert Line.objects.filter(talk=going_on).count() == Line.objects.count()
    assert "어느 골목입니까?" in Contact.objects.get().text


def test_what_was_erased_is_not_kept_here_either(talking: Talk) -> None:
    end(talk=talking, ended_by=By.RESIDENT, by=None, at=LATER)
    Contact.objects.update(text="", resident=None)
    assert forget_old_talks(at=LATER + timedelta(days=1)) == 1
    assert not Line.objects.exists()
