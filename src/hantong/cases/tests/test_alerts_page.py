"""The bell rings for what one has to know, once, and an alarm looks like one."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from hantong.access.models import Staff
from hantong.cases import actions
from hantong.cases.models import Alert, Case, HandOver
from hantong.cases.tests.desk import a_matter, signed_in
from hantong.project.cast import NOON, Province


@pytest.fixture
def declined(province: Province, jiwoo: Staff, hyunwoo: Staff) -> Case:
    case = a_matter(province, jiwoo)
    offer = actions.hand_over(case=case, to_unit=province.suwon_parking.pk, packet=actions.Packet(), by=jiwoo, at=NOON)
    actions.decline(offer=offer, reason="Not our road.", by=hyunwoo, at=NOON)
    return case


def test_an_alarm_stands_out_and_is_seen_once(declined: Case, jiwoo: Staff, minseo: Staff) -> None:
    client = signed_in(jiwoo)
    page = client.get("/alerts").content.decode()
    assert "Your hand-over was declined" in page
    assert "Not our road." in page
    assert 'class="row is-alarm"' in page
    assert '<span class="count">1</span>' in client.get("/alerts/bell").content.decode()
    alert = Alert.objects.get(is_alarm=True)
    assert signed_in(minseo).get("/alerts").content.decode().count("is-alarm") == 0
    signed_in(minseo).post("/alerts/sightings", {"key": [alert.pk]})
    alert.refresh_from_db()
    assert alert.seen_at is None
    client.post("/alerts/sightings", {"key": [alert.pk]})
    alert.refresh_from_db()
    assert alert.seen_by == jiwoo
    assert "Nothing new" in client.get("/alerts").content.decode()
    assert "Your hand-over was declined" in client.get("/alerts?all=1").content.decode()


def test_the_bell_says_what_is_new_since_the_page_looked(declined: Case, jiwoo: Staff) -> None:
    Alert.objects.update(at=now())
    before, after = now() - timedelta(minutes=1), now() + timedelta(minutes=1)
    client = signed_in(jiwoo)
    assert "Your hand-over was declined" in client.get("/alerts/bell", {"since": before.isoformat()})["HX-Trigger"]
    assert "HX-Trigger" not in client.get("/alerts/bell", {"since": after.isoformat()}).headers


def test_opening_an_alert_goes_to_its_matter(declined: Case, jiwoo: Staff, donghyun: Staff) -> None:
    alert = Alert.objects.get(is_alarm=True)
    assert signed_in(donghyun).post(f"/alerts/{alert.pk}").status_code == 404
    assert signed_in(jiwoo).post(f"/alerts/{alert.pk}")["Location"] == f"/cases/{declined.number}"


def test_offers_run_out_once_however_often_the_clock_comes_by(province: Province, jiwoo: Staff) -> None:
    case = a_matter(province, jiwoo)
    actions.hand_over(case=case, to_unit=province.suwon_parking.pk, packet=actions.Packet(), by=jiwoo, at=NOON)
    later = NOON + timedelta(days=7)
    assert actions.time_out_offers(at=NOON) == 0
    assert [actions.time_out_offers(at=later) for _ in range(2)] == [1, 0]
    assert HandOver.objects.get().outcome == "timed_out"
    assert Alert.objects.filter(kind="timed_out", is_alarm=True, staff=jiwoo).count() == 1


def test_a_promise_is_warned_of_once_near_and_once_broken(province: Province, jiwoo: Staff) -> None:
    case = a_matter(province, jiwoo)
    assert case.due_at
    near, late = case.due_at - timedelta(hours=3), case.due_at + timedelta(hours=1)
    assert [actions.warn_of_promises(at=moment) for moment in (NOON, near, near, late, late)] == [0, 1, 0, 1, 0]
    assert list(Alert.objects.order_by("at").values_list("kind", "is_alarm")) == [
        ("due_soon", False), ("overdue", True),
    ]  # fmt: skip


def test_a_moved_promise_is_warned_of_anew(province: Province, jiwoo: Staff) -> None:
    case = a_matter(province, jiwoo)
    assert case.due_at
    assert actions.warn_of_promises(at=case.due_at - timedelta(hours=3)) == 1
    extension = actions.extend(case=case, reason="Many.", by=jiwoo, at=NOON)
    assert extension.due_at
    assert actions.warn_of_promises(at=extension.due_at - timedelta(hours=3)) == 1


def test_a_promise_that_waits_for_the_resident_is_not_warned_of(province: Province, jiwoo: Staff) -> None:
    case = a_matter(province, jiwoo)
    assert case.due_at
    actions.ask(case=case, question="Which one?", by=jiwoo, at=NOON)
    assert actions.warn_of_promises(at=case.due_at + timedelta(hours=1)) == 0


def test_open_pages_are_told_of_the_alert(
    province: Province, jiwoo: Staff, minseo: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[dict[str, object]] = []
    monkeypatch.setattr("hantong.cases.actions.alerting.tell_live", said.extend)
    case = a_matter(province, jiwoo)
    actions.assign(case=case, to=minseo, unit=province.centre.pk, by=jiwoo, at=NOON)
    assert {"topic": f"alerts:staff:{minseo.pk}", "kind": "assigned"} in said
