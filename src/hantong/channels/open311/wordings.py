"""What of a matter's words may be public: words written for the public record, without ways to reach anybody."""

import re

HIDDEN = "○○○"
EMAIL = re.compile(r"[^\s@<>()\[\],;:\"']+@[^\s@<>()\[\],;:\"']+\.[^\s@<>()\[\],;:\"']+")
PHONE = re.compile(r"(?<![\d+-])(?:\+\d{1,3}[\s.-]?\(?0?\)?\d{1,2}|\(?0\d{1,2}\)?)[\s.-]?\d{3,4}[\s.-]?\d{4}(?!\d)")
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def public_words(text: str, *, name: str = "") -> str:
    """Give `text` without e-mail addresses, telephone numbers and the resident's own `name`."""
    plain = PHONE.sub(HIDDEN, EMAIL.sub(HIDDEN, text))
    short = name.strip()
    return plain.replace(short, HIDDEN) if len(short) > 1 else plain


def without_tags(text: str) -> str:
    """Give `text` without HTML elements; a lone < stays, for people write it."""
    return TAG.sub("", text)


def full_name(first: str, last: str) -> str:
    """Give a name as it is written: family name first, without a space, where it is Korean."""
    first, last = first.strip(), last.strip()
    is_korean = bool(re.fullmatch(r"[가-힣]+", first + last))
    return f"{last}{first}" if is_korean else f"{first} {last}".strip()
