"""Plays residents and staff against the public interfaces of the running product, so that open pages move."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from urllib.parse import urlsplit

from hantong.demonstration.browser import Browser, Page
from hantong.demonstration.material import Topic, Town, partners, topics, towns, words
from hantong.demonstration.staff import korean_name
from hantong.kit.ids import new_id

TOWNS = ("suwon", "uijeongbu")
READING_S = 2.5  # the form asks people, who type, for two seconds at least
KEPT = 40


@dataclass(slots=True)
class Matter:
    """What the players remember of a matter: who works on it, and the resident's own page."""

    number: str
    town: str
    topic: Topic
    page: str = ""
    step: int = 0


@dataclass(slots=True)
class Stage:
    """The running product with its players: `desk` takes calls, `officials` work by town."""

    base: str
    desk: Browser
    officials: dict[str, Browser]
    places: dict[str, str]
    services: dict[str, str]
    tell: Callable[[str], None]
    now: Callable[[], datetime]
    random: Random = field(default_factory=Random)
    matters: list[Matter] = field(default_factory=list)
    is_web_full: bool = False

    def act(self) -> None:
        """Let one thing happen."""
        kinds = (self._report_on_the_web, self._call, self._work, self._look)
        weights = (0 if self.is_web_full else 2, 3, 6 if self.matters else 0, 2 if self.matters else 0)
        self.random.choices(kinds, weights)[0]()

    def _remember(self, matter: Matter) -> None:
        self.matters = [*[each for each in self.matters if each.step < 3][-KEPT:], matter]

    def _subject(self) -> tuple[Topic, Town, str]:
        """Choose what somebody says about which town."""
        known = [topic for topic in topics() if topic.needs_place and not topic.page.get("at_once")]
        topic = self.random.choices(known, [topic.weights[2] for topic in known])[0]
        town = self.random.choice([each for each in towns() if each.code in TOWNS])
        spot = self.random.choice(words()["spots"])
        said = self.random.choice(topic.said["ko"])
        return topic, town, said.replace("{p}", spot).replace("{c}", town.names["ko"])

    def _report_on_the_web(self) -> None:
        topic, town, said = self._subject()
        browser = Browser(self.base)
        page = browser.get(f"/report/{topic.code}")
        if page.status != 200:
            return self.tell(f"web    the form of {topic.code} answers {page.status}")
        hidden, choices = page.form()
        time.sleep(READING_S)
        asked = {name: self.random.choice(values) for name, values in choices.items() if name.startswith("attribute")}
        typed = {
            "text": said,
            "jurisdiction": town.code,
            "address": f"{town.names['ko']} {self.random.choice(words()['spots'])}",
        }
        sent = browser.post(page.address, {**hidden, **asked, **typed, "send_anyway": "yes", "language": "ko"})
        if sent.status == 429:
            self.is_web_full = True
            return self.tell("web    the form takes no more from this connection for now; residents use the telephone")
        parts = urlsplit(sent.address).path.strip("/").split("/")
        if parts[:2] != ["report", "thanks"]:
            return self.tell(f"web    the form came back ({sent.status})")
        self._remember(Matter(parts[2], town.code, topic, f"/track/{parts[2]}/{parts[3]}"))
        return self.tell(f"web    {_printed(parts[2])}  {town.names['ko']}: {said}")

    def _call(self) -> None:
        topic, town, said = self._subject()
        channel = self.random.choice(("phone", "counter"))
        body = {
            "id": str(new_id()),
            "channel": channel,
            "said_at": self.now().isoformat(),
            "text": said,
            "jurisdiction": town.code,
            "place": self.places["suwon-station" if channel == "counter" else "120"],
            "service": self.services[topic.code],
            "name": korean_name(self.random),
            "phone": f"010-0{self.random.randrange(1000):03d}-{self.random.randrange(10_000):04d}",
            "address": f"{town.names['ko']} {self.random.choice(words()['spots'])}",
        }
        answer = self.desk.send("/contacts", body)
        if answer.status != 201:
            return self.tell(f"{channel:<6} not taken: {_why(answer)}")
        number = json.loads(answer.text)["case"]
        self._remember(Matter(number, town.code, topic))
        return self.tell(f"{channel:<6} {_printed(number)}  {town.names['ko']}: {said}")

    def _work(self) -> None:
        """Let an official take the next step: accept or take it, say something, settle it."""
        matter = self.random.choice(self.matters)
        official = self.officials[matter.town]
        path = f"/cases/{matter.number}"
        if matter.step == 0:
            self._begin(matter, official, path)
        elif matter.step == 1:
            self._done(matter, "answered", official.send(f"{path}/answers", {"text": words()["progress"][1]}))
        elif matter.step == 2:
            self._done(matter, "settled", official.send(f"{path}/closure", self._ending(matter)))

    def _begin(self, matter: Matter, official: Browser, path: str) -> None:
        if matter.page:
            return self._done(matter, "taken", official.send(f"{path}/take", {}))
        if self.random.random() < 0.1:
            reason = self.random.choice(words()["declined"])
            answer = official.send(f"{path}/hand-over/refusal", {"reason": reason})
            matter.step = 3
            return self.tell(
                f"staff  {_printed(matter.number)}  declined: {reason if answer.status == 200 else _why(answer)}"
            )
        return self._done(matter, "accepted", official.send(f"{path}/hand-over/acceptance", {}))

    def _ending(self, matter: Matter) -> dict[str, object]:
        if self.random.random() < 0.12:
            name = self.random.choice(partners())[1]["ko"]
            text = words()["not_ours"][0].replace("{partner}", name)
            return {"end_state": "not_ours", "text": text, "passed_to": name}
        return {"end_state": "done", "text": self.random.choice(matter.topic.done)}

    def _done(self, matter: Matter, what: str, answer: Page) -> None:
        matter.step = matter.step + 1 if answer.status == 200 else 3
        told = what if answer.status == 200 else f"not {what}: {_why(answer)}"
        self.tell(f"staff  {_printed(matter.number)}  {told}")

    def _look(self) -> None:
        """Let a resident look at their own page, and sometimes add something."""
        mine = [each for each in self.matters if each.page]
        if not mine:
            return None
        matter = self.random.choice(mine)
        browser = Browser(self.base)
        page = browser.get(matter.page)
        if self.random.random() < 0.4 and page.status == 200 and matter.step < 3:
            hidden, _choices = page.form()
            words_added = self.random.choice(words()["replies"])
            sent = browser.post(f"{matter.page}/words", {**hidden, "text": words_added})
            return self.tell(
                f"web    {_printed(matter.number)}  adds: {words_added if sent.status == 200 else sent.status}"
            )
        return self.tell(f"web    {_printed(matter.number)}  looks at the tracking page ({page.status})")


def _printed(number: str) -> str:
    return f"{number[:4]}-{number[4:8]}-{number[8:]}"


def _why(answer: Page) -> str:
    try:
        return f"{answer.status} {json.loads(answer.text).get('title', '')}"
    except ValueError:
        return str(answer.status)
