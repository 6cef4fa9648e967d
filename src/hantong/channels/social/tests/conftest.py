"""Two networks on the loopback interface, as far as we use them, and our account on each."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from hantong.channels.social.networks import open_network
from hantong.channels.social.polling import poll
from hantong.channels.social.settings_read import Account, read_account
from hantong.channels.social.tests.bluesky import CIDS, FakeBluesky
from hantong.channels.social.tests.web import WRITTEN, Json, Server, Web
from hantong.contacts.actions import take_in
from hantong.contacts.models import OwnAddress, RawArrival
from hantong.kit.editions import forget_edition
from hantong.project.cast import LONG_AGO, NOON, Province

__all__ = ["CIDS", "WRITTEN", "FakeBluesky"]


class FakeMastodon(Web):
    """The endpoints of Mastodon that we use."""

    def __init__(self) -> None:
        super().__init__()
        self.statuses: dict[str, Json] = {}
        self.notes: list[Json] = []
        self.posted: dict[str, Json] = {}
        self.next = 1000
        self.is_old = False

    def status(self, content: str, *, acct: str = "han", **more: Json) -> Json:
        self.next += 1
        key = str(self.next)
        status = {
            "id": key,
            "created_at": WRITTEN,
            "edited_at": None,
            "content": content,
            "visibility": "public",
            "in_reply_to_id": None,
            "url": f"https://social.example/@{acct}/{key}",
            "media_attachments": [],
            "account": {"id": acct, "acct": acct, "username": acct, "display_name": "한영숙", "bot": False},
            **more,
        }
        self.statuses[key] = status
        return status

    def mention(self, text: str, *, kind: str = "mention", **more: Json) -> Json:
        status = self.status(f'<p><span class="h-card"><a href="x">@<span>minwon</span></a></span> {text}</p>', **more)
        self.notes.append({"id": str(5000 + len(self.notes)), "type": kind, "created_at": WRITTEN, "status": status,
                           "account": status["account"]})  # fmt: skip
        return status

    def play(self, method: str, path: str, given: Json, headers: Any) -> tuple[int, dict[str, str], Json]:  # noqa: C901, PLR0911
        if headers.get("Authorization") != "Bearer key-1":
            return 401, {}, {"error": "The access token is invalid"}
        if path == "/api/v1/notifications":
            after = int((given.get("min_id") or ["0"])[0])
            kinds = given.get("types[]") or []
            found = [each for each in self.notes if int(each["id"]) > after and each["type"] in kinds]
            return 200, {}, found[: int(given["limit"][0])][::-1]
        if path == "/api/v1/accounts/verify_credentials":
            return 200, {}, {"id": "1", "acct": "minwon", "followers_count": 10226, "statuses_count": 3949}
        if path == "/api/v1/statuses" and method == "GET" and not self.is_old:
            return 200, {}, [self.statuses[key] for key in given.get("id[]", []) if key in self.statuses]
        if path.endswith("/context"):
            return 200, {}, {"ancestors": self._ancestors(path.split("/")[-2]), "descendants": []}
        if path == "/api/v1/statuses" and method == "POST":
            return self._post(given, headers)
        one = self.statuses.get(path.rpartition("/")[2])
        return (200, {}, one) if one else (404, {}, {"error": "Record not found"})

    def _ancestors(self, key: str) -> list[Json]:
        found: list[Json] = []
        above = self.statuses[key]["in_reply_to_id"]
        while above:
            found.insert(0, self.statuses[above])
            above = self.statuses[above]["in_reply_to_id"]
        return found

    def _post(self, given: Json, headers: Any) -> tuple[int, dict[str, str], Json]:
        key = headers["Idempotency-Key"]
        below = (given.get("in_reply_to_id") or [None])[0]
        if below is not None and below not in self.statuses:
            return 404, {}, {"error": "Record not found"}
        if key not in self.posted:
            self.posted[key] = self.status(
                given["status"][0], acct="minwon", visibility=given["visibility"][0], in_reply_to_id=below
            )
        return 200, {}, self.posted[key]


@pytest.fixture
def mastodon(monkeypatch: pytest.MonkeyPatch, province: Province) -> Iterator[FakeMastodon]:
    """Give a Mastodon server on which minwon is ours and stands for Suwon."""
    server = FakeMastodon()
    yield _set(server, f"mastodon+http://minwon:key-1@127.0.0.1:{server.port}", monkeypatch, province)
    server.server.shutdown()


@pytest.fixture
def bluesky(monkeypatch: pytest.MonkeyPatch, province: Province) -> Iterator[FakeBluesky]:
    """Give a Bluesky server on which gyeonggi.example is ours and stands for Suwon."""
    server = FakeBluesky()
    yield _set(server, f"bluesky+http://gyeonggi.example:app-key@127.0.0.1:{server.port}", monkeypatch, province)
    server.server.shutdown()


def _set(server: Server, value: str, monkeypatch: pytest.MonkeyPatch, province: Province) -> Server:
    monkeypatch.setenv("HANTONG_SOCIAL", value)
    monkeypatch.setattr("hantong.contacts.jobs.deliver.configure", lambda **_kwargs: Later())
    OwnAddress.objects.create(
        channel="social", address=read_account(value).address, jurisdiction=province.suwon, changed_at=LONG_AGO
    )
    forget_edition()
    open_network.cache_clear()
    return server


class Later:
    """A job that the story runs itself."""

    def defer(self, **_kwargs: str) -> None: ...


def ours() -> Account:
    """Give the account of the story."""
    from hantong.channels.social.settings_read import accounts

    return accounts()[0]


Hear = Callable[..., list[RawArrival]]


@pytest.fixture
def hear() -> Hear:
    """Ask our account for what is new and have it read; gives the arrivals that were new."""

    def heard(*, at: datetime = NOON) -> list[RawArrival]:
        before = set(RawArrival.objects.values_list("pk", flat=True))
        poll(ours(), at=at)
        new = RawArrival.objects.exclude(pk__in=before).order_by("arrived_at", "pk")
        for raw in new.filter(state="waiting"):
            take_in(arrival=raw.pk, at=at)
        return list(RawArrival.objects.exclude(pk__in=before).select_related("case", "contact").order_by("pk"))

    return heard
