"""Takes the pictures of README and docs from a running demonstration: `python tools/pictures.py http://127.0.0.1:8120`."""

from __future__ import annotations

import io
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PASSWORD = "day-and-night-2010"  # noqa: S105  the demonstration's, printed on purpose
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
SIZES = {"wide": (1280, 860), "phone": (360, 760)}


@dataclass(frozen=True)
class Shot:
    """One page to take in both languages; `who` signs in first; `first_of` opens the first link of that kind."""

    name: str
    path: str
    who: str = ""
    sizes: tuple[str, ...] = ("wide",)
    first_of: str = ""
    look: str = ""


SHOTS = (
    Shot("front", "/", sizes=("wide", "phone")),
    Shot("report", "/report/", sizes=("phone",)),
    Shot("work", "/matters/", "jiwoo", sizes=("wide", "phone")),
    Shot("case", "/matters/", "jiwoo", sizes=("wide",), first_of="#work-region a[href^='/cases/'], a.row-title"),
    Shot("case-night", "/matters/", "jiwoo", first_of="#work-region a[href^='/cases/'], a.row-title", look="night"),
    Shot("desk", "/desk/", "jiwoo"),
    Shot("written", "/written/", "jiwoo", sizes=("wide", "phone")),
    Shot("chat", "/chat/desk/", "jiwoo", first_of="#chat-list a.row-title[href]"),
    Shot("apart", "/contacts/arrivals", "jiwoo"),
    Shot("mayor", "/mayor/", "governor", sizes=("wide", "phone"), first_of="main a[href$='/week']"),
    Shot("figures", "/figures/", "yuna"),
    Shot("bands", "/figures/bands", "yuna"),
    Shot("map", "/figures/map", "yuna"),
    Shot("routing", "/routing/", "admin"),
)


def main() -> None:
    """Take every picture."""
    from playwright.sync_api import sync_playwright

    origin = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8120"
    only = set(sys.argv[2:])
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        chromium = os.environ.get("HANTONG_CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS.split())
        for shot in SHOTS:
            if not only or shot.name in only:
                take(browser, origin, shot)
        browser.close()


def take(browser: Browser, origin: str, shot: Shot) -> None:
    """Take one page in both languages and all its sizes."""
    for language in ("ko", "en"):
        for size in shot.sizes:
            width, height = SIZES[size]
            context = browser.new_context(base_url=origin, viewport={"width": width, "height": height})
            cookies = {"hantong_language": language, **({"hantong_look": shot.look} if shot.look else {})}
            context.add_cookies([{"name": name, "value": value, "url": origin} for name, value in cookies.items()])
            page = context.new_page()
            if shot.who:
                sign_in(page, shot.who)
            page.goto(shot.path)
            if shot.first_of:
                page.goto(page.locator(shot.first_of).first.get_attribute("href") or shot.path)
            page.wait_for_timeout(800)
            keep(page, PICTURES / f"{shot.name}-{size}-{language}.png")
            context.close()


def sign_in(page: Page, who: str) -> None:
    """Sign in as one of the demonstration's people."""
    page.goto("/account/login/")
    page.locator("input[name=login]").fill(f"{who}@hantong.example")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit], main form button:not([type])").first.click()
    page.wait_for_load_state("load")


def keep(page: Page, path: Path) -> None:
    """Keep what is seen, in few colours so that the file is small."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(96, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
