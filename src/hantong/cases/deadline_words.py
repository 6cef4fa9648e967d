"""The steps of a deadline as sentences, in Korean for residents and in English."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from hantong.cases.deadline_steps import Step
from hantong.offices.hours import OfficeHours

_KOREAN_WEEKDAYS = "월화수목금토일"
_ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ENGLISH: Mapping[str, str] = {
    "received": "Received on {at}.",
    "starts/at_once": "The office was open, so the clock started at once.",
    "starts/closed": "The office was closed, so the clock starts on {at}.",
    "starts/weekend": "That was a weekend, so the clock starts on {at}.",
    "starts/holiday": "That was a holiday ({name}), so the clock starts on {at}.",
    "counts/working_hours": "Working hours that count: {count}.",
    "counts/days": "Days that count, the first one included: {count}. Saturdays, Sundays and holidays do not.",
    "counts/working_days_after": "Working days after that day: {count}.",
    "counts/calendar_days_after": "Days after that day, whatever they are: {count}.",
    "counts/weeks": "Weeks by the calendar, the first day included: {count}.",
    "counts/months": "Months by the calendar, the first day included: {count}.",
    "counts/years": "Years by the calendar, the first day included: {count}.",
    "left_out": "Holidays left out: {days}.",
    "paused": "From {at} to {until} we waited for an answer; that time does not count.",
    "extended": "Extended by another period of the same length; number of extensions: {count}.",
    "moved_on/weekend": "{first} is on a weekend, so the end moves on to {last}.",
    "moved_on/holiday": "{first} is a holiday ({name}), so the end moves on to {last}.",
    "waiting": "Since {at} we have been waiting for an answer; until then the clock stands still.",
    "due": "The answer is due by {at}.",
    "no_deadline": "No time limit is set for this matter.",
}
_KOREAN: Mapping[str, str] = {
    "received": "{at}에 접수했습니다.",
    "starts/at_once": "근무시간 중이어서 접수한 때부터 바로 셉니다.",
    "starts/closed": "근무시간이 아니어서 {at}부터 셉니다.",
    "starts/weekend": "주말이어서 {at}부터 셉니다.",
    "starts/holiday": "공휴일({name})이어서 {at}부터 셉니다.",
    "counts/working_hours": "근무시간으로 {count}시간을 셉니다.",
    "counts/days": "첫날을 넣어 {count}일을 세며, 토요일·일요일·공휴일은 넣지 않습니다.",
    "counts/working_days_after": "다음 날부터 근무일 {count}일을 셉니다.",
    "counts/calendar_days_after": "다음 날부터 휴일을 넣어 {count}일을 셉니다.",
    "counts/weeks": "첫날을 넣어 달력으로 {count}주를 셉니다.",
    "counts/months": "첫날을 넣어 달력으로 {count}개월을 셉니다.",
    "counts/years": "첫날을 넣어 달력으로 {count}년을 셉니다.",
    "left_out": "넣지 않은 공휴일: {days}.",
    "paused": "{at}부터 {until}까지는 답변을 기다린 시간이어서 넣지 않습니다.",
    "extended": "같은 기간만큼 {count}회 연장했습니다.",
    "moved_on/weekend": "{first}은 주말이어서 기한이 {last}로 넘어갑니다.",
    "moved_on/holiday": "{first}은 공휴일({name})이어서 기한이 {last}로 넘어갑니다.",
    "waiting": "{at}부터 답변을 기다리고 있으며, 그동안 기한은 멈춥니다.",
    "due": "처리 기한은 {at}까지입니다.",
    "no_deadline": "이 민원에는 처리 기한이 정해져 있지 않습니다.",
}


def sentences(steps: Iterable[Step], *, hours: OfficeHours, language: str = "ko") -> list[str]:
    """Give a sentence for each step in "ko" or "en", times in the office's zone, holidays by name."""
    is_english = language.startswith("en")
    words, write_day = (_ENGLISH, _english_day) if is_english else (_KOREAN, _korean_day)
    return [_sentence(step, words, write_day, hours, "en" if is_english else "ko") for step in steps]


def _sentence(
    step: Step, words: Mapping[str, str], write_day: Callable[[date], str], hours: OfficeHours, language: str
) -> str:
    name = hours.calendar.name

    def write(moment: datetime | None) -> str:
        local = moment.astimezone(ZoneInfo(hours.zone)) if moment else None
        return f"{write_day(local.date())} {local:%H:%M}" if local else ""

    return words[_key(step)].format(
        at=write(step.at),
        until=write(step.until),
        count=step.count,
        first=write_day(step.days[0]) if step.days else "",
        last=write_day(step.days[-1]) if step.days else "",
        days=", ".join(f"{write_day(day)} {name(day, language)}" for day in step.days),
        name=name(step.days[0], language) if step.days else "",
    )


def _key(step: Step) -> str:
    detail = step.unit or step.why
    return f"{step.code}/{detail}" if detail else str(step.code)


def _korean_day(day: date) -> str:
    return f"{day.year}년 {day.month}월 {day.day}일({_KOREAN_WEEKDAYS[day.weekday()]})"


def _english_day(day: date) -> str:
    return f"{_ENGLISH_WEEKDAYS[day.weekday()]} {day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}"
