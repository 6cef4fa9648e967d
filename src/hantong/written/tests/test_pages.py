"""The inbox of the floor, who answers, and how fast."""

from typing import Any

from hantong.access.models import Staff
from hantong.cases import actions as cases
from hantong.cases.tests.desk import signed_in
from hantong.project.cast import NOON, Province
from hantong.written import actions
from hantong.written.models import Floor, Target, Waiting, Writer
from hantong.written.tests.conftest import Writes


def test_the_inbox_shows_words_channel_language_and_clock(writes: Writes, jiwoo: Staff) -> None:
    case = writes("Đèn đường trước nhà tôi bị hỏng, xin giúp tôi.")
    page = signed_in(jiwoo).get("/written/").content.decode()
    for words in (str(case), "Đèn đường", "Vietnamese", "late by"):
        assert words in page
    korean = signed_in(jiwoo, language="ko").get("/written/").content.decode()
    assert "베트남어" in korean


def test_give_me_the_next_opens_it(writes: Writes, jiwoo: Staff) -> None:
    case = writes()
    answer = signed_in(jiwoo).post("/written/next")
    assert answer["Location"] == f"/cases/{case.number}"
    again = signed_in(jiwoo).post("/written/next", follow=True)
    assert "Nothing waits that fits your languages and topics." in again.content.decode()


def test_a_colleagues_draft_is_seen_in_the_list(writes: Writes, jiwoo: Staff, minseo: Staff) -> None:
    from django.utils.timezone import now

    case = writes()
    cases.save_draft(case=case, text="…", way="", by=minseo, at=now())
    assert "Min-seo is writing an answer." in signed_in(jiwoo).get("/written/").content.decode()


def test_one_goes_on_and_off_duty_and_away(jiwoo: Staff, province: Province) -> None:
    client = signed_in(jiwoo)
    client.post("/written/duty", {"is_on": "yes"})
    assert Writer.objects.get().is_on
    backwards = {"away_from": "2030-01-02T10:00", "away_until": "2030-01-01T10:00"}
    assert client.post("/written/absence", backwards).status_code == 422
    client.post("/written/absence", {"away_from": "2030-01-01T10:00", "away_until": "2030-01-02T10:00"})
    assert Writer.objects.get().away_until is not None
    client.post("/written/absence", {"do": "back"})
    assert Writer.objects.get().away_until is None


def test_a_supervisor_sees_who_answers_and_changes_it(
    writes: Writes, yuna: Staff, jiwoo: Staff, province: Province
) -> None:
    writes()
    client = signed_in(yuna)
    assert "Ji-woo" in client.get("/written/people").content.decode()
    client.post(f"/written/people/{jiwoo.pk}", {"groups": [str(province.group.pk)], "most_at_once": 3})
    assert (Writer.objects.get(staff=jiwoo).most_at_once, Writer.objects.get().groups) == (3, [province.group.pk])
    client.post(f"/written/people/{jiwoo.pk}/duty", {"is_on": "yes"})
    client.post(f"/written/giving/{province.centre.pk}", {"is_on": "yes"})
    assert Floor.objects.exists()
    assert Waiting.objects.get().case.holder == jiwoo
    client.post(f"/written/giving/{province.centre.pk}", {"is_on": "no"})
    assert not Floor.objects.exists()


def test_minutes_are_data_and_what_waits_is_clocked_anew(writes: Writes, yuna: Staff) -> None:
    writes()
    before = Waiting.objects.get()
    saved = signed_in(yuna).post("/written/targets", {"channel": "email", f"minutes_{before.band}": 7})
    assert saved.status_code == 302
    assert Target.objects.get().minutes == 7
    after = Waiting.objects.get()
    assert (after.target_at - after.since).total_seconds() == 7 * 60
    assert 'value="7"' in signed_in(yuna).get("/written/targets").content.decode()
    assert signed_in(yuna).post("/written/targets", {"channel": "email", "minutes_1": 0}).status_code == 422


def test_strangers_and_other_roles(writes: Writes, jiwoo: Staff, donghyun: Staff, governor: Staff) -> None:
    case = writes()
    assert str(case) not in signed_in(donghyun).get("/written/?tab=all").content.decode()
    assert signed_in(governor).get("/written/").status_code == 403
    assert signed_in(jiwoo).get("/written/people").status_code == 403
    assert signed_in(jiwoo).get("/written/next").status_code == 405


def test_the_inbox_asks_as_often_for_many_as_for_few(
    writes: Writes, jiwoo: Staff, django_assert_max_num_queries: Any
) -> None:
    for n in range(8):
        writes(f"가로등 {n}이 꺼졌습니다.")
    client = signed_in(jiwoo)
    client.get("/written/")
    with django_assert_max_num_queries(19):
        client.get("/written/")
    assert actions.push_waiting(at=NOON) == 0
