"""Requests as ASGI gives them, made into what WSGI (PEP 3333) hands to Django."""

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
# These stand in an environ without HTTP_, and are said by the body that has come, not by what was announced.
OF_THE_BODY: Final = {b"content-type": "CONTENT_TYPE"}
LEFT_OUT: Final = {b"content-length", b"transfer-encoding"}


def environ(scope: Scope, body: BinaryIO, length: int) -> Environ:
    """What the application gets. Bytes beyond ASCII stay what they are: PEP 3333 has them as Latin-1.

    Headers with an underscore are left out: `X_Forwarded_For` would pass for `X-Forwarded-For`, which proxies watch.
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
    """The value of a header, b"" where there is none."""
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
