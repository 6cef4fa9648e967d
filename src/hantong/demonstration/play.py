"""Plays one matter from its first word to its honest end, or to now: whatever would be later has not happened yet."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from hantong.demonstration.keys import key_at
from hantong.demonstration.material import partners, words
from hantong.demonstration.story import Act, End, Longer, Note, Offer, Story
from hantong.demonstration.ways_in import WRITTEN
from hantong.demonstration.world import World

DECLINED, TIMED_OUT = 0.045, 0.07  # of all offers, up to
ASKED, EXTENDED, NOTED, PROGRESS = 0.06, 0.5, 0.15, 0.3
LATE, REOPENED = 0.05, 0.025
STATES = ("done", "answered", "not_ours", "cannot", "withdrawn")
STATE_WEIGHTS = (63, 20, 5, 8, 4)


class _NotYet(Exception):
    """The next thing lies in the future."""


@dataclass(slots=True)
class Player:
    """Plays `story` on; `t` is how far it has come."""

    world: World
    story: Story
    t: datetime
    begun_at: datetime

    @classmethod
    def of(cls, world: World, story: Story) -> "Player":
        """Begin when the matter was recorded."""
        return cls(world, story, story.recorded_at, story.said_at)

    def play(self) -> None:
        """Play until it is settled or now is reached."""
        try:
            self.begin()
            self._take()
            self._work()
            if self.world.random.random() < REOPENED:
                self._reopen()
                self._work()
        except _NotYet:
            return

    def _until(self, moment: datetime) -> None:
        if moment > self.world.now:
            raise _NotYet
        self.t = max(self.t, moment)

    def _act(self, kind: str, **given: object) -> None:
        self.story.acts.append(Act(at=self.t, kind=kind, **given))  # type: ignore[arg-type]

    def _say(self, part: str) -> str:
        return str(self.world.random.choice(words()[part]))

    def begin(self) -> None:
        """Write down what was said and where it goes."""
        story, by = self.story, self.story.owner
        beginning = {"by": by, "is_public": True, "by_resident": by is None, "channel": story.channel}
        self._act("opened", text=story.text, said_at=story.said_at, data={"taken": by is not None}, **beginning)
        routed = {
            "department": str(story.route_unit),
            "ground": story.routed_by["ground"],
            "due_at": _iso(story.due_at),
        }
        self._act("routed", data=routed, **beginning)

    def _take(self) -> None:
        story, world = self.story, self.world
        if story.owner is None:
            self._until(world.after(self.t, 5 + world.random.expovariate(1 / 100)))
            story.owner = story.holder = world.somebody_of(story.owner_unit)
            self._act("taken", by=story.owner, is_public=True)
        elif story.route_unit != story.owner_unit:
            self._hand_over(story.route_unit, at_opening=True)

    def _hand_over(self, unit: UUID, *, at_opening: bool = False) -> None:
        """Offer the work, again where it comes back, until somebody has it."""
        story, world, random = self.story, self.world, self.world.random
        offer = self._offered(unit, at_opening=at_opening)
        way = random.random() if len(story.offers) < 2 else 1.0
        if DECLINED <= way < TIMED_OUT:
            self._until(offer.expires_at + timedelta(seconds=20))
            self._settle(offer, "timed_out", by=None)
        else:
            limit = 25 if story.is_urgent else 230
            self._until(min(offer.expires_at, world.after(self.t, min(limit, 3 + random.expovariate(1 / 70)))))
            self._settle(offer, "declined" if way < DECLINED else "accepted", by=world.somebody_of(unit))
        if offer.outcome != "accepted":
            self._until(world.after(self.t, 10 + random.random() * 90))
            self._hand_over(unit)

    def _offered(self, unit: UUID, *, at_opening: bool) -> Offer:
        story, world = self.story, self.world
        offer = Offer(
            id=key_at(self.t, world.random),
            from_unit=story.holder_unit,
            to_unit=unit,
            by=story.owner,
            at=self.t,
            expires_at=world.offer_ends(self.t, is_urgent=story.is_urgent),
            said=story.text,
            tried="" if at_opening else self._say("tried"),
            promised="" if at_opening else self._say("promised"),
            answer_due_at=story.due_at,
        )
        story.offers.append(offer)
        data = {
            "offer": str(offer.id), "to_unit": str(unit), "to_staff": None,
            "expires_at": _iso(offer.expires_at), "tried": offer.tried, "promised": offer.promised,
        }  # fmt: skip
        self._act("offered", by=story.owner, data=data, channel=story.channel if at_opening else "")
        story.notes.append(Note(kind="offered", at=self.t, staff=None, unit=unit, n_kind="offered"))
        return offer

    def _settle(self, offer: Offer, outcome: str, *, by: UUID | None) -> None:
        story = self.story
        offer.outcome, offer.settled_at, offer.settled_by = outcome, self.t, by
        data: dict[str, object] = {"offer": str(offer.id), "unit": str(offer.to_unit)}
        if outcome == "accepted":
            story.holder_unit, story.holder = offer.to_unit, by
            self._act("accepted", by=by, is_public=True, data=data)
            return
        offer.reason = self._say("declined") if outcome == "declined" else ""
        story.holder_unit, story.holder = story.owner_unit, story.owner
        self._act(outcome, by=by, text=offer.reason, data=data)
        about: dict[str, object] = {"unit": str(offer.to_unit), "reason": offer.reason}
        story.notes.append(
            Note(kind=outcome, at=self.t, staff=story.owner, unit=None, n_kind=outcome, is_alarm=True, data=about)
        )

    def _work(self) -> None:
        """Work until the end: mostly within the promise, sometimes not."""
        story, random = self.story, self.world.random
        begun, due = self.t, story.due_at or self.t + timedelta(days=3)
        share = 1.04 + random.expovariate(2.2) if random.random() < LATE else random.betavariate(1.6, 3.2)
        ends_at = begun + max(due - begun, timedelta(minutes=20)) * share
        if random.random() < PROGRESS:
            self._until(self._at_work(begun + (ends_at - begun) * 0.3))
            self._answer()
        if random.random() < NOTED:
            self._until(self._at_work(begun + (ends_at - begun) * 0.4))
            self._act("note", by=story.holder, text=self._say("notes"))
        if random.random() < ASKED and not story.pauses:
            ends_at += self._ask(begun + (ends_at - begun) * 0.5)
        if share > 0.8 and random.random() < EXTENDED and story.due_at and not story.extensions:
            ends_at += self._extend(min(story.due_at, ends_at) - timedelta(hours=5))
        self._until(self._at_work(ends_at))
        self._close()

    def _at_work(self, moment: datetime) -> datetime:
        """Bring a moment into the hours of the unit that works on it: counsellors of the centre work at any hour."""
        if self.story.holder_unit == self.story.owner_unit and self.story.channel not in WRITTEN:
            return max(moment, self.t)
        opens = self.world.clock.hours.opens_next(max(moment, self.t)) or moment
        return opens if opens <= moment else opens + timedelta(minutes=self.world.random.random() * 50)

    def _answer(self) -> None:
        self._act("answered", by=self.story.holder, text=self._say("progress"), is_public=True)
        self.story.first_answered_at = self.story.first_answered_at or self.t

    def _ask(self, moment: datetime) -> timedelta:
        """Ask the resident, wait, and give how long it took."""
        story, random = self.story, self.world.random
        self._until(self._at_work(moment))
        asked_at, question = self.t, self._say("questions")
        self._act("asked", by=story.holder, text=question, is_public=True)
        story.first_answered_at = story.first_answered_at or self.t
        story.waiting_since = self.t
        story.pauses.append((self.t, None, story.holder, question))
        is_answered = random.random() < 0.85
        self._until(self.t + timedelta(hours=1 + random.expovariate(1 / 20) if is_answered else 120))
        if is_answered:
            said = {"text": self._say("replies"), "is_public": True, "said_at": self.t}
            self._act("said", by_resident=True, channel=story.channel, **said)
        story.waiting_since = None
        story.pauses[-1] = (asked_at, self.t, story.holder, question)
        story.due_at = self._due()
        resumed = {"by_resident": True, "channel": story.channel} if is_answered else {"by": story.holder}
        self._act("resumed", is_public=True, data={"due_at": _iso(story.due_at)}, **resumed)
        return self.t - asked_at

    def _due(self) -> datetime | None:
        story = self.story
        pauses = [(starts, ends) for starts, ends, _by, _text in story.pauses if starts >= self.begun_at]
        later = sum(each.at >= self.begun_at for each in story.extensions)
        return self.world.moved(story.due_rule, self.begun_at, extensions=later, pauses=pauses)

    def _extend(self, moment: datetime) -> timedelta:
        """Move the promise on once, and give by how much."""
        story = self.story
        self._until(self._at_work(moment))
        was = story.due_at
        if was is None:
            return timedelta()
        key, reason = key_at(self.t, self.world.random), self._say("extended")
        longer = Longer(id=key, at=self.t, by=story.holder, reason=reason, was_due_at=was, due_at=was)
        story.extensions.append(longer)
        moved = self._due()
        if moved is None or moved <= was:
            story.extensions.pop()
            return timedelta()
        story.due_at = longer.due_at = moved
        data = {"was_due_at": _iso(was), "due_at": _iso(moved), "ordinal": 1}
        self._act("extended", by=story.holder, text=reason, is_public=True, data=data)
        return (moved - was) * 0.5

    def _close(self) -> None:
        story, random = self.story, self.world.random
        by = story.holder or story.owner
        state = random.choices(STATES, STATE_WEIGHTS)[0]
        passed_to = ""
        if state == "not_ours":
            fitting = [names["ko"] for _code, names, topic in partners() if topic == story.topic]
            passed_to = random.choice(fitting or [names["ko"] for _code, names, _topic in partners()])
        text = random.choice(self.world.topics[story.topic].done) if state == "done" else self._say(state)
        if story.language != "ko" and state in ("done", "answered"):
            text = words()["answer_en"]
        text = text.replace("{partner}", passed_to)
        story.ends.append(End(id=key_at(self.t, random), at=self.t, by=by, state=state, text=text, passed_to=passed_to))
        story.first_answered_at = story.first_answered_at or self.t
        data = {"end_state": state, "passed_to": passed_to}
        self._act("closed", by=by, text=text, is_public=True, data=data)

    def _reopen(self) -> None:
        story, world = self.story, self.world
        self._until(self.t + timedelta(days=0.2 + world.random.random() * 9))
        end = story.ends[-1]
        end.lifted_at = self.begun_at = self.t
        story.owner = world.somebody_of(story.owner_unit, than=end.by or story.owner)
        story.holder_unit, story.holder = story.owner_unit, story.owner
        story.reopenings += 1
        story.due_at = world.promise(world.services[story.topic], self.t)
        data = {"owner": str(story.owner or ""), "due_at": _iso(story.due_at)}
        said = {"text": self._say("reopened"), "is_public": True, "by_resident": True, "channel": story.channel}
        self._act("reopened", data=data, **said)
        story.notes.append(
            Note(kind="reopened", at=self.t, staff=story.owner, unit=None, n_kind="reopened", is_alarm=True)
        )


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
