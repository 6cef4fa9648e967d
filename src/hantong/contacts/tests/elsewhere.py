"""A server of pictures, which the stories of several channels take for one on the public internet."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread

import pytest
from PIL import Image

from hantong.outside import calling, fetching, places


def photo() -> bytes:
    content = BytesIO()
    Image.new("RGB", (30, 20), "red").save(content, "JPEG")
    return content.getvalue()


ANSWERS: dict[str, tuple[int, bytes]] = {
    "/a.jpg": (200, photo()),
    "/b.jpg": (200, b"MZ\x90\x00"),
    "/gone.jpg": (404, b""),
    "/busy.jpg": (503, b""),
    "/elsewhere.jpg": (302, b""),
    "/huge.jpg": (200, bytes(3000)),
}


class Elsewhere(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, content = ANSWERS[self.path]
        self.send_response(status)
        self.send_header("Location", "/a.jpg")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Give the address of an app's own server, which these stories take for one on the public internet."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(places, "is_public_address", lambda address: address == "127.0.0.1")
    ports = {"http": server.server_port}
    monkeypatch.setattr(calling, "USUAL_PORTS", ports)
    monkeypatch.setattr(fetching, "USUAL_PORTS", ports)
    yield "http://127.0.0.1"
    server.shutdown()
