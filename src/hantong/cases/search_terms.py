"""Index terms for search in Korean and other languages, kept beside a matter's words and asked for all at once."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from operator import add
from unicodedata import normalize

MOST_TERMS = 512
LONGEST_TERM = 40
_LONGEST_KNOWN = 32

_PAIRED = "가-힣" + "぀-ヿ㐀-䶿一-鿿々" + "฀-๿"
_ASCII_WORD = re.compile(rf"[a-z0-9]{{1,{LONGEST_TERM}}}")
_PIECE = re.compile(rf"[가-힣]+|[^\W_{_PAIRED}]{{1,{LONGEST_TERM}}}|[぀-ヿ㐀-䶿一-鿿々]+|[฀-๿]+")
_IS_PAIRED = re.compile(rf"[{_PAIRED}]").match


def index_terms(text: str) -> list[str]:
    """Give the terms under which a text is found, each once, at most `MOST_TERMS`, the first ones of the text.

    A run of Hangul (or of Chinese, Japanese or Thai letters, which also join words without spaces) gives each
    pair of neighbours, and a run of one letter that letter. Any other word or number gives itself in lower
    case. Letters that look alike (full-width, composed or not) are the same letter.
    """
    if text.isascii():
        return list(dict.fromkeys(_ASCII_WORD.findall(text.lower())))[:MOST_TERMS]
    chunks = normalize("NFKC", text).lower().split()
    terms_of = _terms_of_chunk if max(map(len, chunks), default=0) <= _LONGEST_KNOWN else _terms_of_chunk.__wrapped__
    return list(dict.fromkeys(chain.from_iterable(map(terms_of, chunks))))[:MOST_TERMS]


def query_terms(text: str) -> list[str]:
    """Give the terms that a text must all have to be found by this query; none means that nothing can be asked.

    Two or more letters of a run of Hangul are found anywhere in it. A single letter is found where it stands
    alone, and is left out when the query has anything longer to ask for.
    """
    terms = index_terms(text)
    longer = [term for term in terms if len(term) > 1 or not _IS_PAIRED(term)]
    return longer or terms


@lru_cache(maxsize=8192)
def _terms_of_chunk(chunk: str) -> tuple[str, ...]:
    """The terms of what stands between two spaces; people use the same words again, so most are known."""
    return tuple(chain.from_iterable(map(_terms_of_piece, _PIECE.findall(chunk))))


def _terms_of_piece(piece: str) -> Iterable[str]:
    if not _IS_PAIRED(piece):
        return (piece,)
    return map(add, piece, piece[1:]) if len(piece) > 1 else (piece,)
