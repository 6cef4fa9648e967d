"""Two networks on the loopback interface, as far as we use them, and our account on each."""

import base64
import json
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import pytest

from hantong.channels.social.networks import open_network
from hantong.channels.social.polling import poll
from hantong.channels.social.settings_read import Account, read_account
from hantong.contacts.actions import take_in
from hantong.contacts.models import OwnAddress, RawArrival
from hantong.kit.editions import forget_edition
from hantong.project.cast import LONG_AGO, NOON, Province

Json = Any
Server = TypeVar("Server", bound="Web")
WRITTEN = "2026-03-04T02:50:00.000Z"


class Web(ABC):
    """A server that hands each request to the network it plays, and keeps what was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, Json]] = []
        self.refusal: tuple[int, dict[str, str], Json] | None = None
        self.refuse_only = ""
        play = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_args: Any) -> None: ...

            def do_GET(self) -> None:
                self._answer("GET", b"")

            def do_POST(self) -> None:
                self._answer("POST", self.rfile.read(int(self.headers.get("Content-Length") or 0)))

            def _answer(self, method: str, body: bytes) -> None:
                parts = urlsplit(self.path)
                given: Json = parse_qs(parts.query)
                if body:
                    is_json = "json" in (self.headers.get("Content-Type") or "")
                    given = json.loads(body) if is_json else parse_qs(body.decode())
                play.asked.append((method, parts.path, given))
                status, headers, said = play.refused(parts.path) or play.play(method, parts.path, given, self.headers)
                content = json.dumps(said).encode()
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def refused(self, path: str) -> tuple[int, dict[str, str], Json] | None:
        return self.refusal if self.refusal and self.refuse_only in path else None

    @abstractmethod
    def play(self, method: str, path: str, given: Json, headers: Any) -> tuple[int, dict[str, str], Json]:
        """Give the status, headers and words with which a network answers."""

    def paths(self, method: str = "POST") -> list[str]:
        return [path for asked, path, _given in self.asked if asked == method]


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


class FakeBluesky(Web):
    """The endpoints of Bluesky that we use."""

    did = "did:plc:ours"

    def __init__(self) -> None:
        super().__init__()
        self.records: dict[str, Json] = {}
        self.notes: list[Json] = []
        self.told: list[Json] = []
        self.talks: dict[str, list[Json]] = {}
        self.may_talk = True
        self.moments = 0
        self.guests: list[str] = []
        self.logins = 0

    def token(self, life: timedelta = timedelta(hours=2)) -> str:
        ends = int((datetime.now(UTC) + life).timestamp())
        parts = ({"alg": "none", "typ": "JWT"}, {"exp": ends, "sub": self.did, "aud": "did:web:x", "scope": "x"})
        return (
            ".".join(base64.urlsafe_b64encode(json.dumps(each).encode()).decode().rstrip("=") for each in parts)
            + ".c2ln"
        )

    def session(self) -> Json:
        return {"did": self.did, "handle": "gyeonggi.example", "accessJwt": self.token(), "refreshJwt": self.token()}

    def mention(
        self, text: str, *, reason: str = "mention", who: str = "han", reply: Json = None, pictures: Json = ()
    ) -> str:
        key = f"3k{len(self.records):011d}".replace("0", "2").replace("1", "3")
        uri = f"at://did:plc:{who}/app.bsky.feed.post/{key}"
        record: Json = {"$type": "app.bsky.feed.post", "text": text, "createdAt": WRITTEN}
        if reply:
            record["reply"] = reply
        view = None
        if pictures:
            blob = {"$type": "blob", "ref": {"$link": CIDS[0]}, "mimeType": "image/jpeg", "size": 9}
            images = [{"image": blob, "alt": alt} for _where, alt in pictures]
            record["embed"] = {"$type": "app.bsky.embed.images", "images": images}
            view = {"$type": "app.bsky.embed.images#view",
                    "images": [{"thumb": where, "fullsize": where, "alt": alt} for where, alt in pictures]}  # fmt: skip
        author = self.person(who)
        self.records[uri] = {"uri": uri, "cid": CIDS[len(self.records)], "author": author, "record": record}
        self.records[uri] |= {"embed": view} if view else {}
        at = f"2026-03-04T02:{len(self.notes):02d}:00.000Z"
        noted = {name: value for name, value in self.records[uri].items() if name != "embed"}
        self.notes.insert(0, {**noted, "reason": reason, "isRead": False, "indexedAt": at})
        return uri

    @staticmethod
    def person(who: str) -> Json:
        return {"did": f"did:plc:{who}", "handle": f"{who}.example", "displayName": "한영숙"}

    def say(self, text: str, *, who: str = "han", **more: Json) -> str:
        """Have somebody write to us alone, or have us write to them."""
        self.moments += 1
        key = f"d{self.moments}"
        message = {"$type": "chat.bsky.convo.defs#messageView", "id": key, "rev": f"r{self.moments:06d}",
                   "text": text, "sender": {"did": f"did:plc:{who}"}, "sentAt": WRITTEN, **more}  # fmt: skip
        self.talks.setdefault(who, []).append(message)
        return key

    def play(self, method: str, path: str, given: Json, headers: Any) -> tuple[int, dict[str, str], Json]:  # noqa: C901, PLR0911
        name = path.removeprefix("/xrpc/")
        if name == "com.atproto.server.createSession":
            self.logins += 1
            if given["password"] != "app-key":
                return 401, {}, {"error": "AuthenticationRequired", "message": "Invalid identifier or password"}
            return 200, {}, self.session()
        if name == "app.bsky.notification.listNotifications":
            return 200, {}, {"notifications": self.notes}
        if name == "app.bsky.actor.getProfile":
            return 200, {}, {"did": self.did, "handle": "gyeonggi.example", "followersCount": 7, "postsCount": 3}
        if name == "app.bsky.feed.getPosts":
            found = [self.records[uri] for uri in given["uris"] if uri in self.records]
            return 200, {}, {"posts": [{**each, "indexedAt": WRITTEN} for each in found]}
        if name == "com.atproto.repo.putRecord":
            uri = f"at://{given['repo']}/{given['collection']}/{given['rkey']}"
            author = {"did": self.did, "handle": "gyeonggi.example"}
            self.records[uri] = {"uri": uri, "cid": CIDS[-1], "author": author, "record": given["record"]}
            return 200, {}, {"uri": uri, "cid": CIDS[-1]}
        return self._talk(name, given)

    def _talk(self, name: str, given: Json) -> tuple[int, dict[str, str], Json]:
        if not self.may_talk:
            return 400, {}, {"error": "InvalidToken", "message": "Bad token scope"}
        if name == "chat.bsky.convo.listConvos":
            convos = [self._convo(who) for who in self.talks]
            convos.sort(key=lambda each: each["rev"], reverse=True)
            first, most = int((given.get("cursor") or ["0"])[0]), int(given["limit"][0])
            more = {"cursor": str(first + most)} if first + most < len(convos) else {}
            return 200, {}, {"convos": convos[first : first + most], **more}
        if name == "chat.bsky.convo.getConvoForMembers":
            return 200, {}, {"convo": self._convo(given["members"][0].rpartition(":")[2])}
        if name == "chat.bsky.convo.getMessages":
            return 200, {}, {"messages": self.talks.get(given["convoId"][0], [])[::-1]}
        if name == "chat.bsky.convo.sendMessage":
            who = given["convoId"]
            self.say(given["message"]["text"], who=who, sender={"did": self.did})
            self.told.append(self.talks[who][-1])
            return 200, {}, self.told[-1]
        return 501, {}, {"error": "MethodNotImplemented"}

    def _convo(self, who: str) -> Json:
        said = self.talks.get(who) or [{"rev": "r000000"}]
        members = [self.person(who), {"did": self.did, "handle": "gyeonggi.example"}, *map(self.person, self.guests)]
        return {"id": who, "rev": said[-1]["rev"], "members": members, "muted": False, "unreadCount": 0}


CIDS = [f"bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz{n}a" for n in "234567abcdefg"]


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
