"""The work list: what waits, filtered by the address, paged by key, and many matters at once with a way back."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from hantong.access.models import Staff
from hantong.cases import actions
from hantong.cases.models import Alert, Case, HandOver, History, SavedView
from hantong.cases.tests.desk import a_matter, signed_in
from hantong.cases.work_list import ORDERS, slice_of
from hantong.people.models import Resident
from hantong.project.cast import NOON, Province, as_person


def titles(page: str) -> list[str]:
    links = re.findall(r'class="row-title" href="/cases/\d+">(.+?)</a>', page, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", link).strip() for link in links]


def shown(client: Client, query: str = "") -> list[str]:
    answer = client.get(f"/matters/{query}")
    assert answer.status_code == 200
    return titles(answer.content.decode())


def test_each_tab_shows_what_it_says(province: Province, jiwoo: Staff, minseo: Staff, hyunwoo: Staff) -> None:
    a_matter(province, jiwoo, title="mine")
    a_matter(province, None, title="untaken")
    offered = a_matter(province, jiwoo, title="offered")
    actions.hand_over(
        case=offered, to_unit=province.suwon_parking.pk, packet=actions.Packet(said="x"), by=jiwoo, at=NOON
    )
    waiting = a_matter(province, jiwoo, title="waiting")
    actions.ask(case=waiting, question="Where?", by=jiwoo, at=NOON)
    settled = a_matter(province, jiwoo, title="settled")
    actions.close(case=settled, ending=actions.Ending(end_state=Case.EndState.DONE, text="Done."), by=jiwoo, at=now())
    client = signed_in(jiwoo)
    assert set(shown(client)) == {"mine", "offered", "waiting"}
    assert shown(client, "?tab=untaken") == ["untaken"]
    assert shown(client, "?tab=waiting") == ["waiting"]
    assert shown(client, "?tab=settled") == ["settled"]
    assert set(shown(client, "?tab=all")) == {"mine", "untaken", "offered", "waiting"}
    assert "settled" in shown(client, "?tab=all&state=every")
    assert "mine" in shown(client, "?tab=overdue")
    assert shown(signed_in(hyunwoo), "?tab=offered") == ["offered"]


def test_an_empty_tab_leads_to_where_something_waits(province: Province, jiwoo: Staff) -> None:
    client = signed_in(jiwoo)
    empty = client.get("/matters/").content.decode()
    assert "button-secondary" not in empty.partition('class="empty"')[2].partition("</div>")[0]
    a_matter(province, None, title="untaken")
    inside = client.get("/matters/").content.decode().partition('class="empty"')[2].partition("</div>")[0]
    assert 'href="/matters/?tab=untaken"' in inside
    assert titles(client.get("/matters/?tab=untaken").content.decode()) == ["untaken"]


def test_filters_live_in_the_address(province: Province, jiwoo: Staff) -> None:
    a_matter(province, jiwoo, title="A passport for Seoul")
    pothole = a_matter(province, jiwoo, title="A hole", service=province.pothole)
    actions.change(case=pothole, changes={"is_urgent": True}, by=jiwoo, at=NOON)
    client = signed_in(jiwoo)
    assert shown(client, f"?service={province.pothole.pk}") == ["A hole"]
    assert shown(client, f"?q={pothole}") == ["A hole"]
    assert shown(client, "?q=passport+seoul") == ["A passport for Seoul"]
    assert len(shown(client, "?q=횡단보도")) == 2
    assert len(shown(client, f"?channel=counter&band={pothole.band}&place={province.station.pk}")) == 2
    assert shown(client, f"?band={pothole.band + 1}") == []
    assert shown(client, "?urgent=on") == ["A hole"]
    assert shown(client, f"?jurisdiction={province.suwon.pk}") == []
    assert shown(client, "?channel=web") == []


def test_pages_go_by_key_both_ways_and_leave_nothing_out(province: Province, jiwoo: Staff) -> None:
    for each in range(7):
        case = a_matter(province, jiwoo, title=f"m{each}")
        due_at = None if each >= 5 else NOON + timedelta(hours=each // 2)
        Case.objects.filter(pk=case.pk).update(due_at=due_at)
    for order in (ORDERS["due"], ORDERS["-said"], ORDERS["said"]):
        cases = Case.objects.visible_to(as_person(jiwoo))
        forth, page = [], slice_of(cases, order=order, rows=2)
        forth += page.cases
        while page.after:
            page = slice_of(cases, order=order, rows=2, after=page.after)
            forth += page.cases
        assert len({case.pk for case in forth}) == 7
        back = list(page.cases)
        while page.before:
            page = slice_of(cases, order=order, rows=2, before=page.before)
            back = [*page.cases, *back]
        assert [case.pk for case in back] == [case.pk for case in forth]


def test_a_nonsense_cursor_shows_the_first_page(province: Province, jiwoo: Staff) -> None:
    a_matter(province, jiwoo, title="mine")
    assert shown(signed_in(jiwoo), "?after=nonsense&sort=nonsense") == ["mine"]


def test_asks_the_same_few_times_however_long_the_list(
    province: Province, jiwoo: Staff, ms_han: Resident, django_assert_max_num_queries: object
) -> None:
    for each in range(30):
        a_matter(province, jiwoo if each % 2 else None, title=f"m{each}", resident=ms_han)
    client = signed_in(jiwoo)
    for tab in ("mine", "untaken", "all", "overdue"):
        client.get(f"/matters/?tab={tab}")
        with django_assert_max_num_queries(11):  # type: ignore[operator]
            client.get(f"/matters/?tab={tab}")


def test_shows_nothing_of_another_jurisdiction(province: Province, jiwoo: Staff, donghyun: Staff) -> None:
    a_matter(province, jiwoo, title="mine")
    for tab in ("mine", "offered", "untaken", "all", "overdue"):
        assert shown(signed_in(donghyun), f"?tab={tab}&state=every") == []


@pytest.mark.parametrize("page", ["/matters/", "/search?q=x", "/alerts", "/alerts/bell"])
def test_is_closed_to_the_governor(governor: Staff, page: str) -> None:
    assert signed_in(governor).get(page).status_code == 403


@pytest.mark.parametrize("page", ["/matters/acts", "/matters/acts/undoing", "/matters/views", "/alerts/sightings"])
def test_a_write_is_never_a_get(jiwoo: Staff, governor: Staff, page: str) -> None:
    assert signed_in(jiwoo).get(page).status_code == 405
    assert signed_in(governor).post(page).status_code == 403


def test_a_view_is_kept_renamed_and_forgotten(jiwoo: Staff, minseo: Staff) -> None:
    client = signed_in(jiwoo)
    client.post("/matters/views", {"name": "Night", "query": "tab=all&band=3"})
    kept = SavedView.objects.get()
    assert "/matters/?tab=all&amp;band=3" in client.get("/matters/").content.decode()
    assert signed_in(minseo).post(f"/matters/views/{kept.pk}", {"do": "forget"}).status_code == 404
    client.post(f"/matters/views/{kept.pk}", {"do": "rename", "name": "Late", "query": ""})
    assert SavedView.objects.get().name == "Late"
    client.post(f"/matters/views/{kept.pk}", {"do": "forget"})
    assert not SavedView.objects.exists()
    assert client.post("/matters/views", {"name": ""}).status_code == 422


def standing(case: Case) -> tuple[object, ...]:
    case.refresh_from_db()
    return (
        case.owner_id, case.owner_unit_id, case.holder_id, case.holder_unit_id, case.is_urgent, case.hand_overs,
    )  # fmt: skip


@pytest.mark.parametrize("act", ["take", "assign", "urgent", "hand_over"])
def test_an_act_on_many_is_undone_exactly(province: Province, jiwoo: Staff, minseo: Staff, act: str) -> None:
    cases = [a_matter(province, None, title=f"m{each}") for each in range(3)]
    if act == "hand_over":
        cases = [a_matter(province, jiwoo, title=f"m{each}") for each in range(3)]
    before = [standing(case) for case in cases]
    client = signed_in(jiwoo)
    given = {
        "act": act,
        "key": [case.pk for case in cases],
        "to": f"{province.centre.pk} {minseo.pk}",
        "unit": province.suwon_parking.pk,
    }
    done = client.post("/matters/acts", given, follow=True).content.decode()
    assert "Done for 3 matters." in done
    assert all(standing(case) != was for case, was in zip(cases, before, strict=True))
    undone = client.post("/matters/acts/undoing", follow=True).content.decode()
    assert "Undone for 3 matters." in undone
    assert [standing(case) for case in cases] == before
    assert not HandOver.objects.pending().exists()
    assert not Alert.objects.filter(kind__in=["assigned", "offered"]).exists()
    assert {History.objects.filter(case=case).latest("n").kind for case in cases} == {"undone"}


def test_what_moved_on_since_is_not_undone_and_says_so(province: Province, jiwoo: Staff, minseo: Staff) -> None:
    cases = [a_matter(province, None, title=f"m{each}") for each in range(2)]
    client = signed_in(jiwoo)
    client.post("/matters/acts", {"act": "take", "key": [case.pk for case in cases]})
    actions.note(case=cases[0], text="I saw it.", by=minseo, at=NOON)
    page = client.post("/matters/acts/undoing", follow=True).content.decode()
    assert "Undone for 1 matter." in page
    assert f"{cases[0]}: Somebody changed this matter" in page
    assert [standing(case)[0] for case in cases] == [jiwoo.pk, None]


def test_undo_ends_after_ten_minutes(province: Province, jiwoo: Staff) -> None:
    case = a_matter(province, None)
    client = signed_in(jiwoo)
    client.post("/matters/acts", {"act": "take", "key": [case.pk]})
    session = client.session
    kept = session["cases_last_acts"]
    session["cases_last_acts"] = {**kept, "at": (now() - timedelta(minutes=11)).isoformat()}
    session.save()
    page = client.post("/matters/acts/undoing", follow=True).content.decode()
    assert "ten minutes only" in page
    assert standing(case)[0] == jiwoo.pk


def test_one_refusal_stops_no_other_and_every_result_is_said(province: Province, jiwoo: Staff, donghyun: Staff) -> None:
    taken, free = a_matter(province, jiwoo, title="taken"), a_matter(province, None, title="free")
    given = {"act": "take", "key": [taken.pk, free.pk]}
    page = signed_in(jiwoo).post("/matters/acts", given, follow=True).content.decode()
    assert "Done for 1 matter." in page
    assert f"{taken}: Somebody has already taken this matter." in page
    strange = signed_in(donghyun).post("/matters/acts", given, follow=True).content.decode()
    assert "Tick the matters first." in strange


def test_an_act_that_needs_somebody_says_so(province: Province, jiwoo: Staff) -> None:
    case = a_matter(province, None)
    page = signed_in(jiwoo).post("/matters/acts", {"act": "assign", "key": [case.pk], "to": ""}, follow=True)
    assert "Choose the colleague who gets the matters." in page.content.decode()


def test_matters_are_given_to_colleagues_only(province: Province, jiwoo: Staff, minseo: Staff, donghyun: Staff) -> None:
    case = a_matter(province, None)
    strangers = [
        f"{province.centre.pk} {donghyun.pk}",  # somebody elsewhere, said to be here
        f"{as_person(donghyun).posts[0].department} {donghyun.pk}",  # somebody elsewhere, where they are
    ]
    for stranger in strangers:
        given = {"act": "assign", "key": [case.pk], "to": stranger}
        page = signed_in(jiwoo).post("/matters/acts", given, follow=True).content.decode()
        assert f"{case}: You can give matters to colleagues of your own department only." in page
        assert standing(case)[2] is None
    signed_in(jiwoo).post("/matters/acts", {**given, "to": f"{province.centre.pk} {minseo.pk}"})
    assert standing(case)[2] == minseo.pk
