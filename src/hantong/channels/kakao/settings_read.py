"""How the chatbot shows that it is ours, and where its callbacks may go, as the environment says it."""

import os
from hmac import compare_digest
from urllib.parse import urlsplit

SHORTEST_SECRET = 20
USUAL_CALLBACKS = "kakao.com kakaoenterprise.com"


def is_ours(shown: str) -> bool:
    """Tell whether a request shows the shared secret; nothing is ours while none, or a short one, is set."""
    secret = os.environ.get("HANTONG_KAKAO_SECRET", "").strip()
    return len(secret) >= SHORTEST_SECRET and compare_digest(shown.encode(), secret.encode())


def is_callback(address: str) -> bool:
    """Tell whether an answer may be posted to `address`: https below a named domain, or what begins as named."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    for named in os.environ.get("HANTONG_KAKAO_CALLBACKS", USUAL_CALLBACKS).split():
        if "://" in named:
            if address.startswith(named.rstrip("/") + "/"):
                return True
        elif parts.scheme == "https" and port in {None, 443} and (host == named or host.endswith(f".{named}")):
            return True
    return False
