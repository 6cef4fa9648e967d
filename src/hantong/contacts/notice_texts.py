# ruff: noqa: E501 (sentences that residents read stand in one piece)
"""What residents are told at each step when nobody has written anything else: the texts that come with the house."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GENERAL = ("name", "number", "title", "service", "office", "due", "link", "phone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A step that residents hear of; `must_reach`: staff tell them by voice where no machine can."""

    label: str | Promise
    must_reach: bool
    more: tuple[str, ...]
    subjects: Mapping[str, str]
    bodies: Mapping[str, str]

    @property
    def placeholders(self) -> tuple[str, ...]:
        """What may stand in its texts."""
        return (*GENERAL, *self.more)


HELLO = {"ko": "{name} 님, 안녕하십니까.\n\n", "en": "Dear {name},\n\n"}
FOOT = {
    "ko": "\n\n진행 상황 확인과 추가 의견: {link}\n접수번호: {number}\n담당: {office}\n전화 문의: {phone}",
    "en": "\n\nFollow it, or tell us more: {link}\nNumber: {number}\nIn charge: {office}\nBy phone: {phone}",
}


def _both(texts: Mapping[str, str]) -> dict[str, str]:
    return {language: HELLO[language] + text + FOOT[language] for language, text in texts.items()}


OCCASIONS: Mapping[str, Occasion] = {
    "opened": Occasion(
        label=_("We have received it"),
        must_reach=False,
        more=(),
        subjects={"ko": "[접수 {number}] {title}", "en": "[{number}] We have received: {title}"},
        bodies=_both(
            {
                "ko": "말씀하신 내용을 잘 받았습니다. 처리가 끝날 때까지 저희가 책임지고 챙기겠습니다.\n\n{due}까지 답변해 드리겠습니다.",
                "en": "We have received what you told us, and we will carry it to its end.\n\nYou will have an answer by {due}.",
            }
        ),
    ),
    "answered": Occasion(
        label=_("An answer"),
        must_reach=True,
        more=("text",),
        subjects={"ko": "[답변 {number}] {title}", "en": "[{number}] An answer: {title}"},
        bodies=_both({"ko": "문의하신 건에 답변드립니다.\n\n{text}", "en": "Here is our answer.\n\n{text}"}),
    ),
    "asked": Occasion(
        label=_("A question to the resident"),
        must_reach=True,
        more=("text",),
        subjects={
            "ko": "[확인 요청 {number}] 답변이 필요합니다",
            "en": "[{number}] We need an answer from you",
        },
        bodies=_both(
            {
                "ko": "처리를 계속하려면 아래 내용을 알려 주셔야 합니다.\n\n{text}\n\n아래 주소에서 바로 답하실 수 있습니다. 답을 주실 때까지 처리 기한은 멈춥니다.",
                "en": "To go on we need to know this from you:\n\n{text}\n\nYou can answer at the address below. Until then the time allowed for it stands still.",
            }
        ),
    ),
    "deadline_moved": Occasion(
        label=_("The date of the answer has changed"),
        must_reach=True,
        more=("text",),
        subjects={"ko": "[기한 변경 {number}] {title}", "en": "[{number}] The date has changed: {title}"},
        bodies=_both(
            {
                "ko": "약속드린 답변 기한이 바뀌었습니다.\n\n새 기한: {due}\n사유: {text}\n\n기다리게 해 드려 죄송합니다.",
                "en": "The date by which we promised an answer has changed.\n\nNew date: {due}\nReason: {text}\n\nWe are sorry that you have to wait.",
            }
        ),
    ),
    "closed": Occasion(
        label=_("It is settled"),
        must_reach=True,
        more=("text", "ending"),
        subjects={"ko": "[처리 결과 {number}] {title}", "en": "[{number}] The outcome: {title}"},
        bodies=_both(
            {
                "ko": "처리 결과를 알려드립니다: {ending}\n\n{text}\n\n결과가 충분하지 않으면 14일 안에 아래 주소에서 다시 처리를 요청하실 수 있습니다. 다른 담당자가 맡습니다.",
                "en": "This is the outcome: {ending}\n\n{text}\n\nIf that is not enough, you can have it opened again within 14 days at the address below. Somebody else will then take care of it.",
            }
        ),
    ),
    "merged": Occasion(
        label=_("It was joined to an earlier matter"),
        must_reach=True,
        more=("text",),
        subjects={"ko": "[함께 처리 {number}] {title}", "en": "[{number}] Joined to an earlier report: {title}"},
        bodies=_both(
            {
                "ko": "같은 내용이 먼저 접수되어 있어 함께 처리합니다. 결과가 나오면 똑같이 알려드리겠습니다.\n\n{text}",
                "en": "The same thing had been reported before, so both are dealt with as one. You will be told the outcome just the same.\n\n{text}",
            }
        ),
    ),
    "reopened": Occasion(
        label=_("It is open again"),
        must_reach=False,
        more=(),
        subjects={"ko": "[재처리 {number}] {title}", "en": "[{number}] Open again: {title}"},
        bodies=_both(
            {
                "ko": "다시 처리하기로 했습니다. 이번에는 다른 담당자가 살펴봅니다.\n\n{due}까지 답변해 드리겠습니다.",
                "en": "Your matter is open again, and somebody else is looking at it.\n\nYou will have an answer by {due}.",
            }
        ),
    ),
    "passed_on": Occasion(
        label=_("Another authority works on it"),
        must_reach=False,
        more=("text",),
        subjects={"ko": "[담당 기관 안내 {number}] {title}", "en": "[{number}] Now with: {text}"},
        bodies=_both(
            {
                "ko": "이 건은 이제 {text}에서 처리합니다. 끝까지 챙기는 책임은 그대로 저희에게 있으니 다시 신청하지 않으셔도 됩니다.",
                "en": "{text} works on it from now on. We still answer for it until the end; you need not report it again.",
            }
        ),
    ),
}
ENDINGS: Mapping[str, Mapping[str, str]] = {
    "done": {"ko": "처리를 마쳤습니다", "en": "It is done"},
    "answered": {"ko": "답변을 드렸습니다", "en": "It is answered"},
    "not_ours": {"ko": "저희 소관이 아니어서 맡을 곳으로 넘겼습니다", "en": "It is not ours to do; we passed it on"},
    "cannot": {"ko": "처리해 드리지 못했습니다", "en": "It cannot be done"},
    "withdrawn": {"ko": "요청하신 대로 취하되었습니다", "en": "It was withdrawn, as you asked"},
    "duplicate": {"ko": "먼저 접수된 건과 함께 처리합니다", "en": "It is dealt with together with an earlier report"},
}
