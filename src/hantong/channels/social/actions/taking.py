"""What posts cause: a matter is opened, joined or opened again; edits and deletions are told to whoever works on it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hantong.cases.actions import add_said
from hantong.cases.models import Case
from hantong.channels.social.actions.keeping import KEY
from hantong.channels.social.models import SocialPost
from hantong.channels.social.posts import Post, from_bytes
from hantong.channels.social.threads import find_case, is_residents
from hantong.channels.social.words import MOST_PICTURES, said_in, words
from hantong.contacts.actions import Heard, hear_all
from hantong.contacts.channel import Arrival, ReachedBy
from hantong.contacts.inbox import Kept, Taken
from hantong.contacts.languages import page_language
from hantong.contacts.models import RawArrival
from hantong.contacts.offered import root
from hantong.contacts.own_addresses import address_by_id, own_address
from hantong.contacts.thanks import is_thanks
from hantong.kit.ids import new_id
from hantong.people.contact_points import ACCOUNT
from hantong.people.recognition import residents_at

HELD = RawArrival.State.HELD
AGAIN = gettext_lazy("Written again in the thread.")


def take_posts(*, those: Sequence[Kept], at: datetime) -> list[Taken]:
    """Read kept posts and do what each asks for. Raises Refused, ChannelError."""
    return [_take(kept.raw, *from_bytes(kept.content), at=at) for kept in those]


def _take(raw: RawArrival, account: str, post: Post, *, at: datetime) -> Taken:
    known = SocialPost.objects.filter(account=account, name=post.name).select_related("case").first()
    if known is not None:
        return _edited(raw, known, post, at=at)
    reason = _why_apart(post)
    if reason and not raw.is_released:
        return Taken(state=HELD, reason=reason)
    return _heard(raw, account, post, at=at)


def _why_apart(post: Post) -> str:
    """Say why a person should look at a post first; an account of ours is never answered, however it talks to us."""
    handle = f"{post.author.partition(':')[0]}:{post.handle.lower()}"
    if own_address(KEY, post.author) is not None or own_address(KEY, handle) is not None:
        return "from_ourselves"
    return "automatic" if post.is_machine else ""


def _heard(raw: RawArrival, account: str, post: Post, *, at: datetime) -> Taken:
    case = find_case(account, post)
    if case is not None and case.is_closed and not (_is_thanks(account, post) or is_residents(case, post.author)):
        case = None  # what others write below a settled matter begins a new one
    taken = _received(raw, account, post, case, again="" if _is_thanks(account, post) else AGAIN, at=at)
    SocialPost.objects.create(
        account=account,
        name=post.name,
        author=post.author,
        handle=post.handle[:200],
        link=post.link,
        version=post.version,
        root=post.above[-1] if post.above else post.name,
        root_version=post.root_version or post.version,
        audience=post.audience,
        case=taken.case,
        is_first=taken.reason in {"opened", "after_the_end"},
        written_at=post.written_at,
        heard_at=at,
    )
    return taken


def _is_thanks(account: str, post: Post) -> bool:
    return is_thanks(words(post, account=account))


def _received(
    raw: RawArrival,
    account: str,
    post: Post,
    case: Case | None,
    *,
    at: datetime,
    again: str | Promise = "",
    is_edited: bool = False,
) -> Taken:
    address = address_by_id(raw.own_address_id) or own_address(KEY, account)
    is_own = case is None or is_residents(case, post.author)
    text, language = said_in(post, account=account, is_edited=is_edited, speaker="" if is_own else post.handle)
    known = residents_at([(ACCOUNT, post.author)])
    arrival = Arrival(
        id=new_id(),
        channel=KEY,
        key=raw.key,
        said_at=min(post.written_at, raw.arrived_at, at),
        text=text,
        jurisdiction=address.jurisdiction_id if address else root(),
        place=address.place_id if address else None,
        service=address.service_id if address else None,
        name="" if known else post.called or post.handle,
        reached_by=(ReachedBy(kind=ACCOUNT, value=post.author),),
        resident=known[0].pk if known else None,
        language=language,
    )
    taken = hear_all(those=[Heard(arrival=arrival, case=case, again=again)], at=at)[0]
    links = [where for where, _shows in post.pictures[:MOST_PICTURES] if where]
    if links and taken.case is not None:
        from hantong.channels.social.jobs import fetch_pictures

        fetch_pictures.defer(case=str(taken.case.pk), links=links)
    return taken


def _edited(raw: RawArrival, known: SocialPost, post: Post, *, at: datetime) -> Taken:
    """Add the new words to the matter; the ones before stay, as they were said."""
    if known.case is None or known.version == post.version:
        return Taken(reason="joined", case=known.case)
    known.version = post.version
    known.save(update_fields=["version"])
    return _received(raw, known.account, post, known.case, at=at, is_edited=True)


@transaction.atomic
def record_gone(*, post: SocialPost, at: datetime) -> bool:
    """Say in the matter that a post was deleted by its author; tell whether that was news."""
    held = SocialPost.objects.select_for_update(of=("self",)).get(pk=post.pk)
    if held.gone_at is not None:
        return False
    held.gone_at = at
    held.save(update_fields=["gone_at"])
    if held.case is not None and not held.is_ours:
        with translation.override(page_language(held.case.language)):
            text = _("(The post was deleted by its author.)")
        add_said(case=held.case, text=text, channel=KEY, said_at=at, by=None, at=at)
    return True
