"""Copies the pinned browser libraries into the git-ignored vendor folder and joins our own style sheets."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
ROOMS = ROOT / "src" / "hantong"
VENDOR = ROOMS / "shell" / "static" / "vendor"
TOKENS = MODULES / "krds-uiux/resources/css/token/krds_tokens.css"
PRETENDARD = MODULES / "pretendard/dist/web/variable"

FIRST = ("tokens", "base", "layout")  # the cascade reads these before the alphabet
FACES_NOTE = "/* Pretendard: pretendard/LICENSE.txt */\n"
NIGHT = re.compile(r":root\[data-look=night\] \{(?P<body>[^}]*)\}")
DEFINITION = re.compile(r"(--krds-[\w-]+)\s*:\s*([^;]+);")
USE = re.compile(r"var\((--krds-[\w-]+)")
FACE = re.compile(r"@font-face\{[^}]*?subset\.(?P<subset>\d+)\.woff2[^}]*\}")
COMMON = {"88", "89", "90", "91"}  # Latin and the syllables that most words are made of; the others come later
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def style_sheets() -> list[Path]:
    """Return our style sheets in the order of the cascade: the shell's first, then each room's."""
    shell = sorted((ROOMS / "shell/static/shell/css").glob("*.css"), key=_place)
    rooms = sorted(p for p in ROOMS.glob("**/static/*/css/*.css") if "shell" not in p.parts)
    return [*shell, *rooms]


def _place(sheet: Path) -> tuple[int, str]:
    return (FIRST.index(sheet.stem) if sheet.stem in FIRST else len(FIRST), sheet.stem)


def seen_from_vendor(sheet: Path) -> str:
    """Return the sheet with its addresses (`url(../x.svg)`) as the joined sheet needs them."""
    room = sheet.parent.parent.name
    return sheet.read_text().replace("url(../", f"url(../{room}/")


def cut_tokens(tokens: str, ours: str) -> str:
    """Return the design system's custom properties that our sheets use, following var() to the end.

    Raises KeyError if a sheet asks for a token that the design system does not have.
    """
    known = dict(DEFINITION.findall(tokens))
    wanted: dict[str, str] = {}
    queue = USE.findall(ours)
    while queue:
        name = queue.pop()
        if name in wanted:
            continue
        if name not in known:
            raise KeyError(f"{name} is used in our style sheets but KRDS does not define it")
        wanted[name] = known[name].strip()
        queue.extend(USE.findall(wanted[name]))
    lines = (f"{name}:{wanted[name]};" for name in known if name in wanted)
    return ":root{" + "".join(lines) + "}\n"


def twin_night(css: str) -> str:
    """Return the css in which the night colours, written once, also answer the system's own night setting."""

    def twin(found: re.Match[str]) -> str:
        body = found["body"]
        return f"{found[0]}\n@media (prefers-color-scheme: dark) {{:root:not([data-look=day]) {{{body}}}}}"

    return NIGHT.sub(twin, css)


def squeeze(css: str) -> str:
    """Return the css without comments and idle white space."""
    css = re.sub(r"\s+", " ", COMMENT.sub("", css)).strip()
    return re.sub(r"\s*([{};,])\s*", r"\1", css).replace(";}", "}").replace("}", "}\n")


def parted(faces: str) -> tuple[str, str]:
    """Return the faces that nearly every page needs, and all others."""
    found = list(FACE.finditer(faces))
    kinds = (True, False)
    common, others = ("".join(f"{one[0]}\n" for one in found if (one["subset"] in COMMON) is kind) for kind in kinds)
    return common, others


def main() -> int:
    """Fill the vendor folder and return the exit code."""
    if not TOKENS.exists():
        print("node_modules is missing: run `npm ci --ignore-scripts` first", file=sys.stderr)
        return 1
    VENDOR.mkdir(parents=True, exist_ok=True)
    shutil.copy(MODULES / "htmx.org/dist/htmx.min.js", VENDOR / "htmx.min.js")
    fonts = VENDOR / "pretendard"
    shutil.copytree(PRETENDARD / "woff2-dynamic-subset", fonts / "woff2-dynamic-subset", dirs_exist_ok=True)
    shutil.copy(MODULES / "pretendard/dist/LICENSE.txt", fonts / "LICENSE.txt")
    shutil.copy(MODULES / "htmx.org/LICENSE", VENDOR / "htmx.LICENSE.txt")
    faces = (PRETENDARD / "pretendardvariable-dynamic-subset.css").read_text()
    licence = faces[: faces.index("*/") + 2]
    common, others = parted(squeeze(faces))
    (fonts / "pretendard.css").write_text(licence + "\n" + others)
    ours = "\n".join(seen_from_vendor(sheet) for sheet in style_sheets())
    tokens = cut_tokens(TOKENS.read_text(), ours)
    (VENDOR / "krds.css").write_text(tokens)
    pages = FACES_NOTE + common.replace("url(./", "url(./pretendard/") + tokens + squeeze(twin_night(ours))
    (VENDOR / "pages.css").write_text(pages)
    print(f"vendor: htmx, Pretendard, KRDS tokens {len(tokens):,} B, pages.css {len(pages):,} B")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
