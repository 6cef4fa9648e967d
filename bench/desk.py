"""A routine matter at the desk by keyboard alone, in Chromium: seconds of the product's part, key strokes, and both together."""

import os
import re
import statistics
import time
import unicodedata
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bench.first_page import FLAGS
from bench.served import web
from bench.setting import Figure, bench_database, say

if TYPE_CHECKING:
    from django.test import Client

ENTRIES = 12
LIMIT_S = 20
KEY_S = 0.28  # an average typist's stroke by the keystroke-level model (Card, Moran and Newell 1980)
PHONE, SERVICE, WORDS = "0312340000", "가로등", "집 앞 가로등이 사흘째 꺼져 있어요."
# Letters of a Korean keyboard (KS X 5002) that take two strokes: those doubled with Shift or put together of two.
TWO_STROKES = re.compile(r"SSANG|-| (YAE|YE|WA|WAE|OE|WEO|WE|WI|YI)$")
PERSON_CHOSEN = "#people [name=resident]:checked:not([value=''])"
SERVICE_CHOSEN = "#services [name=service]:checked:not([value=''])"


class Keyboard:
    """Presses keys as a counsellor does, counts them, and adds up how long the product let them wait."""

    def __init__(self, page: Any) -> None:
        self.page, self.strokes, self.waited_s = page, 0, 0.0

    def type(self, text: str) -> None:
        """Type a text, syllables of Hangul letter by letter."""
        self.page.keyboard.type(text)
        self.strokes += sum(_strokes(letter) for letter in unicodedata.normalize("NFD", text))

    def press(self, keys: str) -> None:
        """Press one key, or several held together."""
        self.page.keyboard.press(keys)
        self.strokes += keys.count("+") + 1

    def wait_for(self, what: str) -> None:
        """Wait until the page shows something."""
        begun = time.perf_counter()
        self.page.wait_for_selector(what, state="attached")
        self.waited_s += time.perf_counter() - begun

    def go_to(self, field: str) -> None:
        """Press Enter until the cursor stands in a field."""
        for _ in range(8):
            if self.page.evaluate("document.activeElement.name") == field:
                return
            self.press("Enter")
        raise SystemExit(f"Enter does not lead to {field}.")


def _strokes(letter: str) -> int:
    return 2 if unicodedata.name(letter).startswith("HANGUL") and TWO_STROKES.search(unicodedata.name(letter)) else 1


def main() -> None:
    """Record the same routine matter some times over, as somebody who has done it before would."""
    with bench_database("bench_desk"):
        from django.core.management import call_command

        from bench import world

        world.build()
        client = _counsellor()
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["django_htmx"])
        from playwright.sync_api import sync_playwright

        with web() as port, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("HANTONG_CHROMIUM", "/usr/bin/chromium"), args=FLAGS
            )
            page = _desk(browser, client, f"http://127.0.0.1:{port}")
            _entry(page)  # a process that has just started has its templates still to read
            done = [_entry(page) for _ in range(ENTRIES)]
            browser.close()
        waited_s = [hands.waited_s for hands in done]
        strokes = done[0].strokes
        whole_s = statistics.median(waited_s) + strokes * KEY_S
        worst = f"the slowest of {ENTRIES}: {max(waited_s):.2f} s"
        say(
            Figure("a routine matter: the product's part", statistics.median(waited_s), "s", LIMIT_S, note=worst),
            Figure(
                "a routine matter: with the hands' part", whole_s, "s", LIMIT_S, note=f"{strokes} strokes of {KEY_S} s"
            ),
        )


def _counsellor() -> "Client":
    """Give somebody at the desk of the first city who is signed in, the service asked for, and the neighbour who will call."""
    from django.test import Client

    from hantong.access.models import Staff
    from hantong.catalogue.models import Service
    from hantong.offices.models import Jurisdiction
    from hantong.people.models import ContactPoint, Resident

    names = {"ko": "가로등 고장", "en": "Broken street light"}
    Service.objects.filter(code="service-17").update(names=names)
    if not ContactPoint.objects.filter(value="+82312340000").exists():
        at = datetime.now(UTC)
        city = Jurisdiction.objects.get(code="city-1")
        resident = Resident.objects.create(name="한영숙", jurisdiction=city, created_at=at)
        ContactPoint.objects.create(resident=resident, kind="phone", value="+82312340000", created_at=at)
    client = Client()
    client.force_login(Staff.objects.get(email="s4@example.org"))
    return client


def _desk(browser: Any, client: "Client", base: str) -> Any:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=base)
    cookies = {name: morsel.value for name, morsel in client.cookies.items()} | {"hantong_language": "en"}
    context.add_cookies([{"name": name, "value": value, "url": base} for name, value in cookies.items()])
    return context.new_page()


def _entry(page: Any) -> Keyboard:
    """Take one call: who, which service, what they said, and open the matter."""
    hands = Keyboard(page)
    page.goto("/desk/")
    page.wait_for_selector("[name=who]:focus")
    hands.type(PHONE)
    hands.wait_for(PERSON_CHOSEN)
    hands.go_to("service_words")
    hands.type(SERVICE)
    hands.wait_for(SERVICE_CHOSEN)
    hands.go_to("text")
    hands.type(WORDS)
    begun = time.perf_counter()
    hands.press("Control+Enter")
    page.wait_for_url("**/desk/done/**")
    page.wait_for_load_state("load")
    hands.waited_s += time.perf_counter() - begun
    return hands


if __name__ == "__main__":
    main()
