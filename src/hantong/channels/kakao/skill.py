"""The skill format 2.0: reading what the chatbot sends, and composing what it shows. No Django."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

LONGEST_OUTPUT = 1000
MOST_OUTPUTS = 3
LONGEST_LABEL = 14
MOST_REPLIES = 10
LONGEST_UTTERANCE = 4000
LONGEST_KEY = 100


class NotASkillRequest(ValueError):
    """What came is no skill request; the message says what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody wrote or pressed; `command` is what a quick reply of ours carries."""

    account: str
    words: str
    command: str = ""
    bot: str = ""
    callback: str = ""

    @property
    def fingerprint(self) -> str:
        """Give what is the same when the same comes again: the callback's address is made once per utterance."""
        return hashlib.sha256((self.callback or f"{self.command}\n{self.words}").encode()).hexdigest()

    def plain(self) -> dict[str, str]:
        """Give it as JSON values."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A quick reply: its label, what it says for the resident, and the command that it carries."""

    label: str
    says: str
    command: str


def read_skill(body: object) -> Said:
    """Read a skill request. Raises NotASkillRequest."""
    request = _part(body, "userRequest")
    user = _part(request, "user")
    key = user.get("id") or _part(user, "properties", is_optional=True).get("botUserKey")
    if not isinstance(key, str) or not key.strip() or len(key) > LONGEST_KEY or not key.isprintable():
        raise NotASkillRequest("userRequest.user.id is missing")
    words = request.get("utterance")
    if not isinstance(words, str):
        raise NotASkillRequest("userRequest.utterance is missing")
    action = _part(body, "action", is_optional=True)
    extra = _part(action, "clientExtra", is_optional=True)
    return Said(
        account=f"kakao:{key.strip()}",
        words=words.replace("\x00", "").strip()[:LONGEST_UTTERANCE],
        command=_short(extra.get("do")),
        bot=_short(_part(body, "bot", is_optional=True).get("id")),
        callback=_text(request.get("callbackUrl")),
    )


def _part(body: object, name: str, *, is_optional: bool = False) -> Mapping[str, Any]:
    value = body.get(name) if isinstance(body, Mapping) else None
    if isinstance(value, Mapping):
        return value
    if is_optional:
        return {}
    raise NotASkillRequest(f"{name} is missing")


def _text(value: object) -> str:
    return value.strip()[:2000] if isinstance(value, str) else ""


def _short(value: object) -> str:
    return _text(value)[:60]


def answer(texts: Sequence[str], choices: Iterable[Choice] = ()) -> dict[str, Any]:
    """Compose what is shown: texts in as many balloons as there may be, and quick replies below them."""
    template: dict[str, Any] = {"outputs": [{"simpleText": {"text": text}} for text in balloons(texts)]}
    replies = [
        {
            "label": choice.label[:LONGEST_LABEL],
            "action": "message",
            "messageText": choice.says,
            "extra": {"do": choice.command},
        }
        for choice in choices
    ]
    if replies:
        template["quickReplies"] = replies[:MOST_REPLIES]
    return {"version": "2.0", "template": template}


def balloons(texts: Sequence[str]) -> list[str]:
    """Put texts into at most three balloons of a thousand letters; the last text is the one that must be seen whole."""
    *before, last = [text.strip() for text in texts if text.strip()]
    if not before:
        pieces = [last[start : start + LONGEST_OUTPUT] for start in range(0, len(last), LONGEST_OUTPUT)]
        return pieces[:MOST_OUTPUTS]
    room = MOST_OUTPUTS - 1
    joined = "\n\n".join(before) if len(before) > room else ""
    shown = [joined] if joined else before
    return [*(_cut(text) for text in shown[:room]), _cut(last)]


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_OUTPUT else f"{text[: LONGEST_OUTPUT - 1]}…"


def later(text: str) -> dict[str, Any]:
    """Say that the answer follows by the callback."""
    return {"version": "2.0", "useCallback": True, "data": {"text": text}}
