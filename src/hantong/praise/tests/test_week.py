"""The mayor's week: counts, the residents' words without their names, by mail once and as a page."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from hantong.access.models import Staff
from hantong.praise.actions import thank
from hantong.praise.mail import send_week
from hantong.praise.models import MayorsLine, MayorWord
from hantong.praise.tests.conftest import Write
from hantong.praise.week import week_of
from hantong.project.cast import NOON, Province, employ

MONDAY = date(2026, 3, 2)


@pytest.fixture
def week(write: Write, hyunwoo: Staff, jiwoo: Staff) -> list[MayorWord]:
    """Give four messages: praise that was thanked for, a complaint, both, and a question of the week before."""
    praise = write("저는 한영숙입니다. Hyun-woo 주무관님이 친절하셨습니다. 010-1234-5678")
    thank(word=praise, text="고맙습니다.", by=jiwoo, at=NOON)
    complaint = write("가로등이 고장입니다", sender="kim@example.org")
    both = write("상담사는 친절했지만 도로는 엉망입니다", sender="lee@example.org")
    before = write("여권은 어디서 만드나요?", sender="park@example.org", at=NOON - timedelta(days=5))
    return [praise, complaint, both, before]


@pytest.mark.usefixtures("week")
def test_the_week_counts_each_message_and_names_nobody(line: MayorsLine) -> None:
    shown = week_of(line, MONDAY, at=NOON)
    assert (shown.total, shown.counts["praise"], shown.counts["complaint"]) == (3, 2, 2)
    assert (shown.counts["other"], shown.counts["answered"], shown.counts["on_time"]) == (0, 1, 1)
    words = " ".join(each.text for each in shown.lines)
    assert "한영숙" not in words
    assert "5678" not in words
    assert shown.lines[0].praised == ("Hyun-woo",)
    assert week_of(line, MONDAY, at=NOON + timedelta(days=60)).lines[1].is_late


@pytest.mark.usefixtures("week")
def test_a_reader_is_sent_the_week_once_and_only_while_they_may_read_it(
    line: MayorsLine, mayor: Staff, hyunwoo: Staff, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_week(line=line, staff=mayor, monday=MONDAY, at=NOON)
    assert not send_week(line=line, staff=mayor, monday=MONDAY, at=NOON)
    assert not send_week(line=line, staff=hyunwoo, monday=MONDAY, at=NOON)
    [sent] = mail.outbox
    assert sent.to == [mayor.email]
    assert "모두 3건: 칭찬 2건, 불만 2건" in sent.body
    assert "가로등이 고장입니다" in sent.body
    assert "한영숙" not in sent.body


@pytest.mark.usefixtures("week")
def test_the_pages_work_and_keep_to_their_doors(
    client: Client, line: MayorsLine, mayor: Staff, jiwoo: Staff, hyunwoo: Staff, province: Province
) -> None:
    page = f"/mayor/lines/{line.pk}/week"
    client.force_login(mayor)
    shown = client.get(f"{page}?week=2026-03-04").content.decode()
    assert "가로등이 고장입니다" in shown
    assert "한영숙" not in shown
    assert client.get(f"{page}?week=nonsense").status_code == 200
    assert "가로등" not in client.get(f"{page}.csv").content.decode()
    client.force_login(employ("Gov-ernor two", "governor", province.uijeongbu_office))
    assert client.get(page).status_code == 404
    client.force_login(jiwoo)
    assert client.get(page).status_code == 403
    listed = client.get("/mayor/words").content.decode()
    assert "불만" in listed
    assert "가로등이 고장입니다" in listed
    client.force_login(hyunwoo)
    assert "Hyun-woo" in client.get("/mayor/praise").content.decode()


def test_a_message_is_corrected_and_thanked_for_on_its_page(
    client: Client, week: list[MayorWord], jiwoo: Staff, donghyun: Staff, hyunwoo: Staff
) -> None:
    both = week[2]
    page = f"/mayor/words/{both.pk}"
    client.force_login(donghyun)
    assert client.get(page).status_code == 404
    client.force_login(jiwoo)
    assert "엉망" in client.get(page).content.decode()
    assert client.post(page, {"kind": "praise"}).status_code == 409
    assert client.post(page, {"kind": "nonsense"}).status_code == 422
    assert client.post(page, {"kind": "praise", "staff": str(hyunwoo.pk)}).status_code == 302
    assert client.get(f"{page}/thanks").status_code == 405
    client.post(f"{page}/thanks", {"text": "고맙습니다."})
    both.case.refresh_from_db()
    assert both.case.is_closed


def test_an_address_becomes_the_mayors_own_on_a_page(
    client: Client, line: MayorsLine, admin: Staff, mayor: Staff, jiwoo: Staff
) -> None:
    client.force_login(admin)
    assert client.post("/mayor/lines/new", {"address": str(line.address_id)}).status_code == 409
    changed = client.post(f"/mayor/lines/{line.pk}", {"address": str(line.address_id), "readers": []})
    assert changed.status_code == 302
    assert not line.readers.exists()
    client.post(f"/mayor/lines/{line.pk}/removal")
    assert not MayorsLine.objects.exists()
    client.force_login(jiwoo)
    assert client.get("/mayor/lines/new").status_code == 403


def test_a_week_costs_the_same_however_much_came(line: MayorsLine, write: Write) -> None:
    counts = []
    for n in range(4):
        write(f"Hyun-woo {n}번 창구가 불편합니다", sender=f"r{n}@example.org")
        week_of(line, MONDAY, at=NOON)
        with CaptureQueriesContext(connection) as asked:
            week_of(line, MONDAY, at=NOON)
        counts.append(len(asked))
    assert counts[0] == counts[-1]
