"""A resident without an account reports, follows and reopens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.utils.timezone import now

from hantong.access.models import Staff
from hantong.cases.actions import Ending, close
from hantong.cases.models import Case
from hantong.project.cast import Province

if TYPE_CHECKING:
    from tests.journeys.conftest import Window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_reports_follows_and_reopens(
    window: Window, story: Province, hyunwoo: Staff, script: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hantong.contacts.seal.SHORTEST_FILL_S", 0, raising=False)
    page = window(width=360, script=script)
    page.goto("/")
    page.get_by_role("link", name=re.compile("Report or ask")).last.click()
    page.get_by_role("link", name=re.compile("Illegal parking")).click()
    page.get_by_label(re.compile("happened|about|words|tell", re.I)).first.fill("A white car stands on the crossing.")
    page.get_by_label(re.compile("address", re.I)).first.fill("Maesan-ro 1")
    jurisdiction = page.locator("select[name=jurisdiction]")
    if jurisdiction.count():
        jurisdiction.select_option(label="Suwon")
    consent = page.locator("input[name=consent]")
    if consent.count():
        consent.check()
    page.wait_for_timeout(3500)
    page.get_by_role("button", name="Send", exact=True).click()

    page.get_by_role("heading", name=re.compile("Thank you")).wait_for()
    case = Case.objects.get()
    assert str(case) in page.content()
    assert case.owner_unit == story.suwon_parking
    page.get_by_role("link", name="Follow it").click()
    assert page.get_by_text("A white car stands on the crossing.").count()

    close(case=case, ending=Ending(end_state=Case.EndState.DONE, text="The car was towed away."), by=hyunwoo, at=now())
    page.reload()
    assert page.get_by_text("The car was towed away.").count()
    reopening = page.locator("form[action$=reopening]")
    reopening.locator("textarea").fill("There is another car now.")
    reopening.locator("button[type=submit], button:not([type])").first.click()
    page.get_by_text("There is another car now.").first.wait_for()
    case.refresh_from_db()
    assert case.closed_at is None
    assert case.reopenings == 1
