"""Direct messages on Bluesky: those that came, and ours."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from hantong.channels.social.posts import Post

if TYPE_CHECKING:
    from atproto import Client

TALKS_AT_ONCE = 50
MESSAGES_AT_ONCE = 50
MOST_PAGES = 10
LOOKED_BACK = 20


class BlueskyTalks:
    """The talks of one account, each with one other person; talks of groups are nobody's matter."""

    def __init__(self, client: "Client", did: str) -> None:
        self.did = did
        self.convo = client.with_bsky_chat_proxy().chat.bsky.convo

    def after(self, since: str) -> tuple[list[Post], str]:
        """Give what others wrote after the mark `since`, oldest first, and the mark to go on from."""
        talks = list(self._talks_after(since))
        posts = [post for talk in talks for post in self._heard(talk, self._messages(talk.id, since), since)]
        # what is written while we ask has a later mark than the list, so it is given again and nothing is passed over
        return sorted(posts, key=lambda post: post.written_at), max([since, *(talk.rev for talk in talks)])

    def _talks_after(self, since: str) -> Iterator[Any]:
        """Give the talks in which something happened, the latest first, as the network lists them."""
        cursor = None
        for _page in range(MOST_PAGES):
            page = self.convo.list_convos({"limit": TALKS_AT_ONCE, "cursor": cursor})
            fresh = [each for each in page.convos if each.rev > since]
            yield from fresh
            cursor = page.cursor
            if not cursor or len(fresh) < len(page.convos):
                return

    def _messages(self, talk: str, since: str) -> list[Any]:
        """Give the messages of a talk back to the mark, the latest first, and some before it."""
        found: list[Any] = []
        cursor = None
        for _page in range(MOST_PAGES if since else 1):
            page = self.convo.get_messages({"convo_id": talk, "limit": MESSAGES_AT_ONCE, "cursor": cursor})
            found += page.messages
            cursor = page.cursor
            if not cursor or any(each.rev <= since for each in page.messages):
                break
        return found

    def _heard(self, talk: Any, messages: list[Any], since: str) -> Iterator[Post]:
        others = [each for each in talk.members if each.did != self.did]
        for place, message in enumerate(messages if len(others) == 1 else ()):
            if not hasattr(message, "text") or message.rev <= since or message.sender.did == self.did:
                continue
            earlier = messages[place + 1 : place + 1 + LOOKED_BACK]
            yield _message(message, others[0], above=[each.id for each in earlier])

    def tell(self, who: str, pieces: Iterable[str]) -> str:
        """Write to somebody alone, and give the name of the last message; what was said lately is not said twice."""
        talk = self.convo.get_convo_for_members({"members": [who]}).convo.id
        lately = self.convo.get_messages({"convo_id": talk, "limit": LOOKED_BACK}).messages
        known = {each.text: each.id for each in lately if hasattr(each, "text") and each.sender.did == self.did}
        last = ""
        for piece in pieces:
            last = known.get(piece) or self.convo.send_message({"convo_id": talk, "message": {"text": piece}}).id
        return last


def _message(message: Any, writer: Any, *, above: list[str]) -> Post:
    labels = {each.val for each in writer.labels or ()}
    shared = getattr(message.embed, "record", None)
    shown = [picture for each in getattr(shared, "embeds", None) or () for picture in pictures_in(each)]
    return Post(
        name=message.id,
        author=f"bluesky:{writer.did}",
        handle=writer.handle,
        called=str(writer.display_name or "")[:80],
        text="\n".join(part for part in (str(message.text), str(getattr(shared, "uri", ""))) if part),
        written_at=datetime.fromisoformat(message.sent_at.replace("Z", "+00:00")),
        audience="direct",
        above=tuple(above),
        is_machine="bot" in labels,
        pictures=tuple(shown),
    )


def pictures_in(embed: Any) -> Iterator[tuple[str, str]]:
    """Give the pictures that come with a post: where each lies, if the network says so, and what it shows."""
    media = getattr(embed, "media", embed)
    for each in getattr(media, "images", None) or ():
        yield str(getattr(each, "fullsize", None) or ""), str(each.alt or "")
