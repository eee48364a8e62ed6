"""Forms as they are sent, and as nobody's browser sends them."""

from typing import Any, Final
from urllib.parse import urlencode

from tests.articles.admin import screen
from tests.attack.asking import CSRF, Request
from tests.attack.judge import Answer

FORM: Final = b"application/x-www-form-urlencoded"
TOKEN: Final = {"csrfmiddlewaretoken": CSRF.decode()}
BOUNDARY: Final = b"----a-boundary"


def encoded(target: bytes, fields: dict[str, Any]) -> Request:
    """A POST of these fields; values may be lists, and may hold half of a surrogate pair."""
    body = urlencode(fields, doseq=True, errors="surrogatepass").encode()
    return Request(target, b"POST", ((b"Content-Type", FORM),), body)


def with_file(target: bytes, fields: dict[str, Any], name: str, filename: str, content: bytes) -> Request:
    """A POST with a file."""
    parts = [(f'name="{key}"', str(value).encode()) for key, value in fields.items()]
    written = filename.replace("\\", "\\\\").replace('"', '\\"').replace("\r", "%0D").replace("\n", "%0A")
    parts.append((f'name="{name}"; filename="{written}"', content))
    body = b"".join(
        b"--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (BOUNDARY, how.encode(), value)
        for how, value in parts
    )
    kind = b"multipart/form-data; boundary=" + BOUNDARY
    return Request(target, b"POST", ((b"Content-Type", kind),), body + b"--%s--\r\n" % BOUNDARY)


def shown(answer: Answer, form: str = "#content form") -> dict[str, Any]:
    """The fields of the form on a page, as a browser would send them."""
    return screen.fields(answer.body, form) | TOKEN
