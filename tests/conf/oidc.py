# SPDX-License-Identifier: EUPL-1.2
"""A small OpenID provider on this machine, as a municipality's sign-in would be: code flow and PKCE."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa


@dataclass
class Provider:
    """What the provider knows: its address, its key, who signs in, and the codes it gave."""

    issuer: str = ""
    client_id: str = "voordeur"
    secret: str = "geheim"
    claims: dict[str, object] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    key: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048)
    )

    def authorize(self, url: str) -> str:
        """Play the browser and the person: say yes, and return where the browser is sent."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        back = urlencode({"code": code, "state": asked["state"]})
        return f"{asked['redirect_uri']}?{back}"

    def token(self, form: dict[str, list[str]]) -> dict[str, object] | None:
        """Exchange a code for tokens; None when the verifier does not fit."""
        asked = self.codes.pop(form["code"][0], None)
        if asked is None:
            return None
        digest = hashlib.sha256(form["code_verifier"][0].encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return None
        now = int(time.time())
        body = {"iss": self.issuer, "aud": self.client_id, "iat": now, "exp": now + 60}
        body |= self.claims
        if "nonce" in asked:
            body["nonce"] = asked["nonce"]
        return {
            "access_token": "toegang",
            "token_type": "Bearer",
            "id_token": jwt.encode(body, self.key, algorithm="RS256", headers={"kid": "k1"}),
        }

    def keys(self) -> dict[str, object]:
        """Return the public key as a JWKS."""
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [public | {"kid": "k1", "use": "sig", "alg": "RS256"}]}

    def discovery(self) -> dict[str, object]:
        """Return the discovery document."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
        }


@contextmanager
def running(provider: Provider) -> Iterator[Provider]:
    """Serve a provider on loopback for the block."""

    class Handler(BaseHTTPRequestHandler):
        def _say(self, body: object, status: int = 200) -> None:
            text = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def do_GET(self) -> None:
            answers = {
                "/.well-known/openid-configuration": provider.discovery,
                "/keys": provider.keys,
                "/userinfo": lambda: provider.claims,
            }
            answer = answers.get(urlsplit(self.path).path)
            self._say(answer() if answer else {}, 200 if answer else 404)

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            answer = provider.token(parse_qs(self.rfile.read(length).decode()))
            self._say(answer or {"error": "invalid_grant"}, 200 if answer else 400)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
