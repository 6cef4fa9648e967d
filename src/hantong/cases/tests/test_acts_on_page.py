"""What staff do on the page of a matter, with and without JavaScript."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import now

from hantong.access.models import Staff
from hantong.cases import actions
from hantong.cases.models import AnswerTemplate, Case, History, Link, PendingAnswer
from hantong.cases.tests.desk import a_matter, signed_in
from hantong.people.models import Resident
from hantong.project.cast import NOON, Province

HTMX: dict[str, Any] = {"headers": {"hx-request": "true"}}


@pytest.fixture
def case(province: Province, jiwoo: Staff, ms_han: Resident) -> Case:
    return a_matter(province, jiwoo, resident=ms_han)


def last(case: Case) -> History:
    return History.objects.filter(case=case).order_by("-n")[0]


def test_an_answer_is_sent_and_the_page_shows_it(case: Case, jiwoo: Staff) -> None:
    client = signed_in(jiwoo)
    sent = client.post(
        f"/cases/{case.number}/answers", {"answer-text": "Towed.", "seen": case.n, "do": "send"}, follow=True
    )
    assert "The answer is on its way to the resident." in sent.content.decode()
    actions.send_answer(answer=PendingAnswer.objects.get().pk, at=now() + timedelta(minutes=1))
    assert (last(case).kind, last(case).text) == ("answered", "Towed.")


def test_htmx_gets_the_matter_as_a_piece(case: Case, jiwoo: Staff) -> None:
    sent = signed_in(jiwoo).post(f"/cases/{case.number}/notes", {"note-text": "He shouted."}, **HTMX)
    assert sent["HX-Retarget"] == "#case"
    assert "acted" in sent["HX-Trigger"]
    assert sent.content.decode().lstrip().startswith('<div id="case"')


def test_an_empty_answer_is_said_beside_its_field(case: Case, jiwoo: Staff) -> None:
    plain: dict[str, Any] = {}
    for more in (plain, HTMX):
        answer = signed_in(jiwoo).post(f"/cases/{case.number}/answers", {"answer-text": " "}, **more)
        assert answer.status_code == 422
        assert "Write what the resident is to be told." in answer.content.decode()


def test_the_preview_is_the_very_text_that_the_resident_gets(case: Case, jiwoo: Staff) -> None:
    answer = signed_in(jiwoo).post(
        f"/cases/{case.number}/answers", {"answer-text": "차를 옮겼습니다.", "do": "preview"}, **HTMX
    )
    page = answer.content.decode()
    assert "한영숙 님, 안녕하십니까." in page
    assert "차를 옮겼습니다." in page
    assert last(case).kind != "answered"


def test_a_template_is_put_in_behind_what_was_typed(case: Case, jiwoo: Staff) -> None:
    template = AnswerTemplate.objects.create(
        code="thanks", names={"ko": "감사"}, bodies={"ko": "{name} 님, 접수번호는 {number}입니다."}
    )
    answer = signed_in(jiwoo).post(
        f"/cases/{case.number}/answers",
        {"answer-text": "먼저 이것을.", "answer-template": template.pk, "do": "fill"},
        **HTMX,
    )
    assert f"먼저 이것을.\n\n한영숙 님, 접수번호는 {case}입니다." in answer.content.decode()


def test_an_answer_to_what_has_moved_on_is_kept_and_what_happened_is_shown(
    case: Case, jiwoo: Staff, ms_han: Resident
) -> None:
    seen = case.n
    actions.add_said(case=case, text="The car is gone.", channel="phone", said_at=NOON, by=jiwoo, at=NOON)
    answer = signed_in(jiwoo).post(
        f"/cases/{case.number}/answers", {"answer-text": "Towed soon.", "seen": seen, "do": "send"}, **HTMX
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Towed soon." in page
    assert "The car is gone." in page
    fresh = re.search(r'name="seen" value="(\d+)"', page)
    assert fresh
    again = signed_in(jiwoo).post(
        f"/cases/{case.number}/answers", {"answer-text": "Good.", "seen": fresh[1], "do": "send"}
    )
    assert again.status_code == 302


def test_asking_stops_the_clock_and_going_on_starts_it(case: Case, jiwoo: Staff) -> None:
    client = signed_in(jiwoo)
    client.post(f"/cases/{case.number}/questions", {"question-text": "Which crossing?"})
    case.refresh_from_db()
    assert case.is_waiting
    client.post(f"/cases/{case.number}/questions/end")
    case.refresh_from_db()
    assert not case.is_waiting


def test_closing_shows_the_text_before_it_is_sent(case: Case, jiwoo: Staff) -> None:
    client, address = signed_in(jiwoo), f"/cases/{case.number}/closure"
    given = {"end_state": "done", "text": "견인했습니다."}
    preview = client.post(address, {**given, "do": "preview"}).content.decode()
    assert "한영숙 님, 안녕하십니까." in preview
    case.refresh_from_db()
    assert not case.is_closed
    client.post(address, {**given, "do": "send"})
    case.refresh_from_db()
    assert case.end_state == "done"


def test_closing_asks_for_what_an_end_needs(case: Case, jiwoo: Staff) -> None:
    client, address = signed_in(jiwoo), f"/cases/{case.number}/closure"
    not_ours = client.post(address, {"end_state": "not_ours", "text": "…", "do": "preview"})
    assert (not_ours.status_code, "Say who takes it from here." in not_ours.content.decode()) == (422, True)
    unknown = client.post(address, {"end_state": "duplicate", "duplicate_of": "1234-5678-9999", "text": "…"})
    assert unknown.status_code == 422
    assert "Check the number" in unknown.content.decode()


def test_extending_shows_the_new_day_before(case: Case, jiwoo: Staff) -> None:
    client, address = signed_in(jiwoo), f"/cases/{case.number}/extension"
    was = case.due_at
    assert "Then" in client.get(address).content.decode()
    assert client.post(address, {"text": "Many passports."}).status_code == 302
    assert "consent" in client.get(address).content.decode()
    refused = client.post(address, {"text": "Still more."})
    assert refused.status_code == 422
    assert "needs the resident" in refused.content.decode()
    assert client.post(address, {"text": "Still more.", "consent": "ask"}).status_code == 302
    assert "has not answered yet" in client.get(address).content.decode()
    assert client.post(address, {"text": "Still more.", "consent": "phone"}).status_code == 302
    case.refresh_from_db()
    assert was
    assert case.due_at
    assert case.due_at > was
    assert "twice" in client.get(address).content.decode()


def test_a_hand_over_is_found_by_a_word_offered_accepted_and_declined(
    case: Case, province: Province, jiwoo: Staff, hyunwoo: Staff
) -> None:
    client, address = signed_in(jiwoo), f"/cases/{case.number}/hand-over"
    found = client.post(address, {"do": "find", "find": "주차"}, **HTMX).content.decode()
    assert str(province.suwon_parking.pk) in found
    assert str(province.roads.pk) not in found
    packet = {"to": province.suwon_parking.pk, "said": "A car.", "tried": "Called the owner.", "promised": "A call."}
    assert client.post(address, packet).status_code == 302
    official = signed_in(hyunwoo)
    page = official.get(f"/cases/{case.number}").content.decode()
    assert "Called the owner." in page
    empty = official.post(f"/cases/{case.number}/hand-over/refusal", {"text": ""})
    assert empty.status_code == 422
    assert official.post(f"/cases/{case.number}/hand-over/refusal", {"text": "Not our road."}).status_code == 302
    assert last(case).kind == "declined"
    client.post(address, packet)
    assert official.post(f"/cases/{case.number}/hand-over/acceptance").status_code == 302
    case.refresh_from_db()
    assert (case.holder, case.owner) == (hyunwoo, jiwoo)


def test_an_offer_is_answered_only_by_whom_it_was_made_to(
    case: Case, province: Province, jiwoo: Staff, minseo: Staff, hyunwoo: Staff
) -> None:
    signed_in(jiwoo).post(f"/cases/{case.number}/hand-over", {"to": province.suwon_parking.pk})
    assert signed_in(minseo).post(f"/cases/{case.number}/hand-over/acceptance").status_code == 403
    assert signed_in(jiwoo).post(f"/cases/{case.number}/hand-over/withdrawal").status_code == 302
    assert signed_in(hyunwoo).post(f"/cases/{case.number}/hand-over/acceptance", **HTMX).status_code in {404, 409}


def test_taking_and_giving(province: Province, jiwoo: Staff, minseo: Staff) -> None:
    case = a_matter(province, None)
    assert case.owner is None
    assert signed_in(jiwoo).post(f"/cases/{case.number}/ownership").status_code == 302
    case.refresh_from_db()
    assert case.owner == jiwoo
    given = {"to": f"{province.centre.pk} {minseo.pk}"}
    assert signed_in(jiwoo).post(f"/cases/{case.number}/assignment", given).status_code == 302
    case.refresh_from_db()
    assert (case.owner, case.holder) == (jiwoo, minseo)


def test_merging_suggests_splitting_numbers_and_linking_names(
    case: Case, province: Province, jiwoo: Staff, ms_han: Resident
) -> None:
    client = signed_in(jiwoo)
    other = a_matter(province, jiwoo, resident=ms_han, title="The same car")
    assert other.number in client.get(f"/cases/{case.number}/merger").content.decode()
    linked = client.post(f"/cases/{case.number}/links", {"other": str(other)})
    assert linked.status_code == 302
    assert Link.objects.get().kind == "related"
    client.post(f"/cases/{case.number}/part", {"title": "The broken lamp", "text": "It is dark."})
    assert Case.objects.get(title="The broken lamp").owner == jiwoo
    client.post(f"/cases/{case.number}/merger", {"into": other.number, "text": "Together.", "do": "merge"})
    case.refresh_from_db()
    assert case.merged_into == other
    reopened = client.post(f"/cases/{case.number}/reopening", {"text": "It is another car."})
    assert reopened.status_code == 302


def test_a_stale_save_comes_back_with_both_versions_and_nothing_lost(
    case: Case, province: Province, jiwoo: Staff, minseo: Staff
) -> None:
    client, address = signed_in(jiwoo), f"/cases/{case.number}/details"
    seen = case.n
    actions.change(case=case, changes={"title": "A lorry on the crossing"}, by=minseo, at=NOON)
    mine = {"title": "A van on the crossing", "jurisdiction": province.gyeonggi.pk, "address": "매산로 1", "seen": seen}
    stale = client.post(address, mine)
    page = stale.content.decode()
    assert stale.status_code == 409
    assert "A lorry on the crossing" in page
    assert 'value="A van on the crossing"' in page
    assert "매산로 1" in page
    fresh = re.search(r'name="seen" value="(\d+)"', page)
    assert fresh
    assert client.post(address, {**mine, "seen": fresh[1]}).status_code == 302
    case.refresh_from_db()
    assert (case.title, case.address) == ("A van on the crossing", "매산로 1")


def test_an_official_elsewhere_who_merely_sees_may_not_write(
    case: Case, province: Province, jiwoo: Staff, hyunwoo: Staff
) -> None:
    signed_in(jiwoo).post(f"/cases/{case.number}/hand-over", {"to": province.suwon_parking.pk})
    assert signed_in(hyunwoo).post(f"/cases/{case.number}/notes", {"note-text": "May I?"}).status_code == 302
    signed_in(jiwoo).post(f"/cases/{case.number}/hand-over/withdrawal")
    assert signed_in(hyunwoo).post(f"/cases/{case.number}/notes", {"note-text": "May I?"}).status_code == 404
