"""The pages about raw mail and our addresses: they work, strangers find nothing, wrong roles are refused."""

from collections.abc import Callable

import pytest
from django.test import Client

from hantong.access.models import Staff
from hantong.channels.email.tests.conftest import Bring, addresses, bring, mail_of
from hantong.contacts.actions import note_fetched
from hantong.contacts.models import OwnAddress, RawArrival, Source
from hantong.contacts.own_addresses import address_of_office, own_address
from hantong.project.cast import NOON, Province, employ

__all__ = ["addresses", "bring"]
ARRIVALS, ADDRESSES = "/contacts/arrivals", "/contacts/addresses"


@pytest.fixture
def signed_in(client: Client) -> Callable[[Staff], Client]:
    def sign_in(staff: Staff) -> Client:
        client.force_login(staff)
        return client

    return sign_in


def test_what_was_set_apart_is_listed_read_after_all_or_put_aside(
    bring: Bring, signed_in: Callable[[Staff], Client], jiwoo: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[bool] = []
    monkeypatch.setattr("hantong.contacts.views.arrivals.wake_reader", lambda: woken.append(True))
    first = bring(mail_of(Precedence="bulk", Subject="소식지"))
    second = bring(mail_of(Precedence="bulk", Subject="광고", Message_ID="<2@x.org>"))
    page = signed_in(jiwoo)
    shown = page.get(ARRIVALS)
    assert shown.status_code == 200
    assert "소식지" in shown.content.decode()
    assert page.post(f"{ARRIVALS}/{first.pk}/reading").status_code == 302
    assert page.post(f"{ARRIVALS}/{second.pk}/discarding", {"why": "spam"}).status_code == 302
    assert RawArrival.objects.get(pk=second.pk).discarded_why == "spam"
    assert woken == [True]
    assert list(RawArrival.objects.order_by("arrived_at", "pk").values_list("state", flat=True)) == [
        "waiting",
        "discarded",
    ]
    assert "소식지" not in page.get(ARRIVALS).content.decode()
    assert "소식지" in page.get(f"{ARRIVALS}?all=1").content.decode()
    again = page.post(f"{ARRIVALS}/{second.pk}/discarding", follow=True)
    assert "이미 다른 담당자가 처리했습니다" in again.content.decode()


def test_a_mail_is_shown_with_nothing_in_it_that_could_do_anything(
    bring: Bring, signed_in: Callable[[Staff], Client], jiwoo: Staff
) -> None:
    message = mail_of(Precedence="bulk")
    message.set_content('<p onclick="x()">주민번호 900101-1234568</p><script>alert(1)</script>', subtype="html")
    shown = signed_in(jiwoo).get(f"{ARRIVALS}/{bring(message).pk}").content.decode()
    assert "<p>주민번호 ******" in shown
    for trap in ("alert(1)", "onclick", "1234568"):
        assert trap not in shown


def test_mail_of_another_jurisdiction_is_not_found(
    bring: Bring, signed_in: Callable[[Staff], Client], province: Province
) -> None:
    raw = bring(mail_of(Precedence="bulk"))
    page = signed_in(employ("Strang-er", "supervisor", province.uijeongbu_office))
    assert "example.org" not in page.get(f"{ARRIVALS}?all=1").content.decode()
    for way in ("", "/reading", "/discarding"):
        ask = page.post if way else page.get
        assert ask(f"{ARRIVALS}/{raw.pk}{way}").status_code == 404


def test_an_address_is_added_changed_and_removed(
    signed_in: Callable[[Staff], Client], admin: Staff, province: Province
) -> None:
    page = signed_in(admin)
    values = {
        "channel": "email", "address": "Minwon@Suwon.example ", "jurisdiction": "suwon", "place": "", "service": "",
        "most_per_sender_h": "30", "is_active": "on",
    }  # fmt: skip
    assert page.get(f"{ADDRESSES}/new").status_code == 200
    assert page.post(f"{ADDRESSES}/new", values).status_code == 302
    row = OwnAddress.objects.get()
    assert (row.address, row.jurisdiction_id, row.most_per_sender_h) == ("minwon@suwon.example", province.suwon.pk, 30)
    assert page.post(f"{ADDRESSES}/new", values).status_code == 409
    assert page.post(f"{ADDRESSES}/new", {**values, "jurisdiction": "mars"}).status_code == 422
    assert page.post(f"{ADDRESSES}/{row.pk}", {**values, "most_per_sender_h": "90"}).status_code == 302
    assert "minwon@suwon.example" in page.get(ADDRESSES).content.decode()
    found = own_address("email", "minwon+tag@suwon.example")
    assert found is not None
    assert found.most_per_sender_h == 90
    assert page.get(f"{ADDRESSES}/{row.pk}/removal").status_code == 405
    assert page.post(f"{ADDRESSES}/{row.pk}/removal").status_code == 302
    assert own_address("email", "minwon@suwon.example") is None


def test_an_administrator_of_one_city_does_not_reach_anothers_address(
    addresses: OwnAddress, signed_in: Callable[[Staff], Client], province: Province
) -> None:
    page = signed_in(employ("Other-admin", "administrator", province.uijeongbu_office))
    assert addresses.address not in page.get(ADDRESSES).content.decode()
    assert page.get(f"{ADDRESSES}/{addresses.pk}").status_code == 404
    assert page.post(f"{ADDRESSES}/{addresses.pk}/removal").status_code == 404


def test_a_mailbox_in_trouble_is_shown_where_the_addresses_are(
    addresses: OwnAddress, signed_in: Callable[[Staff], Client], admin: Staff, province: Province
) -> None:
    page = signed_in(admin)
    assert "mail.example" not in page.get(ADDRESSES).content.decode()
    name = "minwon · mail.example/INBOX"
    note_fetched(channel="email", name=name, own_address=addresses, at=NOON)
    assert "정상" in page.get(ADDRESSES).content.decode()
    said = "mail.example: MailboxLoginError: no <such> user"
    trouble = Source.Trouble.SIGN_IN
    note_fetched(channel="email", name=name, own_address=addresses, trouble=trouble, said=said, at=NOON)
    shown = page.get(ADDRESSES).content.decode()
    assert "이름이나 비밀번호가 거부되었습니다" in shown
    assert "no &lt;such&gt; user" in shown
    assert "2026" in shown
    stranger = signed_in(employ("Other-admin", "administrator", province.uijeongbu_office))
    assert "mail.example" not in stranger.get(ADDRESSES).content.decode()


def test_only_those_who_edit_routing_see_addresses(signed_in: Callable[[Staff], Client], jiwoo: Staff) -> None:
    assert signed_in(jiwoo).get(ADDRESSES).status_code == 403


def test_an_office_is_reached_by_its_own_address_or_the_one_above(addresses: OwnAddress, province: Province) -> None:
    own, above = (address_of_office("email", each.pk) for each in (province.suwon, province.uijeongbu))
    assert own == addresses
    assert above is not None
    assert above.jurisdiction_id == province.gyeonggi.pk
