"""What a page of ours may load: nothing but our own files."""

import os

from csp.constants import NONE, SELF


def live_sources() -> list[str]:
    """Name where live events may come from: the address that is set, else our hosts at the port of live events."""
    if named := os.environ.get("HANTONG_LIVE_URL"):
        return [named.rstrip("/")]
    port = os.environ.get("HANTONG_LIVE_PORT") or int(os.environ.get("HANTONG_PORT", "8120")) + 1
    hosts = os.environ.get("HANTONG_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
    return [f"{f'*{host}' if host.startswith('.') else host}:{port}" for host in hosts if "[" not in host]


CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF, *live_sources()],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
