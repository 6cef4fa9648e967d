"""The year itself: every arrival becomes a conversation, and many of them a matter."""

import re
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from random import Random
from uuid import UUID

from hantong.cases.number import new_number
from hantong.cases.promises import rule_of
from hantong.demonstration.crowd import Somebody
from hantong.demonstration.keys import key_at
from hantong.demonstration.material import Topic, partners, towns, words
from hantong.demonstration.play import Player
from hantong.demonstration.story import Act, End, Row, Story
from hantong.demonstration.ways_in import WRITTEN, Arrival
from hantong.demonstration.world import World
from hantong.offices.models import Place

CHANNELS = {"phone": 0, "counter": 1}
ONLINE_COLUMN = 2
_SENTENCE = re.compile(r"(?<=[.?!？。])\s")
MERGED, JOINED, PASSED_ON, GAVE_UP = 0.3, 0.035, 0.06, 0.025


@dataclass(slots=True)
class Season:
    """Turns arrivals into contacts (rows) and stories."""

    world: World
    people: dict[UUID, list[Somebody]]
    contacts: list[Row] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    met: dict[UUID, Somebody] = field(default_factory=dict)
    _lately: deque[Story] = field(default_factory=lambda: deque(maxlen=300))
    _same: dict[tuple[str, UUID], Story] = field(default_factory=dict)
    _draws: dict[tuple[str, bool], tuple[list[Topic], list[float]]] = field(default_factory=dict)
    _towns: tuple[list[UUID], list[float]] = ([], [])

    def __post_init__(self) -> None:
        codes = self.world.offices.jurisdiction_codes
        sizes = accumulate(float(town.residents_k) for town in towns())
        self._towns = [codes[town.code].pk for town in towns()], list(sizes)

    @property
    def random(self) -> Random:
        """The dice of the world."""
        return self.world.random

    def live(self, arrival: Arrival) -> None:
        """Let one arrival become a conversation."""
        random, way = self.random, arrival.way
        jurisdiction = self._where(arrival)
        place = self.world.offices.place_codes.get(way.place)
        by, unit = self._who(arrival, place, jurisdiction)
        if random.random() < JOINED and self._join(arrival, place, by):
            return
        topic = self._topic(way.channel, snow=arrival.is_about_snow)
        chance = random.random()
        is_opened = way.channel in WRITTEN or chance < topic.opened_share
        likely = 0.8 if is_opened else 0.25
        resident = self._resident(jurisdiction) if random.random() < likely else None
        language = resident.language if resident else ("ko" if random.random() > 0.02 else "en")
        spot = random.choice(words()["spots"])
        text = self._text(topic, language, spot, jurisdiction)
        story = None
        if is_opened:
            story = self._story(arrival, topic, jurisdiction, place, resident, language, spot, text, by, unit)
        self._contact(arrival, jurisdiction, place, topic, resident, language, text, by, story, chance)

    def _where(self, arrival: Arrival) -> UUID:
        if arrival.way.town and (not arrival.way.place or self.random.random() < 0.7):
            return self.world.offices.jurisdiction_codes[arrival.way.town].pk
        keys, sizes = self._towns
        return self.random.choices(keys, cum_weights=sizes)[0]

    def _who(self, arrival: Arrival, place: Place | None, jurisdiction: UUID) -> tuple[UUID | None, UUID | None]:
        """Give who answers, of which department: nobody in writing, the front office at a town's own desk."""
        if arrival.way.channel in WRITTEN:
            return None, None
        if place is None:
            unit = self.world.offices.jurisdictions[jurisdiction].front_office_id
            return (self.world.somebody_of(unit), unit) if unit else (None, None)
        staff = self.world.house.by_place[place.code]
        local = arrival.at.astimezone(self.world.clock.zone)
        is_night = local.hour >= 21 or local.hour < 7
        if place.code == "suwon-station" and is_night and self.random.random() < 0.7:
            return staff[0], place.department_id  # Ji-woo's nights
        shift = (local.toordinal() + local.hour // 8 + self.random.randrange(2)) % len(staff)
        return staff[shift], place.department_id

    def _topic(self, channel: str, *, snow: bool) -> Topic:
        key = channel, snow
        if key not in self._draws:
            known = list(self.world.topics.values())
            column = CHANNELS.get(channel, ONLINE_COLUMN)
            self._draws[key] = (
                known,
                list(accumulate(topic.snow_weight if snow else topic.weights[column] for topic in known)),
            )
        known, weights = self._draws[key]
        return self.random.choices(known, cum_weights=weights)[0]

    def _resident(self, jurisdiction: UUID) -> Somebody:
        """Meet one of the jurisdiction: some turn to the service again and again."""
        people = self.people[jurisdiction]
        found = people[int(len(people) * self.random.random() ** 1.6)]
        self.met[found.key] = found
        return found

    def _text(self, topic: Topic, language: str, spot: str, jurisdiction: UUID) -> str:
        texts = topic.said.get(language) or topic.said.get("en" if language != "ko" else "ko") or topic.said["ko"]
        town = self.world.offices.jurisdictions[jurisdiction].names["ko" if language == "ko" else "en"]
        tails = words()["place_tails" if topic.needs_place else "tails"]
        tail = self.random.choice(tails) if language == "ko" else ""
        return self.random.choice(texts).replace("{p}", spot).replace("{c}", town) + tail

    def _contact(  # noqa: PLR0913, PLR0917
        self, arrival: Arrival, jurisdiction: UUID, place: Place | None, topic: Topic, resident: Somebody | None,
        language: str, text: str, by: UUID | None, story: Story | None, chance: float,
    ) -> None:  # fmt: skip
        random, outcome, passed_to = self.random, "opened", ""
        if story is None:
            outcome = (
                "gave_up" if chance > 1 - GAVE_UP else "passed_on" if chance > 1 - GAVE_UP - PASSED_ON else "answered"
            )
        if outcome == "passed_on":
            fitting = [names["ko"] for _code, names, service in partners() if service == topic.code]
            passed_to = random.choice(fitting or [names["ko"] for _code, names, _service in partners()])
        seconds = None if by is None else int(random.lognormvariate(5.3 if outcome == "opened" else 4.9, 0.6))
        key = story.id if story else key_at(arrival.at, random)
        recorded = arrival.at if by is None else min(self.world.now, arrival.at + timedelta(seconds=seconds or 0))
        service = self.world.services[topic.code].pk
        self.contacts.append((
            key, arrival.way.channel, jurisdiction, place.pk if place else None, service, story.id if story else None,
            resident.key if resident else None, by, arrival.at, recorded, seconds,
            self.world.clock.band(arrival.at).code, language, outcome, passed_to, text,
        ))  # fmt: skip

    def _story(  # noqa: PLR0913, PLR0917
        self, arrival: Arrival, topic: Topic, jurisdiction: UUID, place: Place | None, resident: Somebody | None,
        language: str, spot: str, text: str, by: UUID | None, unit: UUID | None,
    ) -> Story:  # fmt: skip
        world, random = self.world, self.random
        service, band = world.services[topic.code], world.clock.band(arrival.at).code
        channel = arrival.way.channel
        way, routed_by = world.route(
            service, jurisdiction=jurisdiction, place=place.pk if place else None, channel=channel, band=band
        )
        town = world.offices.jurisdictions[jurisdiction]
        owner_unit = unit or way.department
        story = Story(
            id=key_at(arrival.at, random), number=self._number(), jurisdiction=jurisdiction, service=service.pk,
            topic=topic.code, place=place.pk if place else None, channel=channel, title=_SENTENCE.split(text, maxsplit=1)[0][:80],
            text=text, resident=resident.key if resident else None, language=language,
            address=f"{town.names['ko']} {spot}" if topic.needs_place else "", lat=None, lon=None,
            attributes=self._attributes(topic), said_at=arrival.at,
            recorded_at=min(world.now, arrival.at + timedelta(seconds=0 if by is None else 90)), band=band,
            owner_unit=owner_unit, owner=by, holder_unit=owner_unit, holder=by,
            is_urgent=random.random() < topic.urgent_share, due_rule=str(rule_of(service)),
            due_at=world.promise(service, arrival.at), routed_by=routed_by, route_unit=way.department,
        )  # fmt: skip
        if topic.needs_place and town.lat is not None and town.lon is not None:
            story.lat = round(town.lat + random.gauss(0, 0.012), 5)
            story.lon = round(town.lon + random.gauss(0, 0.015), 5)
        self._play(story)
        self.stories.append(story)
        self._lately.append(story)
        return story

    def _number(self) -> str:
        number = new_number(self.random)
        while number in self.world.numbers:
            number = new_number(self.random)
        self.world.numbers.add(number)
        return number

    def _attributes(self, topic: Topic) -> dict[str, object]:
        found: dict[str, object] = {}
        for each in topic.page.get("attributes", ()):
            if each["datatype"] == "singlevaluelist":
                found[each["code"]] = self.random.choice(list(each["values"]))
            elif each["datatype"] == "multivaluelist":
                found[each["code"]] = [self.random.choice(list(each["values"]))]
        return found

    def _play(self, story: Story) -> None:
        """Play it on its own, or let it be one with the matter that says the same."""
        same = self._same.get((story.topic, story.jurisdiction))
        at = story.recorded_at + timedelta(minutes=20 + self.random.random() * 200)
        wanted = self.world.topics[story.topic].needs_place and self.random.random() < MERGED
        near = same is not None and story.recorded_at - same.recorded_at < timedelta(hours=24)
        if wanted and near and same is not None and same.is_open_at(at) and at < self.world.now:
            self._merge(story, same, at)
            return
        Player.of(self.world, story).play()
        self._same[story.topic, story.jurisdiction] = story

    def _merge(self, story: Story, into: Story, at: datetime) -> None:
        """Settle `story` as a duplicate: somebody opens it, sees the other and joins the two."""
        player = Player.of(self.world, story)
        player.begin()
        by = self.world.somebody_of(story.owner_unit)
        story.owner = story.holder = story.owner or by
        text, key = words()["merged"][0], key_at(at, self.random)
        story.ends.append(End(id=key, at=at, by=by, state="duplicate", text=text, duplicate_of=into.id))
        story.merged_into, story.first_answered_at = into.id, at
        story.address, story.lat, story.lon = into.address, into.lat, into.lon
        story.acts.append(Act(at=at, kind="merged", by=by, text=text, is_public=True, data={"into": into.number}))
        into.acts.append(Act(at=at, kind="merged", by=by, data={"from": story.number}))

    def _join(self, arrival: Arrival, place: Place | None, by: UUID | None) -> bool:
        """Let somebody say more about a matter of these days; give whether there was one to speak of."""
        if not self._lately:
            return False
        story = self.random.choice(self._lately)
        if story.resident is None or story.pauses or story.merged_into or not story.is_open_at(arrival.at):
            return False
        text = self.random.choice(words()["replies"])
        at = arrival.at.astimezone(UTC)
        story.acts.append(
            Act(
                at=at, kind="said", by=by, text=text, is_public=True, said_at=at, by_resident=True,
                channel=arrival.way.channel,
            )
        )  # fmt: skip
        self.contacts.append((
            key_at(at, self.random), arrival.way.channel, story.jurisdiction, place.pk if place else None,
            story.service, story.id, story.resident, by, at, at, 120 if by else None,
            self.world.clock.band(at).code, story.language, "joined", "", text,
        ))  # fmt: skip
        return True
