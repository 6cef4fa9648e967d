"""The HTML of posts of strangers as plain words; mentions and links keep what a reader sees."""

import html
import re

import nh3

MOST_LETTERS = 50_000
GONE = {"script", "style", "head", "title", "noscript", "template", "svg", "math", "iframe", "object", "textarea"}
BLOCK_ENDS = re.compile(r"</p>|<br\s*/?>|</li>|</blockquote>|</pre>", re.I)
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")
TAGS = re.compile(r"<[^<>]*>")


def words_of(markup: str) -> str:
    """Give the words of the markup in lines."""
    kept = nh3.clean(
        markup[:MOST_LETTERS],
        tags={"p", "br", "li", "blockquote", "pre"},
        clean_content_tags=GONE,
        attributes={},
        strip_comments=True,
    )
    kept = BLOCK_ENDS.sub("\n", re.sub(r"[ \t\r\n]+", " ", kept))
    return seen("\n".join(line.strip() for line in html.unescape(TAGS.sub("", kept)).split("\n")))


def seen(text: str) -> str:
    """Give a text without characters that nobody sees, and with at most one empty line between others."""
    return re.sub(r"\n{3,}", "\n\n", UNSEEN.sub("", text.replace("\r\n", "\n"))).strip()


def without_mentions(text: str, handles: tuple[str, ...]) -> str:
    """Take our own names off the beginning of a text: everybody who talks to us begins with them."""
    ours = {f"@{handle.casefold()}" for handle in handles if handle}
    words = text.split(" ")
    while words and words[0].casefold().rstrip(",:") in ours:
        words = words[1:]
    return " ".join(words).strip()
