"""The front page names every way to reach the house: the telephone, its own addresses, the mayor's line."""

from django.test import Client

from hantong.access.models import Staff
from hantong.contacts.actions import AddressFacts, save_own_address
from hantong.contacts.models import OwnAddress
from hantong.praise.actions import LineFacts, save_line
from hantong.project.cast import NOON, Province


def _address(channel: str, address: str, province: Province, by: Staff, *, here: str = "gyeonggi") -> OwnAddress:
    facts = AddressFacts(channel=channel, address=address, jurisdiction=getattr(province, here).pk)
    return save_own_address(address=None, facts=facts, by=by, at=NOON)


def test_our_addresses_stand_there_to_be_pressed(province: Province, admin: Staff, client: Client) -> None:
    _address("sms", "010-0120-0120", province, admin)
    _address("email", "minwon@gyeonggi.example", province, admin)
    page = client.get("/").content.decode()
    assert 'href="sms:010-0120-0120"' in page
    assert 'href="mailto:minwon@gyeonggi.example"' in page


def test_the_mayors_line_is_named_as_such(province: Province, admin: Staff, client: Client) -> None:
    line = _address("sms", "010-0120-0001", province, admin)
    save_line(line=None, facts=LineFacts(address=line.pk, readers=[]), by=admin, at=NOON)
    page = client.get("/", headers={"accept-language": "en"}).content.decode()
    before, _at, _after = page.partition('href="sms:010-0120-0001"')
    assert before.rstrip().endswith('<span class="ways-label">Directly to the mayor or governor</span><a')


def test_an_address_of_one_city_is_not_the_houses(province: Province, admin: Staff, client: Client) -> None:
    _address("email", "minwon@suwon.example", province, admin, here="suwon")
    assert "minwon@suwon.example" not in client.get("/").content.decode()
