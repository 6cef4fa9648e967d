"""HTML of strangers: as plain text, and as what may be shown: no scripts, no pictures from afar, no styles, no forms."""

import html
import re

import nh3

SHOWN = {
    "a", "b", "blockquote", "br", "code", "div", "em", "h1", "h2", "h3", "h4", "hr", "i", "li", "ol", "p", "pre", "s",
    "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
GONE = {"script", "style", "head", "title", "noscript", "template", "svg", "math", "iframe", "object", "textarea"}
LINKS = {"http", "https", "mailto", "tel"}
MOST_LETTERS = 2_000_000
QUOTE = re.compile(
    r"<(?:blockquote\b|div\b[^>]{0,200}(?:gmail_quote|yahoo_quoted|moz-cite|appendonsend|divRplyFwdMsg))", re.I
)
BLOCK_ENDS = re.compile(r"</(?:p|div|h[1-6]|li|tr|table|blockquote|ul|ol|pre)>|<br\s*/?>|<hr\s*/?>", re.I)
CELL_ENDS = re.compile(r"</t[dh]>", re.I)
TAGS = re.compile(r"<[^<>]*>")


def safe(markup: str) -> str:
    """Give the markup as it may be put on a page of ours."""
    return nh3.clean(
        markup[:MOST_LETTERS],
        tags=SHOWN,
        clean_content_tags=GONE,
        attributes={"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}},
        url_schemes=LINKS,
        link_rel="noopener noreferrer nofollow",
        strip_comments=True,
    )


def plain(markup: str) -> str:
    """Give the words of the markup in lines."""
    kept = nh3.clean(
        markup[:MOST_LETTERS],
        tags=SHOWN - {"a", "span", "b", "i", "em", "strong", "u", "s", "code"},
        clean_content_tags=GONE,
        attributes={},
        link_rel=None,
        strip_comments=True,
    )
    kept = re.sub(r"\s+", " ", kept)
    kept = CELL_ENDS.sub(" ", BLOCK_ENDS.sub("\n", kept))
    lines = [re.sub(r"[ \t\xa0]+", " ", line).strip() for line in html.unescape(TAGS.sub("", kept)).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def divided_markup(markup: str) -> tuple[str, str]:
    """Give the markup before and from where the mail programme put the history."""
    found = QUOTE.search(markup)
    return (markup[: found.start()], markup[found.start() :]) if found else (markup, "")
