"""The files of a talk: checked and kept when they are sent, with their line until a matter claims them."""

from collections.abc import Iterable

from hantong.cases.actions import KeptFile
from hantong.channels.chat.models import Line, Talk


def kept(line: Line) -> tuple[KeptFile, ...]:
    """Give the files that came with a line."""
    return tuple(KeptFile(**each) for each in line.files)


def kept_with(lines: Iterable[Line]) -> tuple[KeptFile, ...]:
    """Give the files that came with these lines, each content once."""
    return tuple({file.sha256: file for line in lines for file in kept(line)}.values())


def file_of(talk: Talk, *, n: int, at: int) -> KeptFile | None:
    """Give a file of a line by its place there, from 0."""
    line = Line.objects.filter(talk=talk, n=n).first()
    files = kept(line) if line else ()
    return files[at] if at < len(files) else None
