"""An account on Bluesky, by atproto; the library is large, and loaded when such an account is first used."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from hantong.channels.social.bluesky_talks import BlueskyTalks, pictures_in
from hantong.channels.social.pieces import in_pieces
from hantong.channels.social.posts import Numbers, Post, Reply, Sent, Trouble
from hantong.channels.social.settings_read import Account

if TYPE_CHECKING:
    from atproto import Client

AT_ONCE = 50
MOST_PAGES = 10
MOST_ASKED = 25
TIMEOUT_S = 20
KINDS = {"mention", "reply"}
POSTS = "app.bsky.feed.post"
LETTERS = "234567abcdefghijklmnopqrstuvwxyz"


class BlueskyNetwork:
    """What atproto says, in the words of this channel; it signs in once and goes on with that session."""

    longest_public = 290  # of 300
    longest_told = 950  # of 1000

    def __init__(self, account: Account) -> None:
        self.account = account
        self._client: Client | None = None

    def _api(self) -> "Client":
        if self._client is None:
            from atproto import Client
            from atproto_client.request import Request

            client = Client(base_url=f"{self.account.base_url}/xrpc", request=Request(timeout=TIMEOUT_S))
            client.login(self.account.user, self.account.secret, fetch_bsky_profile=False)
            self._client = client
        return self._client

    @property
    def _did(self) -> str:
        session = self._api()._session
        return str(session.did) if session else ""

    def mentions(self, since: str) -> tuple[list[Post], str]:
        """Give what mentions or answers us after the mark `since`, oldest first, and the mark to go on from."""
        with self._asking():
            found = self._notifications(since)
        mark = max((each.indexed_at for each in found), default=since)
        posts = [self._heard(each) for each in found if each.reason in KINDS]
        heard = [post for post in reversed(posts) if post is not None]
        shown = self.still_there([post.name for post in heard if post.pictures])
        return [
            replace(post, pictures=shown[post.name].pictures) if post.name in shown else post for post in heard
        ], mark

    def _notifications(self, since: str) -> list[Any]:
        found: list[Any] = []
        cursor = None
        for _page in range(MOST_PAGES if since else 1):
            params = {"limit": AT_ONCE, "cursor": cursor}
            page = self._api().app.bsky.notification.list_notifications(params)
            fresh = [each for each in page.notifications if each.indexed_at > since]
            found += fresh
            cursor = page.cursor
            if not cursor or len(fresh) < len(page.notifications):
                break
        return found

    def _heard(self, notification: Any) -> Post | None:
        return _post(notification.uri, notification.cid, notification.author, notification.record)

    def told_us(self, since: str) -> tuple[list[Post], str]:
        """Give the direct messages after the mark `since`, oldest first, and the mark to go on from."""
        with self._asking(), self._talking():
            talks = BlueskyTalks(self._api(), self._did)
            return talks.after(since)

    def above(self, post: Post) -> tuple[str, ...]:
        """Give what `post` answers: a post names its parent and the root of its thread itself."""
        return post.above

    def still_there(self, names: Collection[str]) -> Mapping[str, Post]:
        """Give those of the posts that have not been deleted, as they read now."""
        wanted = list(names)
        found = []
        with self._asking():
            for first in range(0, len(wanted), MOST_ASKED):
                found += self._api().app.bsky.feed.get_posts({"uris": wanted[first : first + MOST_ASKED]}).posts
        posts = (_post(each.uri, each.cid, each.author, each.record, view=each.embed) for each in found)
        return {post.name: post for post in posts if post is not None}

    def publish(self, reply: Reply) -> Sent:
        """Answer below the post, under a name of our own making: sent again, it is the same post."""
        to = reply.to
        root = to.above[-1] if to.above else to.name
        root_version = to.root_version or to.version
        record = {
            "$type": POSTS,
            "text": reply.text,
            "createdAt": reply.made_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
            "langs": ["ko"],
            "reply": {
                "root": {"uri": root, "cid": root_version},
                "parent": {"uri": to.name, "cid": to.version},
            },
        }
        with self._asking():
            data = {"repo": self._did, "collection": POSTS, "rkey": _record_key(reply), "record": record}
            made = self._api().com.atproto.repo.put_record(data)
        return Sent(name=made.uri, version=made.cid, link=_link(made.uri), root=root, root_version=root_version)

    def tell(self, *, key: str, text: str, who: str, below: str) -> Sent:
        """Write to somebody alone; what they were told before in the same words is not said twice."""
        with self._asking(), self._talking():
            talks = BlueskyTalks(self._api(), self._did)
            return Sent(name=talks.tell(who, in_pieces(text, self.longest_told)))

    def numbers(self) -> Numbers:
        """Give what the network counts of us."""
        with self._asking():
            me = self._api().app.bsky.actor.get_profile({"actor": self._did})
        return Numbers(followers=int(me.followers_count or 0), posts=int(me.posts_count or 0))

    @contextmanager
    def _talking(self) -> Iterator[None]:
        """Tell an app password that opens everything but direct messages from one that opens nothing. Raises Trouble."""
        from atproto import exceptions

        try:
            yield
        except exceptions.RequestErrorBase as error:
            if "scope" not in _said(error).lower():
                raise
            raise Trouble("talks", _said(error)) from error

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Say in one word what went wrong; a session that is over is forgotten. Raises Trouble."""
        from atproto import exceptions

        try:
            yield
        except exceptions.RateLimitExceededError as error:
            raise Trouble("limit", "too many requests", again_at=_reset(error)) from error
        except exceptions.UnauthorizedError as error:
            self._client = None
            raise Trouble("token", _said(error)) from error
        except exceptions.RequestErrorBase as error:
            said = _said(error)
            if "ExpiredToken" in said or "InvalidToken" in said:
                self._client = None
                raise Trouble("token", said) from error
            kind = "refused" if isinstance(error, exceptions.BadRequestError) else "network"
            raise Trouble(kind, said) from error
        except (exceptions.AtProtocolError, AttributeError, KeyError, TypeError, ValueError) as error:
            raise Trouble("network", f"{type(error).__name__}: {error}"[:200]) from error


def _post(uri: str, cid: str, author: Any, record: Any, *, view: Any = None) -> Post | None:
    """Give a post; where its pictures lie is known only from the `view` that the network makes of it."""
    if not hasattr(record, "text"):
        return None
    reply = getattr(record, "reply", None)
    above = list(dict.fromkeys([reply.parent.uri, reply.root.uri])) if reply else []
    labels = {each.val for each in author.labels or ()}
    return Post(
        name=uri,
        author=f"bluesky:{author.did}",
        handle=author.handle,
        called=str(author.display_name or "")[:80],
        text=str(record.text),
        written_at=datetime.fromisoformat(record.created_at.replace("Z", "+00:00")),
        version=cid,
        above=tuple(above),
        parent_version=reply.parent.cid if reply else "",
        root_version=reply.root.cid if reply else "",
        link=_link(uri, author.handle),
        is_machine="bot" in labels,
        pictures=tuple(pictures_in(view or getattr(record, "embed", None))),
    )


def _link(uri: str, handle: str = "") -> str:
    """Give the page of a post."""
    did, _collection, key = uri.removeprefix("at://").split("/", 2)
    return f"https://bsky.app/profile/{handle or did}/post/{key}"


def _record_key(reply: Reply) -> str:
    """Give the network's kind of name (53 bits of microseconds, 10 bits of chance), the same for the same reply."""
    chance = int.from_bytes(sha256(reply.key.encode()).digest()[:2]) & 0x3FF
    number = int(reply.made_at.timestamp() * 1_000_000) << 10 | chance
    return "".join(LETTERS[number >> (5 * place) & 31] for place in range(12, -1, -1))


def _said(error: Any) -> str:
    content = getattr(getattr(error, "response", None), "content", None)
    words = [str(getattr(content, name, "") or "") for name in ("error", "message")]
    return (": ".join(word for word in words if word) or type(error).__name__)[:200]


def _reset(error: Any) -> datetime | None:
    value = error.response.headers.get("ratelimit-reset", "") if error.response else ""
    return datetime.fromtimestamp(int(value), UTC) if value.isdigit() else None
