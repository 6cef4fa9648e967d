"""Who listens to what: hands news to the pages that show its topic, and knows who looks at which matter."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from hantong.project.live_ticket import Ticket

EVERYTHING = ""
GATHER_S = 0.05
MOST_WAITING = 200


@dataclass(frozen=True, slots=True)
class News:
    """One event for a page; an empty topic asks it to look at everything again."""

    name: str
    topic: str
    people: tuple[tuple[str, str], ...] = ()

    def data(self) -> dict[str, object]:
        """Give it as plain JSON."""
        if self.name != "presence":
            return {"topic": self.topic}
        people = [{"staff": staff, "name": name} for staff, name in self.people]
        return {"topic": f"presence:{self.topic.partition(':')[2]}", "people": people}


@dataclass(slots=True, eq=False)
class Page:
    """One open page: what waits to be sent to it is kept once per topic, so that a slow one costs nothing."""

    ticket: Ticket
    waiting: dict[tuple[str, str], News] = field(default_factory=dict)
    bell: asyncio.Event = field(default_factory=asyncio.Event)

    def put(self, news: News) -> None:
        """Add news; beyond measure it becomes "look at everything again"."""
        if len(self.waiting) >= MOST_WAITING:
            self.waiting.clear()
            news = News("changed", EVERYTHING)
        self.waiting[(news.name, news.topic)] = news
        self.bell.set()

    async def news(self) -> AsyncIterator[News]:
        """Give what comes, gathered over a moment."""
        while True:
            await self.bell.wait()
            await asyncio.sleep(GATHER_S)
            batch = list(self.waiting.values())
            self.waiting.clear()
            self.bell.clear()
            for each in batch:
                yield each


class Hub:
    """All open pages by topic."""

    def __init__(self) -> None:
        self._pages: defaultdict[str, set[Page]] = defaultdict(set)
        self._lookers: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        self.open_pages = 0

    @contextmanager
    def attended(self, page: Page) -> Iterator[None]:
        """Have `page` hear its topics inside, and others see its person at the matters it shows."""
        looker = (page.ticket.staff, page.ticket.name)
        self.open_pages += 1
        for topic in page.ticket.topics:
            self._pages[topic].add(page)
        for case in page.ticket.cases:
            self._lookers[case][looker] += 1
            self._tell_presence(case)
        try:
            yield
        finally:
            self.open_pages -= 1
            self._leave(page, looker)

    def _leave(self, page: Page, looker: tuple[str, str]) -> None:
        for topic in page.ticket.topics:
            self._pages[topic].discard(page)
            if not self._pages[topic]:
                del self._pages[topic]
        for case in page.ticket.cases:
            self._lookers[case] -= Counter([looker])
            if not self._lookers[case]:
                del self._lookers[case]
            self._tell_presence(case)

    def _tell_presence(self, case: str) -> None:
        people = tuple(sorted(self._lookers[case])) if case in self._lookers else ()
        self._put(case, News("presence", case, people))

    def tell(self, messages: Iterable[Mapping[str, str]]) -> None:
        """Hand messages of the database to the pages that listen to their topics."""
        for message in messages:
            topic = message.get("topic", EVERYTHING)
            self._put(topic, News(NAMES.get(message.get("kind", ""), "changed"), topic))

    def tell_all_to_look_again(self) -> None:
        """Have every page fetch everything: something may have been missed."""
        for page in {page for pages in self._pages.values() for page in pages}:
            page.put(News("changed", EVERYTHING))

    def _put(self, topic: str, news: News) -> None:
        for page in self._pages.get(topic, ()):
            page.put(news)


NAMES = {
    "CaseTaken": "assigned",
    "CaseSaid": "reply",
    "CaseAnswered": "reply",
    "alarm": "alarm",
    "assigned": "assigned",
}
