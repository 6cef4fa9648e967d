"""What holds for every channel, whoever wrote it: a new one is tested before its author writes a test."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import permutations
from uuid import uuid4

import pytest
from django.test import override_settings

from hantong.cases.models import Case
from hantong.contacts.actions import receive
from hantong.contacts.channel import Arrival, Channel, ChannelError, Outgoing, channels
from hantong.contacts.models import Contact
from hantong.kit.ids import new_id
from hantong.project.cast import NOON, Province
from hantong.project.channels import CHANNELS

LINE_OF_AN_EXAMPLE = "hantong.contacts.tests.example_channel.channel.ExampleChannel"
KEYS = [path.rsplit(".", 3)[1].removesuffix("_channel") for path in (*CHANNELS, LINE_OF_AN_EXAMPLE)]


@pytest.fixture(params=KEYS)
def channel(request: pytest.FixtureRequest, province: Province) -> Iterator[Channel]:
    """Give each registered channel in turn, and the example that is a folder and a line."""
    channels.cache_clear()
    with override_settings(HANTONG_CHANNELS="hantong.contacts.tests.test_every_channel.WITH_EXAMPLE"):
        yield channels()[request.param]
    channels.cache_clear()


WITH_EXAMPLE = (*CHANNELS, LINE_OF_AN_EXAMPLE)


def sample_of(channel: Channel, **changes: object) -> Mapping[str, object]:
    return {**channel.sample(), **changes}


def read(channel: Channel, values: Mapping[str, object]) -> Arrival:
    return channel.read(values, at=NOON)


def test_has_a_key_of_its_own_and_a_label(channel: Channel) -> None:
    assert channels()[channel.key] is channel
    assert str(channel.label)


def test_reads_its_own_sample(channel: Channel) -> None:
    arrival = read(channel, channel.sample())
    assert arrival.channel == channel.key
    assert arrival.text.strip()
    assert arrival.said_at.tzinfo is not None


def test_a_repeat_is_read_as_the_same_arrival(channel: Channel) -> None:
    values = channel.sample()
    first, second = read(channel, values), channel.read(values, at=NOON + timedelta(hours=3))
    assert (first.id, first.key) == (second.id, second.key)


def test_an_arrival_sent_twice_opens_one_case(channel: Channel) -> None:
    arrival = read(channel, channel.sample())
    first, second = receive(arrival=arrival, at=NOON), receive(arrival=arrival, at=NOON + timedelta(days=1))
    assert not first.is_repeat
    assert second.is_repeat
    assert Case.objects.count() == Contact.objects.count() == 1
    assert second.case == first.case


def test_the_moment_it_was_said_is_kept(channel: Channel) -> None:
    arrival = read(channel, channel.sample())
    received = receive(arrival=arrival, at=NOON + timedelta(days=2))
    assert received.case is not None
    assert received.contact.said_at == received.case.said_at == arrival.said_at
    assert received.contact.recorded_at == NOON + timedelta(days=2)


@pytest.mark.parametrize(
    "nonsense",
    [{}, {"text": ""}, {"text": None}, {"text": "\x00"}, {"said_at": "yesterday"}, {"unheard": "of"}],
    ids=["nothing", "no words", "null", "nul byte", "no moment", "unknown"],
)
def test_nonsense_is_a_permanent_error(channel: Channel, nonsense: dict[str, object]) -> None:
    values = sample_of(channel, **nonsense) if nonsense else {}
    with pytest.raises(ChannelError) as raised:
        read(channel, values)
    assert raised.value.permanent


def test_the_future_is_nonsense(channel: Channel) -> None:
    with pytest.raises(ChannelError):
        read(channel, sample_of(channel, said_at=(NOON + timedelta(minutes=1)).isoformat()))


def test_a_channel_that_cannot_reply_says_so(channel: Channel) -> None:
    assert channel.replies in {"", "email", "phone", "account"}
    if channel.replies:
        return
    nobody = Outgoing(key="k", recipient="nobody", subject="s", body="b", language="ko")
    with pytest.raises(ChannelError) as raised:
        channel.send(nobody, at=NOON)
    assert raised.value.permanent


def test_a_repeat_by_key_is_the_same_even_under_another_id(channel: Channel) -> None:
    arrival = read(channel, sample_of(channel, key="outside-77"))
    again = read(channel, sample_of(channel, key="outside-77", id=str(new_id())))
    first, second = receive(arrival=arrival, at=NOON), receive(arrival=again, at=NOON)
    assert second.is_repeat
    assert second.case == first.case


def test_the_same_key_on_another_channel_is_something_else(channel: Channel) -> None:
    other = next(each for each in channels().values() if each.key != channel.key)
    here = read(channel, sample_of(channel, key="outside-77"))
    there = other.read({**other.sample(), "key": "outside-77"}, at=NOON)
    assert receive(arrival=here, at=NOON).case != receive(arrival=there, at=NOON).case


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_order_does_not_matter(channel: Channel, order: tuple[int, ...]) -> None:
    hours: list[datetime] = [NOON - timedelta(hours=back) for back in (3, 2, 1)]
    arrivals = [read(channel, sample_of(channel, id=str(uuid4()), said_at=at.isoformat())) for at in hours]
    for index in (*order, *order):
        receive(arrival=arrivals[index], at=NOON)
    assert list(Contact.objects.order_by("said_at").values_list("said_at", flat=True)) == hours
    assert set(Case.objects.values_list("said_at", flat=True)) == set(hours)
