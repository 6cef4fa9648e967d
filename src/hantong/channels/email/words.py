"""A mail as what a resident said: its words with the history folded below, its language, its files."""

from collections.abc import Iterable, Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from hantong.cases.actions import KeptFile, NewFile, keep_files
from hantong.cases.refusals import FileRefused
from hantong.channels.email.reading import File, Mail
from hantong.contacts.languages import language_of_text, page_language
from hantong.contacts.reading import LONGEST_TEXT
from hantong.kit.text import mask_numbers
from hantong.shell.quotes import folded_under

LONGEST_FRESH = 8000
LONGEST_HISTORY = 1500
MOST_FILES = 5


def language_of(mail: Mail) -> str:
    """Tell in which language a mail is written; a few words that tell nothing pass for Korean."""
    return language_of_text(f"{mail.subject}\n{mail.fresh}", otherwise="ko")


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
    with translation.override(page_language(language)):
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
