"""Drawing a chart as SVG: once per content, in a process of its own that gives its memory back."""

import json
import os
import subprocess
import sys
from hashlib import sha256
from html import escape
from pathlib import Path
from threading import BoundedSemaphore

from hantong.reports.chart_specs import Spec

_CHILD = "hantong.reports.drawing_child"
_ONE_AT_A_TIME = BoundedSemaphore(1)
MOST_SECONDS = 30
MOST_KEPT = 400
EDITION = 1


class NotDrawn(Exception):
    """The chart could not be drawn; its table says the same."""


def address_of(spec: Spec, title: str, description: str) -> str:
    """Give the content address of a chart: another one as soon as anything in it is."""
    content = json.dumps([EDITION, spec, title, description], sort_keys=True, ensure_ascii=False)
    return sha256(content.encode()).hexdigest()[:32]


def drawn(spec: Spec, *, title: str, description: str, folder: Path) -> bytes:
    """Give the chart as SVG, from `folder` where it was drawn before. Raises NotDrawn."""
    kept = folder / f"{address_of(spec, title, description)}.svg"
    if kept.exists():
        return kept.read_bytes()
    with _ONE_AT_A_TIME:
        if not kept.exists():
            _keep(kept, _named(_draw(spec), title, description))
    return kept.read_bytes()


def _draw(spec: Spec) -> str:
    """Run the child: the drawing engine takes 90 MB, which the process that serves pages must not keep."""
    try:
        child = subprocess.run(
            [sys.executable, "-m", _CHILD],
            input=json.dumps(spec).encode(),
            capture_output=True,
            timeout=MOST_SECONDS,
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as failed:
        said = getattr(failed, "stderr", b"") or b""
        raise NotDrawn(said.decode(errors="replace")[-500:] or str(failed)) from failed
    return child.stdout.decode()


def _named(svg: str, title: str, description: str) -> str:
    """Give the picture a name and a description for those who do not see it."""
    head, rest = svg.split(">", 1)
    head = head.replace("<svg ", '<svg role="img" aria-labelledby="title desc" ', 1)
    return f'{head}><title id="title">{escape(title)}</title><desc id="desc">{escape(description)}</desc>{rest}'


def _keep(path: Path, svg: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(f".{os.getpid()}")
    new.write_text(svg, encoding="utf-8")
    new.replace(path)
    kept = sorted(path.parent.glob("*.svg"), key=lambda each: each.stat().st_mtime)
    for old in kept[:-MOST_KEPT]:
        old.unlink(missing_ok=True)
