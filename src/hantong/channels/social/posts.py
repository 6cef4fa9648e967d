"""A post as every network gives it, and what a network can be asked for."""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any, Protocol

from hantong.contacts.channel import ChannelError

FOR_ALL = ("public", "unlisted")


class Trouble(ChannelError):
    """The network refused or failed: `kind` is limit, token, talks, gone, refused or network.

    In trouble with talks, everything but direct messages goes on.
    """

    def __init__(self, kind: str, reason: str, *, again_at: datetime | None = None) -> None:
        self.kind = kind
        super().__init__(reason, permanent=kind in {"gone", "refused"}, again_at=again_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What somebody wrote: `name` is what the network calls it, `version` changes when its author edits it.

    `audience` is public, unlisted, followers or direct; `above` names the posts that it answers, the nearest first.
    """

    name: str
    author: str
    handle: str
    called: str = ""
    markup: str = ""
    text: str = ""
    written_at: datetime
    version: str = ""
    audience: str = "public"
    above: tuple[str, ...] = ()
    root_version: str = ""
    parent_version: str = ""
    link: str = ""
    is_machine: bool = False
    pictures: tuple[tuple[str, str], ...] = ()

    @property
    def is_public(self) -> bool:
        """Whether everybody can read it."""
        return self.audience in FOR_ALL

    def below(self, above: Collection[str]) -> "Post":
        """Give it with the posts that it answers."""
        return replace(self, above=tuple(above))


def as_bytes(post: Post, *, account: str) -> bytes:
    """Give a post as it is kept, with the account of ours that it came to."""
    kept = {**asdict(post), "written_at": post.written_at.isoformat(), "account": account}
    return json.dumps(kept, ensure_ascii=False).encode()


def from_bytes(content: bytes) -> tuple[str, Post]:
    """Read the account of ours and the post. Raises ValueError, KeyError, TypeError for what is none."""
    values: dict[str, Any] = json.loads(content)
    account = str(values.pop("account"))
    values["written_at"] = datetime.fromisoformat(values["written_at"]).astimezone(UTC)
    values["above"] = tuple(values["above"])
    values["pictures"] = tuple((where, words) for where, words in values["pictures"])
    return account, Post(**values)


@dataclass(frozen=True, slots=True)
class Sent:
    """A post of ours as the network took it."""

    name: str
    version: str = ""
    link: str = ""
    root: str = ""
    root_version: str = ""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a network counts of an account."""

    followers: int
    posts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What shall be said below `to`: by `key` a repeat is the same post; `made_at` is when it was decided."""

    key: str
    text: str
    to: Post
    made_at: datetime


class Network(Protocol):
    """An account of ours on a network. Every call raises Trouble."""

    longest_public: int

    def mentions(self, since: str) -> tuple[list[Post], str]:
        """Give what mentions us after the mark `since`, oldest first, and the mark to go on from."""

    def told_us(self, since: str) -> tuple[list[Post], str]:
        """Give what was written to us alone and is no mention, as `mentions` does."""

    def above(self, post: Post) -> tuple[str, ...]:
        """Give all that `post` answers, the nearest first."""

    def still_there(self, names: Collection[str]) -> Mapping[str, Post]:
        """Give those of the posts that have not been deleted, as they read now."""

    def publish(self, reply: Reply) -> Sent:
        """Answer where everybody who reads the post reads the answer."""

    def tell(self, *, key: str, text: str, who: str, below: str) -> Sent:
        """Tell somebody something that nobody else reads; `below` is a post that it answers, or nothing."""

    def numbers(self) -> Numbers:
        """Give what the network counts of us."""
