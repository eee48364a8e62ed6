"""A small OpenID Connect provider inside the test process, which gives good and bad answers on demand."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT = "newsroom"
SECRET = "a secret between the two"


class Provider:
    """`claims` describe the person who signs in there; `token` changes the ID token, `profile` the userinfo answer."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.other_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.claims: dict[str, Any] = {"sub": "248289", "email": "mara@news.test", "email_verified": True}
        self.token: dict[str, Any] = {}
        self.left_out: set[str] = set()
        self.profile: dict[str, Any] | None = None
        self.signed_with: Any = None
        self.algorithm = "RS256"
        self.headers: dict[str, Any] = {"kid": "one"}
        self.description: dict[str, Any] = {}
        self.asked: list[str] = []
        self.fails = False
        self.codes: dict[str, dict[str, str]] = {}
        self.url = ""

    def authorize(self, question: dict[str, str]) -> str:
        """The address to which a browser is sent back after signing in."""
        code = secrets.token_urlsafe(8)
        self.codes[code] = question
        return f"{question['redirect_uri']}?{urlencode({'code': code, 'state': question['state']})}"

    def exchange(self, form: dict[str, str]) -> dict[str, Any] | None:
        question = self.codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        known = (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET)
        if not known or question is None or question.get("code_challenge") != proof:
            return None
        now = int(time.time())
        told = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": question.get("nonce")}
        payload = {k: v for k, v in (told | self.claims | self.token).items() if k not in self.left_out}
        key = self.signed_with if self.signed_with is not None else self.key
        id_token = jwt.encode(payload, key, algorithm=self.algorithm, headers=self.headers)
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": id_token}

    def answer(self, path: str) -> dict[str, Any] | None:
        if path == "/.well-known/openid-configuration":
            ways = ("authorization", "token", "userinfo")
            found = {f"{way}_endpoint": f"{self.url}/{way}" for way in ways}
            posted = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
            return found | posted | {"issuer": self.url, "jwks_uri": f"{self.url}/keys"} | self.description
        if path == "/keys":
            public = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
            return {"keys": [public | {"kid": "one", "use": "sig", "alg": "RS256"}]}
        if path == "/userinfo":
            return self.claims if self.profile is None else self.profile
        return None


@contextmanager
def running() -> Iterator[Provider]:
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            provider.asked.append(self.path)
            parts = urlsplit(self.path)
            if parts.path == "/authorization":
                question = {name: values[0] for name, values in parse_qs(parts.query).items()}
                self.send_response(302)
                self.send_header("Location", provider.authorize(question))
                self.end_headers()
                return
            self.reply(None if provider.fails else provider.answer(parts.path), 500 if provider.fails else 404)

        def do_POST(self) -> None:
            provider.asked.append(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.reply(provider.exchange({name: values[0] for name, values in parse_qs(body).items()}), 400)

        def reply(self, found: dict[str, Any] | None, otherwise: int) -> None:
            self.send_response(otherwise if found is None else 200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(found or {"error": "invalid_request"}).encode())

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield provider
    server.shutdown()
    thread.join()
    server.server_close()
