"""Words by which residents say that they want no texts, or want them again, in the languages that are written to us.

Words that may as well answer a question of ours ("거부", "cancel", "동의") are not among them.
"""

import re
import unicodedata

STOP = frozenset(
    {
        *("수신거부", "수신거절", "문자거부", "문자수신거부", "수신거부합니다", "수신거부요청", "문자중지", "문자그만"),
        *("stop", "stopall", "stopplease", "unsubscribe", "optout"),
        *("退订", "退訂", "拒收", "td"),
        *("配信停止", "受信拒否"),
        *("tuchoi", "từchối", "hủyđăngký", "huydangky"),
        *("เลิกรับ", "ยกเลิกรับข้อความ"),
        *("стоп", "отписка", "отписаться"),
    }
)
START = frozenset(
    {
        *("수신동의", "수신재개", "수신허용", "문자수신동의"),
        *("start", "unstop", "subscribe", "optin"),
        *("恢复订阅", "恢復訂閱", "订阅", "訂閱"),
        *("配信再開", "受信再開"),
        *("dangky", "đăngký"),
        *("สมัครรับข้อความ",),
        *("подписка", "подписаться"),
    }
)
_IDLE = re.compile(r"[\s\W_]+")
MOST_LETTERS = 40


def _plain(text: str) -> str:
    return _IDLE.sub("", unicodedata.normalize("NFKC", _without_marks(text)).casefold())


def _without_marks(text: str) -> str:
    """Give a text without what frames a word: "080-123-4567 수신거부", "[STOP]"."""
    return re.sub(r"[\d()\[\]{}<>「」『』【】\"'“”‘’#*.,!?~\-]+", " ", text)


_STOP, _START = frozenset(map(_plain, STOP)), frozenset(map(_plain, START))


def wants_none(text: str) -> bool:
    """Tell whether a text says that no more are wanted, and nothing else."""
    return len(text) <= MOST_LETTERS and _plain(text) in _STOP


def wants_again(text: str) -> bool:
    """Tell whether a text says that they are wanted again, and nothing else."""
    return len(text) <= MOST_LETTERS and _plain(text) in _START
