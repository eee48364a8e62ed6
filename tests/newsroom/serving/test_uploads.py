"""Bodies through the real server: pictures up to the limit, and nothing larger."""

import json
import os
from io import BytesIO

import pytest
from PIL import Image as Pixels

from tests.newsroom.serving.raw import FIREFOX, answer, request
from tests.running import Newsroom, manage

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("serving")]

BOUNDARY = b"----parts"
TOKEN = b"a" * 32


def form(file: bytes, **fields: str) -> bytes:
    parts = [
        b'Content-Disposition: form-data; name="%s"\r\n\r\n%s' % (name.encode(), value.encode())
        for name, value in fields.items()
    ]
    parts.append(
        b'Content-Disposition: form-data; name="file"; filename="noise.png"\r\nContent-Type: image/png\r\n\r\n' + file
    )
    return b"".join(b"--%s\r\n%s\r\n" % (BOUNDARY, part) for part in parts) + b"--%s--\r\n" % BOUNDARY


def post(running: Newsroom, session: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
    headers = [
        b"Cookie: sessionid=%s; csrftoken=%s" % (session.encode(), TOKEN),
        b"Content-Type: multipart/form-data; boundary=" + BOUNDARY,
        b"Referer: http://localhost/admin/",
    ]
    return answer(running, request("POST", "/admin/media/image/add/", *headers, body=body))


def test_a_picture_as_large_as_it_may_be_is_taken(running: Newsroom, session: str) -> None:
    noise = BytesIO()
    Pixels.frombytes("RGB", (1250, 1250), os.urandom(1250 * 1250 * 3)).save(noise, "PNG", compress_level=0)
    assert 4_500_000 < len(noise.getvalue()) < 5_000_000
    fields = {"csrfmiddlewaretoken": TOKEN.decode(), "caption": "Noise", "credit": "Ana", "focal_x": "0.5"}
    status, headers, _ = post(running, session, form(noise.getvalue(), **fields, focal_y="0.5", alt_text="Noise"))
    assert (status, headers["location"].startswith("/admin/media/image/")) == (302, True)
    count = "from media.models import Image; print(Image.objects.filter(caption='Noise').count())"
    assert manage(running.environment, "shell", "--no-imports", "-c", count).strip() == "1"


def test_more_than_that_is_refused_with_the_reason(running: Newsroom, session: str) -> None:
    fields = {"csrfmiddlewaretoken": TOKEN.decode(), "caption": "Too large"}
    status, _, page = post(running, session, form(b"x" * 6_000_000, **fields))
    assert (status, b"Too large" in page) == (200, True)
    status, headers, reason = post(running, session, form(b"x" * 25_000_000))
    assert (status, headers["connection"], reason) == (413, "close", b"At most 20,000,000 bytes are accepted here.")


def test_who_is_not_signed_in_uploads_nothing(running: Newsroom) -> None:
    status, _, reason = answer(running, request("POST", "/admin/login/", body=b"x" * 70_000))
    assert (status, reason) == (413, b"At most 65,536 bytes are accepted here.")


def test_a_view_with_a_body_is_counted_and_one_with_a_large_body_refused(running: Newsroom, views: str) -> None:
    agent = b"User-Agent: with bodies " + FIREFOX
    before = json.loads(running.read(views))["views"]
    assert answer(running, request("POST", views, agent, body=b"{}"))[2] == b'{"views":%d}' % (before + 1)
    chunks = request("POST", views, agent + b"2", b"Transfer-Encoding: chunked") + b"2\r\n{}\r\n0\r\n\r\n"
    assert answer(running, chunks)[2] == b'{"views":%d}' % (before + 2)
    for size in (3_000, 70_000):
        status, headers, body = answer(running, request("POST", views, agent, body=b"x" * size))
        assert (status, headers["content-type"]) == (413, "application/problem+json")
        assert json.loads(body)["status"] == 413
    assert json.loads(running.read(views))["views"] == before + 2
