"""What residents are told at each step, one file per language that we write."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from types import ModuleType

from hantong.contacts.notice_words import en, ja, ko, ru, th, vi, zh


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of one language."""

    LABEL: str
    HELLO: str
    FOOT: str
    RESIDENT: str
    SUBJECTS: Mapping[str, str]
    BODIES: Mapping[str, str]
    ENDINGS: Mapping[str, str]


def _words(module: ModuleType) -> Words:
    return Words(**{field.name: getattr(module, field.name) for field in fields(Words)})


MODULES = {"ko": ko, "en": en, "zh": zh, "ja": ja, "vi": vi, "th": th, "ru": ru}
LANGUAGES: Mapping[str, Words] = {language: _words(module) for language, module in MODULES.items()}
WEEKDAYS = {
    "zh": "一二三四五六日",
    "ja": "月火水木金土日",
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ Nhật"),
    "th": ("วันจันทร์", "วันอังคาร", "วันพุธ", "วันพฤหัสบดี", "วันศุกร์", "วันเสาร์", "วันอาทิตย์"),
    "ru": ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
}
PATTERNS = {
    "zh": "{month}月{day}日（星期{weekday}）{hour}",
    "ja": "{month}月{day}日（{weekday}）{hour}",
    "vi": "{hour}, {weekday}, ngày {day}/{month}",
    "th": "{weekday}ที่ {day}/{month} เวลา {hour} น.",
    "ru": "{day}.{month:02d} ({weekday}), {hour}",
}


def moment_in(language: str, local: datetime) -> str:
    """Say a moment on its own clock in one of the languages that our pages are not written in."""
    return PATTERNS[language].format(
        month=local.month, day=local.day, weekday=WEEKDAYS[language][local.weekday()], hour=f"{local:%H:%M}"
    )
