"""A server on the loopback interface that plays a network."""

import json
import threading
from abc import ABC, abstractmethod
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

Json = Any
Server = TypeVar("Server", bound="Web")
WRITTEN = "2026-03-04T02:50:00.000Z"


class Web(ABC):
    """A server that hands each request to the network it plays, and keeps what was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, Json]] = []
        self.refusal: tuple[int, dict[str, str], Json] | None = None
        self.refuse_only = ""
        play = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_args: Any) -> None: ...

            def do_GET(self) -> None:
                self._answer("GET", b"")

            def do_POST(self) -> None:
                self._answer("POST", self.rfile.read(int(self.headers.get("Content-Length") or 0)))

            def _answer(self, method: str, body: bytes) -> None:
                parts = urlsplit(self.path)
                given: Json = parse_qs(parts.query)
                if body:
                    is_json = "json" in (self.headers.get("Content-Type") or "")
                    given = json.loads(body) if is_json else parse_qs(body.decode())
                play.asked.append((method, parts.path, given))
                status, headers, said = play.refused(parts.path) or play.play(method, parts.path, given, self.headers)
                content = json.dumps(said).encode()
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def refused(self, path: str) -> tuple[int, dict[str, str], Json] | None:
        return self.refusal if self.refusal and self.refuse_only in path else None

    @abstractmethod
    def play(self, method: str, path: str, given: Json, headers: Any) -> tuple[int, dict[str, str], Json]:
        """Give the status, headers and words with which a network answers."""

    def paths(self, method: str = "POST") -> list[str]:
        return [path for asked, path, _given in self.asked if asked == method]
