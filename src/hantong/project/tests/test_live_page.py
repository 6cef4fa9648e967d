"""A page says where it listens, with a ticket for exactly what its reader may hear."""

import re
import time
from urllib.parse import parse_qs, urlsplit

from django.conf import settings

from hantong.access.models import Staff
from hantong.cases.tests.desk import a_matter, signed_in
from hantong.project.cast import Province
from hantong.project.live_ticket import Ticket, opened


def ticket_of(page: str) -> Ticket:
    found = re.search(r'name="hantong-live" content="([^"]+)"', page)
    assert found
    sealed = parse_qs(urlsplit(found[1]).query)["ticket"][0]
    return opened(sealed, secret=settings.SECRET_KEY, now_s=time.time())


def test_a_page_listens_to_its_reader_their_unit_and_the_matter_it_shows(province: Province, jiwoo: Staff) -> None:
    case = a_matter(province, jiwoo)
    client = signed_in(jiwoo)
    everywhere = {
        f"staff:{jiwoo.pk}", f"unit:{province.centre.pk}",
        f"alerts:staff:{jiwoo.pk}", f"alerts:unit:{province.centre.pk}",
    }  # fmt: skip
    listed = ticket_of(client.get("/matters/").content.decode())
    assert set(listed.topics) == everywhere
    shown = ticket_of(client.get(f"/cases/{case.number}").content.decode())
    assert set(shown.topics) == {*everywhere, f"case:{case.pk}"}
    assert (shown.name, shown.origin) == ("Ji-woo", "http://testserver")


def test_the_policy_of_a_page_allows_the_stream_and_nothing_else_outside(jiwoo: Staff) -> None:
    policy = signed_in(jiwoo).get("/matters/").headers["Content-Security-Policy"]
    sources = re.search(r"connect-src ([^;]+)", policy)
    assert sources
    assert f"127.0.0.1:{settings.HANTONG_LIVE_PORT}" in sources[1].split()
    assert "*" not in sources[1]


def test_the_governor_hears_nothing_of_matters(governor: Staff) -> None:
    page = signed_in(governor).get("/styleguide").content.decode()
    assert "hantong-live" not in page
