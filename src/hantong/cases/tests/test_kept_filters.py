"""The filters of the work list are written once for many, and never show anybody another office's places."""

import re

from django.test import Client

from hantong.access.models import Staff
from hantong.cases.tests.desk import signed_in
from hantong.offices.models import Place
from hantong.project.cast import Province


def _chosen_from(client: Client, field: str, query: str = "") -> list[str]:
    page = client.get(f"/matters/{query}").content.decode()
    select = re.search(rf'<select name="{field}".*?</select>', page, re.DOTALL)
    assert select is not None
    return re.findall(r"<option value[^>]*>(.*?)</option>", select[0])


def test_everybody_has_the_places_of_their_own_reach(province: Province, jiwoo: Staff, donghyun: Staff) -> None:
    for _twice in range(2):
        assert "Suwon station centre" in _chosen_from(signed_in(jiwoo), "place")
        assert "Suwon station centre" not in _chosen_from(signed_in(donghyun), "place")
    assert "수원역 민원센터" in _chosen_from(signed_in(jiwoo, language="ko"), "place")


def test_a_new_place_can_be_chosen_at_once(province: Province, jiwoo: Staff) -> None:
    client = signed_in(jiwoo)
    _chosen_from(client, "place")
    Place.objects.create(
        jurisdiction=province.gyeonggi,
        department=province.centre,
        code="north",
        kind="station",
        names={"ko": "북부 민원센터", "en": "The north"},
    )
    assert "The north" in _chosen_from(client, "place")


def test_what_was_chosen_stays_chosen(province: Province, jiwoo: Staff) -> None:
    client = signed_in(jiwoo)
    _chosen_from(client, "place")
    chosen = f'value="{province.station.pk}" selected'
    assert chosen in client.get(f"/matters/?place={province.station.pk}").content.decode()
    assert chosen not in client.get("/matters/").content.decode()


def test_each_tab_keeps_its_own(jiwoo: Staff) -> None:
    client = signed_in(jiwoo)
    for tab in ("mine", "all", "mine"):
        assert f'<input type="hidden" name="tab" value="{tab}">' in client.get(f"/matters/?tab={tab}").content.decode()
