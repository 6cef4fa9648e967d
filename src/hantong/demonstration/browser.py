"""The little of a browser that a played resident needs: pages, cookies, the fields of a form."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

TIMEOUT_S = 20


class _Inputs(HTMLParser):
    """Collects the hidden fields of a page, and what can be chosen in its lists."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}
        self.choices: dict[str, list[str]] = {}
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an input, a list or one of its options."""
        given = {name: value or "" for name, value in attrs}
        if tag == "input" and given.get("type") == "hidden":
            self.hidden[given.get("name", "")] = given.get("value", "")
        elif tag == "input" and given.get("type") in ("radio", "checkbox"):
            self.choices.setdefault(given.get("name", ""), []).append(given.get("value", ""))
        elif tag == "select":
            self._select = given.get("name", "")
        elif tag == "option" and given.get("value"):
            self.choices.setdefault(self._select, []).append(given["value"])


@dataclass(frozen=True, slots=True)
class Page:
    """What came back."""

    status: int
    address: str
    text: str

    def form(self) -> tuple[dict[str, str], dict[str, list[str]]]:
        """Give the hidden fields and the choices of its form."""
        inputs = _Inputs()
        inputs.feed(self.text)
        return inputs.hidden, inputs.choices


def _opener() -> OpenerDirector:
    return build_opener(HTTPCookieProcessor(CookieJar()))


@dataclass(slots=True)
class Browser:
    """Somebody at a screen, with cookies of their own; `key` makes it a machine of the staff instead."""

    base: str
    key: str = ""
    _opener: OpenerDirector = field(default_factory=_opener)

    def get(self, path: str) -> Page:
        """Open a page."""
        return self._open(Request(self._at(path)))  # noqa: S310  the address of our own server

    def post(self, path: str, fields: Mapping[str, str]) -> Page:
        """Send a form."""
        headers = {"Referer": self._at(path)}
        return self._open(Request(self._at(path), urlencode(fields).encode(), headers))  # noqa: S310

    def send(self, path: str, body: Mapping[str, object]) -> Page:
        """Send JSON to the API."""
        headers = {"Content-Type": "application/json"}
        return self._open(Request(self._at(f"/api/v1{path}"), json.dumps(body).encode(), headers))  # noqa: S310

    def _at(self, path: str) -> str:
        return path if path.startswith("http") else f"{self.base}{path}"

    def _open(self, request: Request) -> Page:
        if self.key:
            request.add_header("Authorization", f"Bearer {self.key}")
        try:
            with self._opener.open(request, timeout=TIMEOUT_S) as answer:
                return Page(answer.status, answer.url, answer.read().decode())
        except HTTPError as refused:
            with refused:
                return Page(refused.code, refused.url, refused.read().decode(errors="replace"))
