"""(f) Weight of a first page over the wire without fonts, and when it can be used on a slow phone."""

import os
import urllib.request
from statistics import median
from typing import Any

from bench.served import web
from bench.setting import Figure, bench_database, say

PAGES = {
    "front page": "/",
    "choose a service": "/report/",
    "report form": "/report/other",
    "sign in": "/account/login/",
}
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
CPU_SLOWER = 4
TIMES = 5
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def main() -> None:
    """Measure each page five times in Chromium: 1.6 Mbit/s, 150 ms, and a processor four times slower; medians."""
    with bench_database():
        from django.core.management import call_command

        from bench import world

        world.build()
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["django_htmx"])
        from playwright.sync_api import sync_playwright

        with web() as port, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("HANTONG_CHROMIUM", "/usr/bin/chromium"), args=FLAGS
            )
            _warm(port)
            for name, path in PAGES.items():
                loads = [_load(browser, f"http://127.0.0.1:{port}{path}") for _ in range(TIMES)]
                weight, usable_s = (median(column) for column in zip(*loads, strict=True))
                say(
                    Figure(f"{name}: weight without fonts", weight / 1000, "kB", 150),
                    Figure(f"{name}: first paint on a slow phone", usable_s, "s", 1),
                )
            browser.close()


def _warm(port: int) -> None:
    """Ask for every page some times: a process that has just started has its templates still to read."""
    for path in list(PAGES.values()) * 6:
        urllib.request.urlopen(f"http://127.0.0.1:{port}{path}").read()  # noqa: S310


def _load(browser: Any, url: str) -> tuple[int, float]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWER})
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}
    session.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    page.goto(url, wait_until="load")
    page.wait_for_timeout(500)
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1")
    weight = sum(int(size) for key, size in sizes.items() if kinds.get(key) != "Font")
    context.close()
    return weight, float(painted) / 1000


if __name__ == "__main__":
    main()
