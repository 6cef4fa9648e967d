"""A small identity provider on loopback: discovery, keys, authorize with PKCE, token signed by RS256, user information."""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET, KEY_ID = "hantong", "a secret between two machines", "2026"


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class IdentityProvider:
    """Who is at the keyboard (`person`), and what the provider gets wrong on purpose."""

    address: str
    person: dict[str, Any] = field(default_factory=dict)
    key: rsa.RSAPrivateKey = field(default_factory=new_key)
    signs_with: rsa.RSAPrivateKey | None = None
    audience: str = CLIENT
    lasts_s: int = 300
    token_names: str = ""
    gives_token: bool = True
    asked: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def app(self) -> dict[str, Any]:
        """What the setting HANTONG_OIDC says of this provider."""
        return {
            "provider_id": "gg",
            "name": "Gyeonggi sign-in",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": self.address},
        }

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        }

    def keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": KEY_ID, "use": "sig", "alg": "RS256"}]}

    def authorize(self, asked: dict[str, str]) -> str:
        """Take the question of a browser and give where it is sent back to."""
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert {"openid", "email"} <= set(asked["scope"].split())
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.asked[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, given: dict[str, str]) -> dict[str, Any]:
        """Change a code, once, for tokens; the client and whoever asked first have to be the same."""
        asked = self.asked.pop(given["code"])
        digest = hashlib.sha256(given["code_verifier"].encode()).digest()
        assert base64.urlsafe_b64encode(digest).decode().rstrip("=") == asked["code_challenge"]
        assert (given["client_id"], given["client_secret"]) == (CLIENT, SECRET)
        assert given["redirect_uri"] == asked["redirect_uri"]
        answer = {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "expires_in": 300}
        return {**answer, "id_token": self.id_token()} if self.gives_token else answer

    def id_token(self) -> str:
        now_s = int(time.time())
        claims = {
            "iss": self.address,
            "aud": self.audience,
            "iat": now_s,
            "exp": now_s + self.lasts_s,
            "sub": self.token_names or self.person["sub"],
        }
        return jwt.encode(claims, self.signs_with or self.key, algorithm="RS256", headers={"kid": KEY_ID})


@contextmanager
def identity_provider() -> Iterator[IdentityProvider]:
    """Have an identity provider answer on a free port of loopback."""

    class Desk(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(address.query).items()}
            if address.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorize(asked))
                self.end_headers()
                return
            pages = {"/.well-known/openid-configuration": provider.discovery, "/keys": provider.keys}
            self._say(pages.get(address.path, lambda: provider.person)())

        def do_POST(self) -> None:
            typed = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self._say(provider.token({name: values[0] for name, values in typed.items()}))

        def _say(self, words: dict[str, Any]) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(words).encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Desk) as server:
        provider = IdentityProvider(address=f"http://127.0.0.1:{server.server_port}")
        Thread(target=server.serve_forever, daemon=True).start()
        yield provider
        server.shutdown()
