"""People are notified on their devices: encrypted for the one browser, signed by us, quiet, and without personal data."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.test import Client
from django.utils.timezone import now
from py_vapid import Vapid02

from hantong.access.models import Staff
from hantong.afterwards.tests.doing import do_jobs
from hantong.cases.actions import Ending, Packet, answer, assign, close, hand_over
from hantong.cases.models import Case
from hantong.contacts.tracked import token_of
from hantong.outgoing.actions import follow_case, forget_case_devices, save_staff_device
from hantong.outgoing.actions.notifying import NotNow
from hantong.outgoing.models import CaseDevice, StaffDevice
from hantong.outgoing.push_key import public_push_key
from hantong.outgoing.refusals import NotADevice, TooManyDevices
from hantong.outgoing.subscriptions import Subscription
from hantong.outgoing.tests.conftest import Report
from hantong.outgoing.tests.receivers import Receiver, receiver
from hantong.project.cast import Province, employ

SECRET = b"sixteen bytes ok"


def plain(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


@dataclass
class Browser:
    """A browser at a push service: it alone can open what comes for it."""

    key: ec.EllipticCurvePrivateKey
    service: Receiver

    def subscription(self, name: str = "a") -> Subscription:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return Subscription(address=f"{self.service.url}/{name}", public_key=plain(point), auth=plain(SECRET))

    def seen(self) -> list[dict[str, object]]:
        return [
            json.loads(http_ece.decrypt(body, private_key=self.key, auth_secret=SECRET, version="aes128gcm"))
            for _headers, body in self.service.came
        ]


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """Give a browser whose push service is on loopback."""
    monkeypatch.setenv("HANTONG_PRIVATE_HOSTS", "127.0.0.1")
    with receiver() as service:
        service.answers = [201]
        yield Browser(key=ec.generate_private_key(ec.SECP256R1()), service=service)


def push() -> None:
    do_jobs("follow_up", "notify_staff_device", "notify_case_device")


def follow(case: Case, browser: Browser, language: str = "ko") -> CaseDevice:
    return follow_case(case=case, subscription=browser.subscription(), language=language, at=now())


def test_a_resident_hears_of_an_answer_and_the_end_with_number_and_link_only(
    province: Province, browser: Browser, report: Report
) -> None:
    case, hyunwoo = report(), employ("Hyun-woo", "official", province.suwon_parking)
    follow(case, browser)
    answer(case=case, text="한영숙 님, 곧 나갑니다", by=hyunwoo, at=now())
    close(case=case, ending=Ending(end_state=Case.EndState.DONE, text="견인했습니다"), by=hyunwoo, at=now())
    push()

    first, last = browser.seen()
    assert first == {
        "title": "민원에 답변이 등록되었습니다.",
        "body": f"접수번호 {case}",
        "url": f"/track/{case.number}/{token_of(case)}",
        "tag": f"case:{case.number}",
        "loud": False,
    }
    assert last["title"] == "민원이 종결되었습니다."


def test_the_push_service_knows_who_sends_and_keeps_it_a_day_at_most(
    province: Province, browser: Browser, report: Report
) -> None:
    case = report()
    follow(case, browser, "en")
    answer(case=case, text="…", by=employ("Hyun-woo", "official", province.suwon_parking), at=now())
    push()
    [(headers, _body)] = browser.service.came
    assert Vapid02.verify(headers["authorization"])
    assert headers["authorization"].endswith(public_push_key(settings.SECRET_KEY))
    assert (headers["content-encoding"], headers["ttl"], headers["urgency"]) == ("aes128gcm", "86400", "normal")
    assert len(headers["topic"]) == 32
    assert browser.seen()[0]["title"] == "There is an answer to your matter."


def test_staff_hear_of_what_is_given_to_them_and_of_their_unit_if_they_want(
    province: Province, browser: Browser, report: Report, jiwoo: Staff
) -> None:
    hyunwoo = employ("Hyun-woo", "official", province.suwon_parking)
    own = employ("So-yeon", "official", province.suwon_office)
    for staff, is_for_unit in ((hyunwoo, False), (own, True)):
        save_staff_device(
            subscription=browser.subscription(staff.email),
            name="Linux",
            language="ko",
            is_for_unit=is_for_unit,
            by=staff,
            at=now(),
        )
    case = report()
    push()
    assert browser.service.came == []  # it came to the unit, and Hyun-woo wants only what is given to him
    assign(case=case, to=hyunwoo, unit=province.suwon_parking.pk, by=own, at=now())
    hand_over(case=case, to_unit=province.suwon_office.pk, packet=Packet(said="차"), by=hyunwoo, at=now())
    push()
    assert browser.service.paths == [f"/hook/{hyunwoo.email}", f"/hook/{own.email}"]
    assert all(str(case) == each["body"] for each in browser.seen())
    assert "한영숙" not in json.dumps(browser.seen(), ensure_ascii=False)


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(province: Province, browser: Browser, report: Report, status: int) -> None:
    case = report()
    follow(case, browser)
    browser.service.answers = [status]
    answer(case=case, text="…", by=employ("Hyun-woo", "official", province.suwon_parking), at=now())
    push()
    assert not CaseDevice.objects.exists()


def test_a_busy_push_service_is_asked_again_by_the_job(province: Province, browser: Browser, report: Report) -> None:
    case = report()
    follow(case, browser)
    browser.service.answers = [503]
    answer(case=case, text="…", by=employ("Hyun-woo", "official", province.suwon_parking), at=now())
    with pytest.raises(NotNow):
        push()
    assert CaseDevice.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "http://push.example.com/a",
        "https://127.0.0.1/a",
        "https://user@push.example.com/a",
        "ftp://push.example.com",
        "",
    ],
)
def test_what_is_no_push_address_is_refused(browser: Browser, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HANTONG_PRIVATE_HOSTS")
    point = browser.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    with pytest.raises(NotADevice):
        Subscription(address=address, public_key=plain(point), auth=plain(SECRET))


@pytest.mark.parametrize(("key", "auth"), [("AAAA", SECRET), ("B" + "A" * 86, SECRET), (None, b"short")])
def test_keys_that_open_nothing_are_refused(browser: Browser, key: str | None, auth: bytes) -> None:
    good = browser.subscription()
    with pytest.raises(NotADevice):
        Subscription(address=good.address, public_key=key or good.public_key, auth=plain(auth))


def test_a_matter_is_followed_on_five_devices_at_most_and_not_for_ever(browser: Browser, report: Report) -> None:
    case = report()
    for n in range(5):
        follow_case(case=case, subscription=browser.subscription(str(n)), language="ko", at=now())
    with pytest.raises(TooManyDevices):
        follow_case(case=case, subscription=browser.subscription("6"), language="ko", at=now())
    Case.objects.filter(pk=case.pk).update(erased_at=now())
    assert forget_case_devices(at=now() + timedelta(seconds=1)) == 5


def form_of(subscription: Subscription) -> dict[str, str]:
    return {"address": subscription.address, "public_key": subscription.public_key, "auth": subscription.auth}


def test_the_residents_page_turns_it_on_and_off(browser: Browser, report: Report, client: Client) -> None:
    case = report()
    page = f"/notifications/{case.number}/{token_of(case)}"
    assert client.get(page).status_code == 200
    assert client.get(f"/notifications/{case.number}/wrong").status_code == 404
    assert client.get(f"{page}/following").status_code == 405
    client.post(f"{page}/following", form_of(browser.subscription()))
    device = CaseDevice.objects.get()
    shown = client.get(page).content.decode()
    assert device.fingerprint in shown
    assert device.address not in shown
    client.post(f"{page}/end", {"address": device.address})
    assert not CaseDevice.objects.exists()
    assert client.get(f"/track/{case.number}/{token_of(case)}").content.decode().count(page) == 1


def test_staff_turn_it_on_and_off_on_their_own_devices_only(
    browser: Browser, jiwoo: Staff, minseo: Staff, client: Client
) -> None:
    client.force_login(jiwoo)
    client.post("/notifications/devices", {**form_of(browser.subscription()), "name": "Android", "is_for_unit": "on"})
    device = StaffDevice.objects.get()
    assert (device.staff, device.name, device.is_for_unit) == (jiwoo, "Android", True)
    assert b"Android" in client.get("/notifications/").content
    client.force_login(minseo)
    assert client.post(f"/notifications/devices/{device.pk}/removal").status_code == 404
    client.force_login(jiwoo)
    assert client.get(f"/notifications/devices/{device.pk}/removal").status_code == 405
    client.post(f"/notifications/devices/{device.pk}/removal")
    assert not StaffDevice.objects.exists()


def test_nonsense_from_a_browser_is_said_on_the_page(jiwoo: Staff, client: Client) -> None:
    client.force_login(jiwoo)
    page = client.post("/notifications/devices", {"address": "x"}, follow=True, headers={"accept-language": "en"})
    assert b"did not give an address" in page.content
    assert not StaffDevice.objects.exists()


def test_the_worker_is_a_script_of_ours(client: Client) -> None:
    answered = client.get("/notifications/worker.js")
    assert answered["Content-Type"].startswith("text/javascript")
    assert b"showNotification" in answered.content
    assert b"http" not in answered.content


def test_a_key_that_is_set_counts_and_another_secret_makes_another(monkeypatch: pytest.MonkeyPatch) -> None:
    made = public_push_key("secret")
    assert made == public_push_key("secret") != public_push_key("another")
    monkeypatch.setenv("HANTONG_PUSH_KEY", plain(b"\x01" * 32))
    assert public_push_key("secret") == public_push_key("another") != made
