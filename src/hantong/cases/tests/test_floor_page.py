"""A supervisor sees what is overdue or looks as if it were nowhere, and gives it to somebody."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from hantong.access.models import Staff
from hantong.cases import actions
from hantong.cases.models import Alert, Case
from hantong.cases.tests.desk import a_matter, signed_in
from hantong.cases.tests.test_work_page import titles
from hantong.project.cast import Province


def shown(yuna: Staff, look: str) -> list[str]:
    return titles(signed_in(yuna).get(f"/floor/?look={look}").content.decode())


def test_each_look_finds_its_matters(province: Province, jiwoo: Staff, minseo: Staff, yuna: Staff) -> None:
    fresh = a_matter(province, jiwoo, title="fresh")
    Case.objects.filter(pk=fresh.pk).update(due_at=now() + timedelta(days=2), changed_at=now())
    for title in ("overdue", "untaken", "running_out", "timed_out", "abandoned", "untouched", "unheard"):
        case = a_matter(province, None if title == "untaken" else jiwoo, title=title)
        Case.objects.filter(pk=case.pk).update(due_at=now() + timedelta(days=2), changed_at=now())
    one = {case.title: case for case in Case.objects.all()}
    Case.objects.filter(title="overdue").update(due_at=now() - timedelta(hours=1))
    Case.objects.filter(title="abandoned").update(holder=minseo)
    minseo.is_active = False
    minseo.save()
    for title in ("running_out", "timed_out"):
        offer = actions.hand_over(
            case=one[title], to_unit=province.suwon_parking.pk, packet=actions.Packet(), by=jiwoo, at=now()
        )
        offer.expires_at = now() + timedelta(minutes=5)
        offer.save()
        if title == "timed_out":
            actions.time_out(offer=offer, at=now())
    Alert.objects.filter(case=one["timed_out"]).delete()
    Case.objects.filter(title="untouched").update(changed_at=now() - timedelta(days=9))
    Alert.objects.create(
        key="x", case=one["unheard"], staff=jiwoo, kind="overdue", is_alarm=True, at=now() - timedelta(hours=2)
    )
    for look in ("overdue", "untaken", "running_out", "timed_out", "abandoned", "untouched", "unheard"):
        assert shown(yuna, look) == [look]


def test_matters_are_given_to_somebody_in_bulk(province: Province, minseo: Staff, yuna: Staff) -> None:
    cases = [a_matter(province, None, title=f"m{each}") for each in range(3)]
    given = {"act": "assign", "to": f"{province.centre.pk} {minseo.pk}", "key": [case.pk for case in cases]}
    page = signed_in(yuna).post("/matters/acts", {**given, "back": "/floor/?look=untaken"}, follow=True)
    assert "Done for 3 matters." in page.content.decode()
    assert set(Case.objects.values_list("holder", "owner")) == {(minseo.pk, minseo.pk)}


def test_says_who_is_here_and_what_they_carry(province: Province, jiwoo: Staff, yuna: Staff, donghyun: Staff) -> None:
    a_matter(province, jiwoo)
    page = signed_in(yuna).get("/floor/people").content.decode()
    assert "Ji-woo" in page


@pytest.mark.parametrize("page", ["/floor/", "/floor/people"])
def test_is_closed_to_who_does_not_supervise(jiwoo: Staff, governor: Staff, page: str) -> None:
    assert signed_in(jiwoo).get(page).status_code == 403
    assert signed_in(governor).get(page).status_code == 403


def test_a_city_supervisor_sees_the_city_only(province: Province, jiwoo: Staff) -> None:
    from hantong.project.cast import employ

    a_matter(province, jiwoo, title="the province's")
    chief = employ("Chief", "supervisor", province.uijeongbu_office)
    assert shown(chief, "overdue") == []


def test_asks_the_same_few_times_however_much_is_stuck(
    province: Province, yuna: Staff, jiwoo: Staff, django_assert_max_num_queries: object
) -> None:
    for each in range(20):
        a_matter(province, jiwoo, title=f"m{each}")
    client = signed_in(yuna)
    client.get("/floor/")
    with django_assert_max_num_queries(13):  # type: ignore[operator]
        client.get("/floor/")
