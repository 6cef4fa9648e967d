"""Telephone numbers as networks write them: long ones in E.164 form, short ones and numbers without a region as digits."""

import re

import phonenumbers

from hantong.contacts.models import OwnAddress
from hantong.contacts.own_addresses import own_addresses
from hantong.people.contact_points import PHONE, NotAContactPoint, normalised

KEY = "sms"
INTERNATIONAL, NATIONAL, SHORT, WORDS = 1, 2, 3, 5
ISDN = 1
MOBILE = {phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE}


def canonical(value: str, *, ton: int = 0) -> str:
    """Give a number in the one form in which numbers are compared; a name instead of a number stays a name."""
    digits = re.sub(r"[\s().\-]", "", value.strip())
    if not re.fullmatch(r"\+?\d+", digits):
        return value.strip().lower()
    if ton == INTERNATIONAL and not digits.startswith(("+", "0")):
        digits = f"+{digits}"
    try:
        found = normalised(kind=PHONE, value=digits)
    except NotAContactPoint:
        return digits
    if digits.startswith(("+", "0")):
        return found
    return f"+{digits}" if _is_dialled_abroad(digits) else digits.lstrip("+")


def _is_dialled_abroad(digits: str) -> bool:
    """Tell whether bare digits are a whole number with its country, as many networks send them."""
    try:
        number = phonenumbers.parse(f"+{digits}")
    except phonenumbers.NumberParseException:
        return False
    return len(digits) >= 11 and phonenumbers.is_valid_number(number)


def address_at(number: str) -> OwnAddress | None:
    """Give which of our numbers this is."""
    wanted = canonical(number)
    ours = (row for (channel, _address), row in own_addresses().items() if channel == KEY)
    return next((row for row in ours if canonical(row.address) == wanted), None)


def is_mobile(number: str) -> bool:
    """Tell whether texts can reach a number."""
    try:
        return phonenumbers.number_type(phonenumbers.parse(number, "KR")) in MOBILE
    except phonenumbers.NumberParseException:
        return False


def addressed(number: str) -> tuple[int, int, str]:
    """Give the type of number, the plan and the digits by which SMPP names a number."""
    plain = canonical(number)
    if plain.startswith("+"):
        return INTERNATIONAL, ISDN, plain[1:]
    if plain.isdecimal():
        return (SHORT, 0, plain) if len(plain) <= 6 else (NATIONAL, ISDN, plain)
    return WORDS, 0, number.strip()[:11]
