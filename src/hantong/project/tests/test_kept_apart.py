"""People of other languages, roles and jurisdictions who visit one process in turn see what each would see alone."""

import re
from itertools import permutations

import pytest
from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.test import Client

from hantong.access.models import Staff
from hantong.cases import bell, work_list
from hantong.cases.tests.desk import a_matter, signed_in
from hantong.cases.views import work
from hantong.project import menu
from hantong.project.cast import Province
from hantong.shell import marks, moments

PAGES = ("/matters/", "/matters/?tab=all", "/search?q=crossing", "/figures/", "/notifications/", "/report/")
OF_ONE_VISIT = re.compile(
    r'csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"|name="hantong-[\w-]+" content="[^"]*"|since=[^"&]+'
)


@pytest.fixture
def visitors(
    province: Province, jiwoo: Staff, hyunwoo: Staff, donghyun: Staff, yuna: Staff, admin: Staff
) -> list[Client]:
    """Give people who differ in language, role or jurisdiction, and a resident; each office has a matter of its own."""
    a_matter(province, jiwoo, title="A car on the crossing")
    a_matter(province, donghyun, title="A hole in the crossing", unit=province.uijeongbu_office)
    staff = [signed_in(one, language=to) for one in (jiwoo, hyunwoo, donghyun, yuna, admin) for to in ("ko", "en")]
    return [*staff, Client(headers={"accept-language": "ko"}), Client(headers={"accept-language": "en"})]


def _forget_everything() -> None:
    """Leave the process as it started: with nothing written before."""
    shown = engines["django"]
    assert isinstance(shown, DjangoTemplates)
    for loader in shown.engine.template_loaders:
        loader.reset()
    for kept in (menu._lines, work_list._questions_of, bell._question_of, marks.icon, marks._pill, moments._day_text):
        kept.cache_clear()
    work._departments_kept._kept = None


def _pages(client: Client) -> list[tuple[int, str]]:
    answers = [client.get(path, follow=True) for path in PAGES]
    return [(answer.status_code, OF_ONE_VISIT.sub("", answer.content.decode())) for answer in answers]


def _alone(client: Client) -> list[tuple[int, str]]:
    _forget_everything()
    return _pages(client)


def test_nobody_is_shown_what_was_kept_for_somebody_else(visitors: list[Client]) -> None:
    alone = [_alone(client) for client in visitors]
    assert all(one != other for one, other in permutations(alone, 2))
    _forget_everything()
    for _round in range(2):
        for client, seen_alone in zip(visitors, alone, strict=True):
            assert _pages(client) == seen_alone
        visitors, alone = visitors[::-1], alone[::-1]


def test_a_counsellor_and_an_official_of_another_city_have_their_own_lines(visitors: list[Client]) -> None:
    jiwoo, donghyun = visitors[1], visitors[5]
    for _round in range(2):
        assert [_titles(client) for client in (jiwoo, donghyun)] == [
            ["A car on the crossing"],
            ["A hole in the crossing"],
        ]


def _titles(client: Client) -> list[str]:
    return re.findall(r'class="row-title"[^>]*>([^<]+)', client.get("/matters/").content.decode())
