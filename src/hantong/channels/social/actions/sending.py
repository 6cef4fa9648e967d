"""What goes out: an approved answer into the thread, everything else to the resident alone."""

from datetime import datetime

from hantong.channels.social.actions.taking import record_gone
from hantong.channels.social.models import PublicAnswer, SocialPost
from hantong.channels.social.networks import account_for, open_network
from hantong.channels.social.posts import Network, Reply, Sent, Trouble
from hantong.channels.social.settings_read import Account
from hantong.contacts.channel import ChannelError, Outgoing, Receipt
from hantong.contacts.models import Message

State = PublicAnswer.State


def send(*, outgoing: Outgoing, at: datetime) -> Receipt:
    """Say it where it belongs. Raises ChannelError."""
    account = account_for(outgoing.recipient, preferred=outgoing.own_address)
    if account is None:
        raise ChannelError("we have no account there", permanent=True)
    message = Message.objects.filter(key=outgoing.key).first()
    answer = _approved(message)
    network = open_network(account)
    if answer is not None and message is not None:
        return _said_in_public(network, answer, message, at=at)
    sent = _told(network, account, outgoing, message)
    _note_ours(sent, account=account.address, message=message, audience="direct", at=at)
    return Receipt(reference=sent.name, at=at)


def _approved(message: Message | None) -> PublicAnswer | None:
    """Give the approved answer that a message is, by the history row that both name.

    One that went out already is said again where nobody could write down that it did: by its key it is the same post.
    """
    parts = message.key.split(":") if message else []
    if message is None or len(parts) != 4 or parts[2] != "answered" or not parts[1].isdecimal():
        return None
    rows = PublicAnswer.objects.filter(
        case=message.case_id, n=int(parts[1]), state__in=(State.APPROVED, State.FAILED, State.SENT)
    )
    return rows.select_related("to").first()


def _said_in_public(network: Network, answer: PublicAnswer, message: Message, *, at: datetime) -> Receipt:
    try:
        below = network.still_there([answer.to.name]).get(answer.to.name)
        if below is None or not below.is_public:
            record_gone(post=answer.to, at=at)
            raise Trouble("gone", "the post to answer was deleted")
        made_at = answer.decided_at or answer.written_at
        sent = network.publish(Reply(key=message.key, text=answer.text, to=below, made_at=made_at))
    except Trouble as trouble:
        if trouble.permanent:
            PublicAnswer.objects.filter(pk=answer.pk).update(state=State.FAILED, reason=trouble.reason[:300])
        raise
    PublicAnswer.objects.filter(pk=answer.pk).update(state=State.SENT, reason="")
    _note_ours(sent, account=answer.to.account, message=message, audience=below.audience, at=at)
    return Receipt(reference=sent.name, at=at)


def _told(network: Network, account: Account, outgoing: Outgoing, message: Message | None) -> Sent:
    kind, _colon, who = outgoing.recipient.partition(":")
    below = _last_post(account, outgoing.recipient, message) if kind == "mastodon" else ""
    try:
        return network.tell(key=outgoing.key, text=outgoing.body, who=who, below=below)
    except Trouble as trouble:
        if trouble.kind != "gone" or not below:
            raise
    return network.tell(key=f"{outgoing.key}:alone", text=outgoing.body, who=who, below="")


def _last_post(account: Account, author: str, message: Message | None) -> str:
    if message is None:
        return ""
    posts = SocialPost.objects.filter(account=account.address, author=author, case=message.case_id, gone_at=None)
    last = posts.order_by("-written_at", "-heard_at").first()
    return last.name if last else ""


def _note_ours(sent: Sent, *, account: str, message: Message | None, audience: str, at: datetime) -> None:
    """Keep our post, by which an answer to it finds its matter; said again, it is the same."""
    SocialPost.objects.get_or_create(
        account=account,
        name=sent.name,
        defaults={
            "is_ours": True,
            "audience": audience,
            "case": message.case if message else None,
            "link": sent.link,
            "version": sent.version,
            "root": sent.root,
            "root_version": sent.root_version,
            "written_at": at,
            "heard_at": at,
        },
    )
