"""Bluesky on the loopback interface, as far as we use it."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from hantong.channels.social.tests.web import WRITTEN, Json, Web


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
