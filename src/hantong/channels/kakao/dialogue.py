"""The talk itself: what a word or a pressed reply means where the talk stands, and what we say to it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from hantong.cases.models import Case
from hantong.cases.number import NotANumber, parse
from hantong.channels.kakao.models import Talk
from hantong.channels.kakao.reporting import NotTaken, add_to, report
from hantong.channels.kakao.skill import Choice, Said
from hantong.channels.kakao.states import matters_of, state_of
from hantong.contacts import limits
from hantong.contacts.actions import count_attempt
from hantong.contacts.reading import LONGEST_TEXT
from hantong.contacts.tracked import tracked
from hantong.contacts.wording import tracking_link
from hantong.kit.ids import new_id
from hantong.shell.moments import moment_text

Reply = tuple[list[str], list[Choice]]
NUMBER = re.compile(r"(?<!\d)\d{4}[\s\-‐–]?\d{4}[\s\-‐–]?\d{4}(?!\d)")
BEGIN = ("처음", "처음으로", "시작", "안녕", "안녕하세요", "도움말", "start", "help", "hello", "hi")
REPORT = ("민원", "민원 접수", "신고", "접수", "report", "report something")
STATE = ("상태", "처리 상태", "진행 상황", "민원 조회", "조회", "state", "status", "how far is it?")
SURE = ("접수하기", "네", "예", "응", "yes", "send", "send it")
CANCEL = ("취소", "아니요", "아니오", "no", "cancel")
COMMANDS = {
    **dict.fromkeys(BEGIN, "begin"),
    **dict.fromkeys(REPORT, "report"),
    **dict.fromkeys(STATE, "state"),
    **dict.fromkeys(CANCEL, "cancel"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One thing said, where the talk stands, and when."""

    said: Said
    talk: Talk
    at: datetime


def reply_to(turn: Turn) -> Reply:
    """Do what was asked and give what to say; the talk is changed and saved by the caller."""
    command, _colon, about = _command(turn).partition(":")
    if command == "add":
        return _add(turn, about)
    if command in ACTS:
        return ACTS[command](turn)
    number = _number_in(turn.said.words)
    if number and turn.talk.expects != Talk.Expects.WORDS:
        return _state_of_number(turn, number)
    return _words(turn)


def _command(turn: Turn) -> str:
    if turn.said.command:
        return turn.said.command
    words = turn.said.words.strip(" .!?~").lower()
    if turn.talk.expects == Talk.Expects.SURE and words in SURE:
        return "sure"
    return COMMANDS.get(words, "" if words else "begin")


def _number_in(words: str) -> str:
    found = NUMBER.search(words)
    try:
        return parse(found.group()) if found else ""
    except NotANumber:
        return ""


def first_choices() -> list[Choice]:
    """Give the quick replies that always make sense."""
    return [
        Choice(label=_("Report something"), says=_("Report something"), command="report"),
        Choice(label=_("How far is it?"), says=_("How far is it?"), command="state"),
        Choice(label=_("Start again"), says=_("Start again"), command="begin"),
    ]


def _begin(turn: Turn) -> Reply:
    turn.talk.begin_draft(new_id())
    text = _(
        "Hello, this is the one-stop service, open day and night. Write what it is about in your own words, "
        "or choose below. Please leave out resident registration numbers and card numbers."
    )
    return [text], first_choices()


def _report(turn: Turn) -> Reply:
    turn.talk.begin_draft(new_id())
    turn.talk.expects = Talk.Expects.WORDS
    return [_("What is it about, and where is it? Please write it in your own words.")], [_cancel()]


def _words(turn: Turn) -> Reply:
    talk = turn.talk
    talk.draft = f"{talk.draft}\n{turn.said.words}".strip()[:LONGEST_TEXT]
    talk.draft_at = talk.draft_at or turn.at
    talk.expects = Talk.Expects.SURE
    text = _("Shall we take this in?\n\n“%(words)s”\n\nTo add something, just write on.") % {"words": talk.draft[:600]}
    return [text], [Choice(label=_("Send it"), says=_("Send it"), command="sure"), *_joinable(turn), _cancel()]


def _joinable(turn: Turn) -> list[Choice]:
    """Offer to add the words to a matter of theirs that is still open."""
    still_open = [case for case in matters_of(turn.said.account) if not case.is_closed]
    label = _("Add to …%(digits)s")
    return [
        Choice(
            label=label % {"digits": case.number[-4:]},
            says=_("Add it to %(number)s") % {"number": case},
            command=f"add:{case.pk}",
        )
        for case in still_open[:2]
    ]


def _cancel() -> Choice:
    return Choice(label=_("Cancel"), says=_("Cancel"), command="cancel")


def _sure(turn: Turn) -> Reply:
    if not turn.talk.draft:
        return _report(turn)
    try:
        case = report(account=turn.said.account, talk=turn.talk, bot=turn.said.bot, at=turn.at)
    except NotTaken as refused:
        return [str(refused)], first_choices()
    turn.talk.begin_draft(new_id())
    due = moment_text(case.due_at, now=turn.at) if case.due_at else ""
    promise = _("You will have an answer by %(due)s.") % {"due": due} if due else _("You will hear from us.")
    thanks = _("Thank you. Your number is %(number)s.") % {"number": case}
    follow = _("Follow it at %(link)s") % {"link": tracking_link(case)}
    answer = _("Our answer waits for you here: write anything to see it.")
    return [f"{thanks}\n{promise}\n{follow}\n\n{answer}"], []


def _add(turn: Turn, about: str) -> Reply:
    case = next((each for each in matters_of(turn.said.account) if str(each.pk) == about), None)
    if case is None or not turn.talk.draft:
        return _report(turn)
    try:
        add_to(case=case, account=turn.said.account, talk=turn.talk, at=turn.at)
    except NotTaken as refused:
        return [str(refused)], first_choices()
    turn.talk.begin_draft(new_id())
    return [_("It has been added to %(number)s.") % {"number": case}], []


def _drop(turn: Turn) -> Reply:
    turn.talk.begin_draft(new_id())
    return [_("Nothing was sent. What else can we do for you?")], first_choices()


def _state(turn: Turn) -> Reply:
    turn.talk.begin_draft(new_id())
    matters = matters_of(turn.said.account)[:3]
    turn.talk.expects = Talk.Expects.NUMBER
    other = _("For another one write its number and its secret, as they stand on your receipt.")
    if not matters:
        return [_("We know of nothing that was reported from here."), other], first_choices()
    return ["\n\n".join(state_of(case, now=turn.at) for case in matters), other], first_choices()


def _state_of_number(turn: Turn, number: str) -> Reply:
    own = next((case for case in matters_of(turn.said.account) if case.number == number), None)
    case = own or _by_secret(turn, number)
    if case is None:
        link = settings.PUBLIC_URL + reverse("track:find")
        text = _("There is no matter with this number and secret. Please compare them with your receipt, or look at")
        return [f"{text} {link}"], first_choices()
    turn.talk.begin_draft(new_id())
    return [f"{state_of(case, now=turn.at)}\n{tracking_link(case)}"], first_choices()


def _by_secret(turn: Turn, number: str) -> Case | None:
    """Give the matter whose secret stands beside its number; guessing ends after a few tries."""
    who = turn.said.account
    wait = count_attempt(
        what="track-kakao", who=who, most=limits.TRIES_PER_NUMBER, within=limits.TRIES_WITHIN, at=turn.at
    )
    rest = NUMBER.sub(" ", turn.said.words, count=1)
    secrets = [each for each in re.findall(r"[0-9A-Za-z\-]{16,}", rest) if any(map(str.isalpha, each))]
    if wait is not None or not secrets:
        return None
    return tracked(number, secrets[0])


ACTS: Mapping[str, Callable[[Turn], Reply]] = {
    "begin": _begin,
    "report": _report,
    "sure": _sure,
    "cancel": _drop,
    "state": _state,
}

__all__ = ["Reply", "Turn", "first_choices", "reply_to"]
