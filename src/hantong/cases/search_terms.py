"""Index terms (provisional)."""

import re


def index_terms(text: str) -> list[str]:
    """Give the index terms of a text."""
    terms: set[str] = set()
    for word in re.findall(r"\w+", text.casefold()):
        if re.match("[가-힣]", word):
            terms |= {word[index : index + 2] for index in range(max(1, len(word) - 1))}
        else:
            terms.add(word[:40])
    return sorted(terms)


def query_terms(text: str) -> list[str]:
    """Give the terms that must all match."""
    return index_terms(text)
