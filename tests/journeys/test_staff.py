"""Staff at work: a night at the desk, a refusal with a reason, the figures of last night."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils.timezone import now

from hantong.access.models import Staff
from hantong.cases.actions import Opening, open_case
from hantong.cases.models import Alert, Case
from hantong.contacts.models import Contact
from hantong.offices.bands import Band
from hantong.people.models import Resident
from hantong.project.cast import Province
from hantong.reports.periods import last_night

if TYPE_CHECKING:
    from tests.journeys.conftest import Window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CHUSEOK_0200 = datetime(2026, 9, 24, 17, 0, tzinfo=UTC)  # 25 September, 02:00 in Seoul


def test_a_counsellor_takes_a_matter_at_two_on_a_holiday_and_the_promise_is_right(
    window: Window, story: Province, jiwoo: Staff, ms_han: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hantong.channels.counter.views.now", lambda: CHUSEOK_0200)
    page = window(jiwoo)
    page.goto("/desk/")
    page.locator("input[name=who]").fill("031-234-0000")
    page.locator("#people").get_by_text("한영숙").first.wait_for()
    choice = page.locator("#people input[name=resident]").first
    if choice.count():
        choice.check()
    page.locator("input[name=service_words]").fill("passport")
    page.locator("#services").get_by_text("Passport").first.wait_for()
    option = page.locator("#services input[name=service]").first
    if option.count():
        option.check()
    page.locator("textarea[name=text]").fill("여권을 급히 만들어야 해요.")
    page.get_by_role("button", name="Open a matter").click()
    page.wait_for_url(re.compile("/desk/done/"))

    case = Case.objects.get()
    assert case.owner == jiwoo
    assert case.resident == ms_han
    assert case.time_band.value == "holiday"
    assert case.said_at == CHUSEOK_0200
    # four days are counted in working hours from the next working day, Monday 28 September: 28, 29, 30, 1 October
    assert case.due_at == datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
    assert str(case) in page.content()


def test_a_department_declines_with_a_reason_and_the_owner_is_alarmed(
    window: Window, story: Province, jiwoo: Staff, hyunwoo: Staff
) -> None:
    opening = Opening(
        jurisdiction=story.suwon.pk,
        channel="counter",
        title="Car on a private yard",
        text="A car stands in our yard.",
        said_at=now(),
        service=story.parking,
    )
    case = open_case(opening=opening, by=jiwoo, unit=story.centre.pk, at=now())
    official = window(hyunwoo)
    official.goto("/matters/?tab=offered")
    official.goto(f"/cases/{case.number}")
    official.get_by_text(re.compile("Decline")).first.click()
    official.locator("#refusal-act textarea").first.fill("A private yard is not ours to clear.")
    official.locator("#refusal-act button").last.click()
    official.get_by_text("A private yard is not ours to clear.").first.wait_for()

    alarm = Alert.objects.get(staff=jiwoo, is_alarm=True)
    assert alarm.data["reason"] == "A private yard is not ours to clear."
    owner = window(jiwoo)
    owner.goto("/alerts")
    assert owner.get_by_text(re.compile("private yard")).count()
    case.refresh_from_db()
    assert case.holder == jiwoo


def test_a_supervisor_finds_last_nights_share(window: Window, story: Province, yuna: Staff) -> None:
    zone = story.gyeonggi.zone
    night = last_night(now().astimezone(zone), zone).moments
    assert night is not None
    for moment in (night[0] + timedelta(milliseconds=step) for step in range(3)):  # the night may have just begun
        Contact.objects.create(
            channel="counter",
            jurisdiction=story.gyeonggi,
            place=story.station,
            said_at=moment,
            recorded_at=moment,
            band=Band.NIGHT.code,
            outcome="answered",
        )
    page = window(yuna)
    page.goto("/figures/")
    page.locator("select[name=period]").select_option("last_night")
    page.get_by_role("button", name="Apply").click()
    page.wait_for_load_state("networkidle")
    assert page.get_by_text(re.compile(r"100(\.0)?\s?%")).count()
