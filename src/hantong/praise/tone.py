"""Whether a text praises, complains, does both or neither: by small lists of words, shown with the result."""

import re
from typing import NamedTuple

PRAISE = (
    "친절", "칭찬", "감동", "훌륭", "최고", "덕분", "고마웠", "고맙습", "감사드", "감사했", "감사하다고", "큰 도움", "도움이 됐",
    "도움이 되었", "수고 많", "애써 주", "잘해 주", "잘 해 주", "해결됐", "해결해 주셔서", "처리해 주셔서", "기뻤", "만족",
    "kind", "helpful", "friendly", "excellent", "wonderful", "great job", "well done", "thank", "grateful", "praise",
    "appreciate", "polite", "patient with",
)  # fmt: skip
COMPLAINT = (
    "불친절", "불편", "불만", "불쾌", "화가", "화나", "짜증", "항의", "실망", "최악", "무시", "엉망", "방치", "고장", "파손", "위험",
    "시끄", "냄새", "쓰레기가", "막혀", "안 됩니다", "안됩니다", "안 돼", "안돼", "안 와", "안 옵", "오지 않", "않았습니다", "못 하겠", "느립", "느려",
    "너무 늦", "늦어", "기다렸", "왜 ", "도대체", "언제까지", "아직도", "해 달라", "고쳐", "조치", "개선", "시정", "민원을 넣",
    "rude", "unkind", "unhelpful", "unfriendly", "complain", "broken", "terrible", "awful", "worst", "angry", "ignored",
    "disappoint", "dirty", "noise", "noisy", "dangerous", "still not", "never ", "waited", "no answer", "nobody",
    "fix ", "too slow", "impolite",
)  # fmt: skip
DENIED = re.compile(
    r"(?:친절|칭찬|감동|만족|도움이 되)\S*\s?(?:지(?:도|는)?\s?(?:않|못)|스럽지\s?(?:않|못)|할\s?수\s?없)|"
    r"(?:not|n't|hardly|nothing|less than)\s(?:\w+\s){0,2}?(?:kind|helpful|friendly|polite|great|excellent)|"
    r"(?:불|un|im)(?:친절|만족|kind|helpful|friendly|polite)|no thanks",
    re.I,
)
NEITHER = re.compile(r"thanks? (?:you )?in advance|\bkind(?:s|ly|er\w*|\s+of)\b|so kind as to", re.I)
COURTESY = re.compile(
    r"(?:부탁\S*|바랍\S*)?\s*(?:감사합니다|고맙습니다|감사해요|감사|thanks?(?: you)?|수고하세요)\W*$", re.I
)


class Tone(NamedTuple):
    """What a text is, and the words that say so."""

    is_praise: bool
    is_complaint: bool
    signs: tuple[str, ...]


def tone_of(text: str) -> Tone:
    """Tell what a text is; a thank-you that only ends a request is courtesy, and a denied praise is a complaint."""
    words = NEITHER.sub(" ", " ".join(text.casefold().split())) + " "
    denied = [match[0].strip() for match in DENIED.finditer(words)]
    bare = DENIED.sub(" ", words)
    complaints = _found(COMPLAINT, bare)
    plain = COURTESY.sub(" ", bare.rstrip()) + " "
    praises = _found(PRAISE, plain)
    is_thanks = not (complaints or denied or praises) and bare.strip() != plain.strip() and len(bare) <= 40
    if is_thanks and not re.search(r"부탁|바랍|주세요|주십시오|please|\?", bare):
        praises = [COURTESY.search(bare.rstrip())[0].strip()]  # type: ignore[index]  # it was found just above
    signs = [*(praises), *(complaints), *denied]
    return Tone(bool(praises), bool(complaints or denied), tuple(dict.fromkeys(sign.strip() for sign in signs))[:8])


def _found(signs: tuple[str, ...], words: str) -> list[str]:
    """Give the signs in a text; one of Latin letters only where a word begins."""
    return [sign for sign in signs if (re.search(rf"\b{re.escape(sign)}", words) if sign.isascii() else sign in words)]
