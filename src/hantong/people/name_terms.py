"""How a name is found by any part of it, without an extension of the database."""

import unicodedata


def name_terms(name: str) -> list[str]:
    """Give the index terms of a name: every word and every pair of neighbouring letters, in small letters."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    words = plain.split()
    pairs = {word[index : index + 2] for word in ["".join(words), *words] for index in range(len(word) - 1)}
    return sorted(pairs | set(words))[:60]


def name_query(text: str) -> list[str]:
    """Give the terms that must all be found for `text` to be a part of a name."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    terms: list[str] = []
    for word in plain.split():
        terms += [word[index : index + 2] for index in range(len(word) - 1)] or [word]
    return terms
