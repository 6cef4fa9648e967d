"""A partner's system on loopback, connected by a webhook, and jobs done when the story says so."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.utils.timezone import now

from hantong.access.models import Staff
from hantong.afterwards.tests.doing import do_jobs
from hantong.cases.models import Case
from hantong.contacts.actions import receive
from hantong.contacts.channel import Arrival, ReachedBy
from hantong.kit.ids import new_id
from hantong.outgoing.actions import WebhookFacts, save_webhook
from hantong.outgoing.happenings import KINDS
from hantong.outgoing.models import Webhook
from hantong.outgoing.tests.receivers import Receiver, receiver
from hantong.project.cast import Province

Connect = Callable[..., Webhook]
Report = Callable[..., Case]


@pytest.fixture
def partner(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """Give a partner's system on a host that the operator allowed."""
    monkeypatch.setenv("HANTONG_PRIVATE_HOSTS", "127.0.0.1")
    cache.clear()
    with receiver() as found:
        yield found


@pytest.fixture
def connect(province: Province, admin: Staff, partner: Receiver) -> Connect:
    """Give a function that connects the partner's system, to all events of Suwon unless the story says otherwise."""

    def connected(**facts: object) -> Webhook:
        given = {"name": "법률구조공단", "url": partner.url, "jurisdiction": province.suwon.pk, "kinds": list(KINDS)}
        return save_webhook(webhook=None, facts=WebhookFacts(**{**given, **facts}), by=admin, at=now())  # type: ignore[arg-type]

    return connected


@pytest.fixture
def report(province: Province) -> Report:
    """Give a function by which Ms Han reports an illegally parked car in Suwon."""

    def reported(**said: object) -> Case:
        given: dict[str, object] = {
            "id": new_id(),
            "channel": "web",
            "said_at": now(),
            "text": "한영숙입니다. 집 앞에 차가 서 있어요.",
            "jurisdiction": province.suwon.pk,
            "service": province.parking.pk,
            "name": "한영숙",
            "reached_by": (ReachedBy(kind="phone", value="031-234-0000"),),
        }
        received = receive(arrival=Arrival(**{**given, **said}), at=now())  # type: ignore[arg-type]
        assert received.case is not None
        return received.case

    return reported


def tell() -> None:
    """Do what follows from the events, and send what is due."""
    do_jobs("follow_up", "send_on_line")
