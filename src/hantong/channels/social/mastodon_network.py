"""An account on a Mastodon server, by Mastodon.py; the library is loaded when such an account is first used."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from hantong.channels.social.pieces import in_pieces
from hantong.channels.social.posts import Numbers, Post, Reply, Sent, Trouble
from hantong.channels.social.settings_read import Account

if TYPE_CHECKING:
    from mastodon import Mastodon

AT_ONCE = 40
MOST_PAGES = 10
MOST_ASKED = 20
TIMEOUT_S = 20
LONGEST_LINK = 500


class MastodonNetwork:
    """What Mastodon.py says, in the words of this channel."""

    longest_public = 400  # of 500: the name of whom we answer comes before it

    def __init__(self, account: Account) -> None:
        self.account = account

    @cached_property
    def api(self) -> "Mastodon":
        """The library's client."""
        from mastodon import Mastodon

        return Mastodon(
            access_token=self.account.secret,
            api_base_url=self.account.base_url,
            ratelimit_method="throw",
            request_timeout=TIMEOUT_S,
            version_check_mode="none",
            user_agent="Hantong",
        )

    def mentions(self, since: str) -> tuple[list[Post], str]:
        """Give what mentions us after the mark `since`, oldest first, and the mark to go on from."""
        found: list[Any] = []
        mark = since
        with self._asking():
            for _page in range(MOST_PAGES):
                page = self.api.notifications(types=["mention"], min_id=mark or None, limit=AT_ONCE)
                page = sorted(page, key=lambda each: (len(str(each.id)), str(each.id)))
                found += page
                if not page:
                    break
                mark = str(page[-1].id)
                if not since or len(page) < AT_ONCE:
                    break
        return [self._post(each.status) for each in found if each.type == "mention" and each.get("status")], mark

    def told_us(self, since: str) -> tuple[list[Post], str]:
        """Give nothing: what is written to us alone is a mention here."""
        return [], since

    def above(self, post: Post) -> tuple[str, ...]:
        """Give all that `post` answers, the nearest first."""
        try:
            with self._asking():
                return tuple(str(each.id) for each in reversed(self.api.status_context(post.name).ancestors))
        except Trouble as trouble:
            if trouble.kind == "gone":
                return post.above
            raise

    def still_there(self, names: Collection[str]) -> Mapping[str, Post]:
        """Give those of the posts that have not been deleted, as they read now."""
        wanted = list(names)
        found = []
        try:
            with self._asking():
                for first in range(0, len(wanted), MOST_ASKED):
                    found += self.api.statuses(wanted[first : first + MOST_ASKED])
        except Trouble as trouble:
            if trouble.kind != "gone":
                raise
            found = [status for name in wanted if (status := self._one(name)) is not None]
        return {post.name: post for post in map(self._post, found)}

    def _one(self, name: str) -> Any | None:
        """Ask for a single post, as servers before Mastodon 4.3 want it."""
        try:
            with self._asking():
                return self.api.status(name)
        except Trouble as trouble:
            if trouble.kind != "gone":
                raise
            return None

    def publish(self, reply: Reply) -> Sent:
        """Answer below the post, seen by no more people than the post itself."""
        with self._asking():
            status = self.api.status_post(
                f"@{reply.to.handle} {reply.text}",
                in_reply_to_id=reply.to.name,
                visibility=reply.to.audience if reply.to.is_public else "unlisted",
                idempotency_key=_key(reply.key, 0),
            )
        return Sent(name=str(status.id), link=str(status.get("url") or "")[:LONGEST_LINK])

    def tell(self, *, key: str, text: str, who: str, below: str) -> Sent:
        """Write to somebody alone, in as many posts as it takes; each answers the one before it."""
        room = 490 - len(who)
        first, last = "", below
        with self._asking():
            for n, piece in enumerate(in_pieces(text, room)):
                status = self.api.status_post(
                    f"@{who} {piece}",
                    in_reply_to_id=last or None,
                    visibility="direct",
                    idempotency_key=_key(key, n),
                )
                first, last = first or str(status.id), str(status.id)
        return Sent(name=last)

    def numbers(self) -> Numbers:
        """Give what the network counts of us."""
        with self._asking():
            me = self.api.account_verify_credentials()
        return Numbers(followers=int(me.followers_count), posts=int(me.statuses_count))

    def _post(self, status: Any) -> Post:
        writer = status.account
        handle = str(writer.acct) if "@" in str(writer.acct) else f"{writer.acct}@{self.account.host}"
        parent = status.get("in_reply_to_id")
        edited = status.get("edited_at")
        return Post(
            name=str(status.id),
            author=f"mastodon:{handle.lower()}",
            handle=handle,
            called=str(writer.get("display_name") or "")[:80],
            markup=str(status.content or ""),
            written_at=_moment(status.created_at),
            version=_moment(edited).isoformat() if edited else "",
            audience={"private": "followers"}.get(str(status.visibility), str(status.visibility)),
            above=(str(parent),) if parent else (),
            link=str(status.get("url") or "")[:LONGEST_LINK],
            is_machine=bool(writer.get("bot")),
            pictures=tuple(
                (str(each.get("url") or ""), str(each.get("description") or ""))
                for each in status.get("media_attachments") or ()
            ),
        )

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Say in one word what went wrong. Raises Trouble."""
        from mastodon import errors

        try:
            yield
        except errors.MastodonRatelimitError as error:
            reset = self.api.ratelimit_reset
            at = datetime.fromtimestamp(reset, UTC) if reset else None
            raise Trouble("limit", "too many requests", again_at=at) from error
        except errors.MastodonUnauthorizedError as error:
            raise Trouble("token", _said(error)) from error
        except errors.MastodonNotFoundError as error:
            raise Trouble("gone", _said(error)) from error
        except (errors.MastodonServerError, errors.MastodonNetworkError, errors.MastodonIOError) as error:
            raise Trouble("network", _said(error)) from error
        except errors.MastodonAPIError as error:
            status = next((part for part in error.args if isinstance(part, int)), 0)
            kind = {401: "token", 403: "refused", 404: "gone", 410: "gone", 422: "refused"}.get(status, "network")
            raise Trouble(kind, _said(error)) from error
        except (errors.MastodonError, AttributeError, KeyError, TypeError, ValueError) as error:
            raise Trouble("network", f"{type(error).__name__}: {error}"[:200]) from error


def _key(key: str, n: int) -> str:
    return sha256(f"{key}#{n}".encode()).hexdigest()


def _said(error: Exception) -> str:
    words = [str(part) for part in error.args if part]
    return " · ".join(dict.fromkeys(words))[:200] or type(error).__name__


def _moment(value: Any) -> datetime:
    at = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
