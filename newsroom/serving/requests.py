"""Turns ASGI's requests into WSGI's (PEP 3333)."""

import sys
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO, Final
from urllib.parse import unquote_to_bytes

Scope = Mapping[str, Any]
Environ = dict[str, Any]

CONSTANT: Final[Environ] = {
    "SCRIPT_NAME": "",
    "SERVER_SOFTWARE": "newsroom",
    "wsgi.version": (1, 0),
    "wsgi.errors": sys.stderr,
    "wsgi.multithread": True,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
}
# Has no HTTP_ prefix in an environ. The announced length is left out, because the body that arrived has its own.
OF_THE_BODY: Final = {b"content-type": "CONTENT_TYPE"}
LEFT_OUT: Final = {b"content-length", b"transfer-encoding"}


def environ(scope: Scope, body: BinaryIO, length: int) -> Environ:
    """The environ for the application. Bytes beyond ASCII are kept as Latin-1, as PEP 3333 has it.

    Headers with an underscore are dropped: `X_Forwarded_For` would pass for `X-Forwarded-For`, which proxies control.
    """
    path = unquote_to_bytes(scope["raw_path"].partition(b"?")[0])
    made = CONSTANT | {
        "REQUEST_METHOD": scope["method"],
        "PATH_INFO": path.decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": scope["server"][0],
        "SERVER_PORT": str(scope["server"][1]),
        "REMOTE_ADDR": scope["client"][0],
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "CONTENT_LENGTH": str(length),
    }
    return made | _headers(scope["headers"])


def header(scope: Scope, name: bytes) -> bytes:
    """The value of a header, or b""."""
    return next((value for key, value in scope["headers"] if key == name), b"")


def _headers(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in headers:
        if b"_" in name or name in LEFT_OUT:
            continue
        key = OF_THE_BODY.get(name) or f"HTTP_{name.decode('latin-1').upper().replace('-', '_')}"
        text = value.decode("latin-1")
        if key in found:
            text = f"{found[key]}{'; ' if key == 'HTTP_COOKIE' else ','}{text}"
        found[key] = text
    return found
