"""Telephone numbers and e-mail addresses in the one form in which they are compared."""

import re

import phonenumbers

PHONE, EMAIL, ACCOUNT = "phone", "email", "account"
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


class NotAContactPoint(ValueError):
    """What was typed is no telephone number or e-mail address."""


def normalised(*, kind: str, value: str, region: str = "KR") -> str:
    """Give a phone number in E.164 form ("+821012345678") or an address in small letters.

    Numbers without a country are read as dialled in `region`. Raises NotAContactPoint.
    """
    value = value.strip()
    if kind == PHONE:
        return _phone(value, region)
    if kind == EMAIL:
        if len(value) > 254 or not _EMAIL.fullmatch(value):
            raise NotAContactPoint(value)
        return value.lower()
    if not value:
        raise NotAContactPoint(value)
    return value


def _phone(value: str, region: str) -> str:
    try:
        number = phonenumbers.parse(value, region)
    except phonenumbers.NumberParseException as unreadable:
        raise NotAContactPoint(value) from unreadable
    if not phonenumbers.is_possible_number(number):
        raise NotAContactPoint(value)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def printed(value: str) -> str:
    """Give a stored number as people of its country write it; other contact points stay as they are."""
    if not value.startswith("+"):
        return value
    number = phonenumbers.parse(value)
    style = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if number.country_code == 82
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(number, style)
