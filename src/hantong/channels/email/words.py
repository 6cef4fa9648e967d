"""A mail as what a resident said: its words with the history folded below, its language, its files."""

import re
from collections.abc import Iterable, Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from hantong.cases.actions import KeptFile, NewFile, keep_files
from hantong.cases.refusals import FileRefused
from hantong.channels.email.reading import File, Mail
from hantong.contacts.reading import LONGEST_TEXT
from hantong.kit.quotes import folded_under
from hantong.kit.text import mask_numbers

LONGEST_FRESH = 8000
LONGEST_HISTORY = 1500
MOST_FILES = 5
MOST_LETTERS_OF_THANKS = 40
HANGUL = re.compile(r"[가-힣]")
LATIN = re.compile(r"[A-Za-z]")
THANKS = re.compile(
    r"^\W*((정말|너무|대단히|네|예|잘|빠른|신속한|처리|답변|해 ?주셔서|주셔서|확인했습니다|알겠습니다|감사합니다"
    r"|감사드립니다|고맙습니다|고마워요|감사|수고하세요|수고하셨습니다"
    r"|ok|okay|thanks?|thank you|many|so|very|much|a lot|for|your|the|help|reply|answer|cheers)\W*)+$",
    re.I,
)


def language_of(mail: Mail) -> str:
    """Tell in which of our languages to answer: Korean where there is any, English where there are only Latin letters."""
    said = f"{mail.subject} {mail.fresh[:2000]}"
    return "ko" if HANGUL.search(said) or not LATIN.search(said) else "en"


def is_thanks(text: str) -> bool:
    """Tell whether a text is thanks and nothing else, so that a settled matter stays settled."""
    return len(text) <= MOST_LETTERS_OF_THANKS and bool(THANKS.match(text))


def kept_files(files: Iterable[File]) -> tuple[list[KeptFile], list[str]]:
    """Keep what may come in, and say of the rest why not."""
    kept: list[KeptFile] = []
    refused: list[str] = []
    for file in files:
        if len(kept) >= MOST_FILES:
            refused.append(_("“%(name)s” (more than %(most)s files)") % {"name": file.name, "most": MOST_FILES})
            continue
        try:
            kept += keep_files([NewFile(name=file.name, content=file.content)])
        except FileRefused as why:
            refused.append(str(why))
    return kept, refused


def said_in(mail: Mail, *, language: str) -> tuple[str, list[KeptFile]]:
    """Give the words of a mail as they are kept, and its files; a very long text comes along as a file of its own."""
    fresh = mail.fresh.strip()
    files: Sequence[File] = mail.files
    with translation.override(language):
        if len(fresh) > LONGEST_FRESH:
            whole = mask_numbers(fresh).text
            files = [File(name="mail.txt", content=whole.encode()), *files]
            fresh = fresh[:LONGEST_FRESH].rstrip() + "\n\n" + _("(The whole text is in the file mail.txt.)")
        kept, refused = kept_files(files)
        if not fresh:
            fresh = mail.subject or (_("(A mail without words.)") if not kept else _("(A mail with files only.)"))
        if refused:
            fresh += "\n\n" + _("Not taken:") + "".join(f"\n- {line}" for line in refused[:10])
    return folded_under(fresh, mail.history[:LONGEST_HISTORY])[:LONGEST_TEXT], kept
