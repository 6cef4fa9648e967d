"""The pages of social networks: they work, strangers find nothing, wrong roles are refused, and figures count."""

import pytest
from django.test import Client

from hantong.access.models import Staff
from hantong.cases.models import Case
from hantong.channels.social.actions import propose
from hantong.channels.social.models import PublicAnswer
from hantong.channels.social.pieces import in_pieces
from hantong.channels.social.settings_read import WrongSetting, read_account
from hantong.channels.social.tests.conftest import FakeMastodon, Hear
from hantong.project.cast import NOON, Province, employ


@pytest.fixture
def case(mastodon: FakeMastodon, hear: Hear) -> Case:
    mastodon.mention("가로등이 꺼졌어요")
    [raw] = hear()
    assert raw.case is not None
    return raw.case


def test_an_answer_is_written_given_back_and_approved(client: Client, case: Case, jiwoo: Staff, yuna: Staff) -> None:
    client.force_login(jiwoo)
    page = f"/social/matters/{case.number}"
    assert "가로등이 꺼졌어요" in client.get(page).content.decode()
    assert client.post(page, {"text": ""}).status_code == 422
    refused = client.post(page, {"text": "010-1234-5678"})
    assert refused.status_code == 409
    assert "010-1234-5678" in refused.content.decode()
    assert client.post(page, {"text": "고치겠습니다."}).status_code == 302
    waiting = PublicAnswer.objects.get()
    assert client.post(f"/social/answers/{waiting.pk}/approval").status_code == 403
    client.force_login(yuna)
    assert "고치겠습니다." in client.get("/social/").content.decode()
    client.post(f"/social/answers/{waiting.pk}/return", {"reason": "언제인지 적어 주세요."})
    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason) == ("returned", "언제인지 적어 주세요.")
    second = propose(case=case, text="내일 고치겠습니다.", by=jiwoo, at=NOON)
    assert client.get(f"/social/answers/{second.pk}/approval").status_code == 405
    client.post(f"/social/answers/{second.pk}/approval")
    second.refresh_from_db()
    assert second.state == "approved"


def test_another_city_finds_nothing(client: Client, case: Case, jiwoo: Staff, province: Province) -> None:
    waiting = propose(case=case, text="고치겠습니다.", by=jiwoo, at=NOON)
    client.force_login(employ("U-ha", "supervisor", province.uijeongbu_office))
    assert client.get(f"/social/matters/{case.number}").status_code == 404
    assert client.post(f"/social/answers/{waiting.pk}/approval").status_code == 404
    assert "고치겠습니다." not in client.get("/social/").content.decode()


def test_figures_are_a_page_and_a_file(client: Client, case: Case, governor: Staff, jiwoo: Staff) -> None:
    client.force_login(governor)
    page = client.get("/social/figures").content.decode()
    assert "10226" in page.replace(",", "")
    [_head, line] = client.get("/social/figures.csv").content.decode("utf-8-sig").splitlines()
    assert line.split(",")[2:] == ["10226", "3949", "1", "1", "0", "0"]
    client.force_login(jiwoo)
    assert client.get("/social/figures").status_code == 403


def test_the_page_asks_no_more_of_the_database_for_more_answers(
    client: Client, mastodon: FakeMastodon, hear: Hear, jiwoo: Staff, yuna: Staff
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    client.force_login(yuna)
    for n in range(6):
        mastodon.mention(f"{n}번째 가로등이 꺼졌어요", acct=f"r{n}")
        from datetime import timedelta

        [raw] = hear(at=NOON + timedelta(minutes=n))
        assert raw.case is not None
        propose(case=raw.case, text="고치겠습니다.", by=jiwoo, at=NOON)
        client.get("/social/")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/social/").status_code == 200
        counts.append(len(asked))
    assert counts[1] == counts[-1]


def test_a_long_text_comes_in_numbered_pieces() -> None:
    text = "\n".join(f"{n}번째 줄입니다." for n in range(80))
    pieces = in_pieces(text, 200)
    assert all(len(piece) <= 200 for piece in pieces)
    assert pieces[0].endswith(f"(1/{len(pieces)})")
    assert "79번째 줄입니다." in pieces[-1]
    assert in_pieces("짧다", 200) == ["짧다"]


@pytest.mark.parametrize(
    "value",
    ["mastodon+http://a:b@social.example", "mastodon+https://a@social.example", "x+https://a:b@c", "mastodon", "[://"],
)
def test_a_wrong_setting_is_said(value: str) -> None:
    with pytest.raises(WrongSetting, match="HANTONG_SOCIAL"):
        read_account(value)
