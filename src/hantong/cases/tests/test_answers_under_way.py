"""An answer is drafted, sent a little later, taken back in time, or set for tomorrow; never half sent."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import now

from hantong.access.models import Staff
from hantong.cases import actions
from hantong.cases.actions import Ending
from hantong.cases.models import Alert, Case, Draft, History, PendingAnswer
from hantong.cases.refusals import AlreadySent, TooFarAhead
from hantong.cases.tests.desk import a_matter, signed_in
from hantong.people.models import ContactPoint, Resident
from hantong.project.cast import LONG_AGO, NOON, Province

HTMX: dict[str, Any] = {"headers": {"hx-request": "true"}}
TEN_S = timedelta(seconds=10)


@pytest.fixture
def case(province: Province, jiwoo: Staff, ms_han: Resident) -> Case:
    return a_matter(province, jiwoo, resident=ms_han)


def kinds(case: Case) -> list[str]:
    return list(History.objects.filter(case=case).order_by("n").values_list("kind", flat=True))


def test_an_answer_goes_out_when_its_moment_has_come_and_only_once(case: Case, jiwoo: Staff) -> None:
    pending = actions.queue_answer(case=case, text="Towed.", by=jiwoo, at=NOON)
    assert not actions.send_answer(answer=pending.pk, at=NOON)
    assert "answered" not in kinds(case)
    assert actions.send_answer(answer=pending.pk, at=NOON + TEN_S)
    assert not actions.send_answer(answer=pending.pk, at=NOON + TEN_S)
    assert kinds(case).count("answered") == 1
    case.refresh_from_db()
    assert case.first_answered_at == NOON + TEN_S


def test_taken_back_in_time_nothing_is_sent_and_the_words_are_a_draft_again(case: Case, jiwoo: Staff) -> None:
    pending = actions.queue_answer(case=case, text="Towd.", by=jiwoo, at=NOON)
    actions.take_back_answer(pending=pending, by=jiwoo, at=NOON + timedelta(seconds=5))
    assert not actions.send_answer(answer=pending.pk, at=NOON + TEN_S)
    assert Draft.objects.get(case=case, staff=jiwoo).text == "Towd."
    assert "answered" not in kinds(case)


def test_what_has_gone_cannot_be_taken_back(case: Case, jiwoo: Staff) -> None:
    pending = actions.queue_answer(case=case, text="Towed.", by=jiwoo, at=NOON)
    actions.send_answer(answer=pending.pk, at=NOON + TEN_S)
    with pytest.raises(AlreadySent):
        actions.take_back_answer(pending=pending, by=jiwoo, at=NOON + TEN_S)


def test_closing_sends_what_was_pressed_first_and_stops_what_was_set_for_later(case: Case, jiwoo: Staff) -> None:
    actions.queue_answer(case=case, text="Towed.", by=jiwoo, at=NOON)
    later = actions.queue_answer(case=case, text="Still fine?", by=jiwoo, at=NOON, send_at=NOON + timedelta(days=1))
    actions.close(case=case, ending=Ending(end_state=Case.EndState.DONE, text="Done."), by=jiwoo, at=NOON)
    assert kinds(case)[-2:] == ["answered", "closed"]
    later.refresh_from_db()
    assert later.state == PendingAnswer.State.STOPPED
    assert Alert.objects.get(kind="answer_stopped").staff == jiwoo


def test_nobody_sets_an_answer_for_next_year(case: Case, jiwoo: Staff) -> None:
    with pytest.raises(TooFarAhead):
        actions.queue_answer(case=case, text="…", by=jiwoo, at=NOON, send_at=NOON + timedelta(days=365))


def test_lost_jobs_are_made_up_for(case: Case, jiwoo: Staff) -> None:
    pending = actions.queue_answer(case=case, text="Towed.", by=jiwoo, at=NOON)
    assert actions.due_answers(at=NOON + TEN_S) == [pending.pk]
    assert actions.due_answers(at=NOON) == []


def test_the_page_offers_to_take_it_back_with_and_without_javascript(case: Case, jiwoo: Staff) -> None:
    client, address = signed_in(jiwoo), f"/cases/{case.number}/answers"
    sent = client.post(address, {"answer-text": "Towed.", "do": "send"}, **HTMX)
    undo = f"/cases/{case.number}/answers/{PendingAnswer.objects.get().pk}/undoing"
    assert undo in sent["HX-Trigger"]
    page = client.get(f"/cases/{case.number}").content.decode()
    assert "An answer waits to be sent" in page
    assert f'action="{undo}"' in page
    assert client.post(undo).status_code == 302
    page = client.get(f"/cases/{case.number}").content.decode()
    assert "An answer waits to be sent" not in page
    assert re.search(r"<textarea[^>]*>\s*Towed\.", page)


def test_a_draft_is_kept_shown_again_and_thrown_away(case: Case, jiwoo: Staff, minseo: Staff) -> None:
    client, address = signed_in(jiwoo), f"/cases/{case.number}"
    assert client.post(f"{address}/draft", {"answer-text": "Half a wo"}).status_code == 204
    assert "Half a wo" in client.get(address).content.decode()
    colleague = signed_in(minseo).get(address).content.decode()
    assert "Ji-woo is writing an answer." in colleague
    assert "Half a wo" not in colleague
    client.post(f"{address}/answers", {"do": "drop"})
    assert "Half a wo" not in client.get(address).content.decode()
    assert "is writing an answer" not in signed_in(minseo).get(address).content.decode()


def test_an_emptied_draft_is_none(case: Case, jiwoo: Staff) -> None:
    actions.save_draft(case=case, text="…", way="", by=jiwoo, at=NOON)
    actions.save_draft(case=case, text=" ", way="", by=jiwoo, at=NOON)
    assert not Draft.objects.exists()


def test_the_form_says_by_which_way_it_goes_and_when_there_is_none(case: Case, jiwoo: Staff, ms_han: Resident) -> None:
    page = signed_in(jiwoo).get(f"/cases/{case.number}")
    assert "There is no way to write to this resident" in page.content.decode()
    ContactPoint.objects.create(resident=ms_han, kind="email", value="han@example.org", created_at=LONG_AGO)
    page = signed_in(jiwoo).get(f"/cases/{case.number}")
    assert "han@example.org" in page.content.decode().split('id="answer-way"')[1][:400]


def test_an_answer_may_be_set_for_a_time_of_the_office(case: Case, jiwoo: Staff) -> None:
    local = (now() + timedelta(hours=30)).strftime("%Y-%m-%dT%H:%M")
    signed_in(jiwoo).post(f"/cases/{case.number}/answers", {"answer-text": "Later.", "answer-send_at": local})
    pending = PendingAnswer.objects.get()
    assert pending.is_scheduled
    assert pending.send_at.strftime("%Y-%m-%dT%H:%M") == (now() + timedelta(hours=21)).strftime("%Y-%m-%dT%H:%M")


def test_a_stranger_and_the_wrong_role_write_nothing(case: Case, donghyun: Staff, governor: Staff) -> None:
    client: Client = signed_in(donghyun)
    assert client.post(f"/cases/{case.number}/draft", {"answer-text": "x"}).status_code == 404
    assert signed_in(governor).post(f"/cases/{case.number}/draft", {"answer-text": "x"}).status_code == 403
    assert signed_in(governor).get(f"/cases/{case.number}/draft").status_code == 405
