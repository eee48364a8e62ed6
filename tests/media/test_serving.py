"""Renditions over HTTP: made once, cacheable, and hidden until a live story shows their picture."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.publishing import verbs
from media import serving
from media.library import take_in
from media.models import Image
from media.renditions import find
from tests import factories
from tests.media import pictures

pytestmark = pytest.mark.django_db

NOT_FOUND_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Type": "text/plain; charset=utf-8",
    "X-Content-Type-Options": "nosniff",
}


@pytest.fixture
def image() -> Image:
    row = Image(title="Bridge", credit="© Halewood Pictures/Pool", alt_text="A bridge")
    take_in(row, ContentFile(pictures.plain((1500, 1000)), name="bridge.jpg"))
    return row


@pytest.fixture
def live(image: Image) -> Image:
    """The picture, shown by a live story."""
    factories.published(lead=image)
    return image


def path(image: Image, name: str = "wide-640", extension: str = "webp") -> str:
    rendition = find(image, name, extension)
    assert rendition is not None
    return rendition.path


def body(response: Any) -> bytes:
    return response.getvalue() if response.streaming else response.content  # type: ignore[no-any-return]


def member(client: Client, *, staff: bool) -> None:
    client.force_login(User.objects.create(username="ana", is_staff=staff))


@pytest.mark.parametrize(
    ("name", "extension", "type", "size"),
    [
        ("wide-640", "webp", "image/webp", (640, 360)),
        ("full-1280", "jpg", "image/jpeg", (1280, 853)),
    ],
)
def test_a_rendition_is_served(
    client: Client, live: Image, name: str, extension: str, type: str, size: tuple[int, int]
) -> None:
    response = client.get(path(live, name, extension))
    content = body(response)
    assert response.status_code == 200
    assert pictures.decoded(content).size == size
    headers = {key: response.headers[key] for key in response.headers if key not in {"ETag", "Referrer-Policy"}}
    assert headers == {
        "Cache-Control": "public, max-age=86400, s-maxage=3600",
        "Cache-Tag": f"articles,image-{live.pk}",
        "Content-Disposition": f'inline; filename="{name}.{extension}"',
        "Content-Length": str(len(content)),
        "Content-Security-Policy": "default-src 'none'",
        "Content-Type": type,
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "ETag, Last-Modified, Retry-After",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Surrogate-Key": f"articles image-{live.pk}",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",
    }


def test_a_rendition_is_made_once(client: Client, live: Image) -> None:
    first = body(client.get(path(live)))
    live.file.storage.delete(str(live.file.name))
    assert body(client.get(path(live))) == first
    files = storages["renditions"].listdir(f"{live.pk}/{path(live).split('/')[3]}")[1]
    assert files == ["wide-640.webp"]


@pytest.mark.parametrize("made", [False, True])
def test_a_rendition_costs_two_queries(
    client: Client, live: Image, made: bool, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    if made:
        body(client.get(path(live)))
    with django_assert_num_queries(2):
        body(client.get(path(live)))


def test_who_is_signed_in_does_not_matter_for_public_pictures(
    client: Client, live: Image, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    member(client, staff=True)
    with django_assert_num_queries(2):
        response = client.get(path(live))
    assert "Vary" not in response.headers
    assert response.headers["Cache-Control"].startswith("public")


def test_the_head_has_the_headers_alone(client: Client, live: Image) -> None:
    got, head = client.get(path(live)), client.head(path(live))
    assert head.status_code == 200
    assert dict(head.headers) == dict(got.headers)
    assert body(head) == b""
    got.close()


def test_nothing_else_than_reading_is_allowed(client: Client, live: Image) -> None:
    assert client.post(path(live)).status_code == 405


def test_what_has_not_changed_is_not_sent_again(client: Client, live: Image) -> None:
    first = client.get(path(live))
    body(first)
    response = client.get(path(live), headers={"If-None-Match": first.headers["ETag"]})
    assert (response.status_code, body(response)) == (304, b"")
    assert response.headers["Cache-Control"] == "public, max-age=86400, s-maxage=3600"


def test_a_changed_credit_is_sent_again_inside_the_picture(
    client: Client, live: Image, django_capture_on_commit_callbacks: Any
) -> None:
    first = client.get(path(live))
    assert b"Halewood" in body(first)
    live.credit = "Corrected"
    with django_capture_on_commit_callbacks(execute=True):
        live.save()
    second = client.get(path(live), headers={"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 200
    assert b"Corrected" in body(second)


def test_everything_that_is_not_there_gets_the_same_answer(client: Client, image: Image) -> None:
    other = factories.image()
    factories.published(lead=other)
    wrong_key = path(other).replace(path(other).split("/")[3], "0" * 12)
    addresses = [
        path(image),
        wrong_key,
        path(other).replace(str(other.pk), str(uuid4())),
        path(other).replace("wide-640", "wide-641"),
        path(other).replace("webp", "svg"),
    ]
    for address in addresses:
        response = client.get(address)
        assert (response.status_code, response.content) == (404, b"Not found.\n")
        assert {name: response.headers[name] for name in NOT_FOUND_HEADERS} == NOT_FOUND_HEADERS
        assert not response.cookies
    first, *others = [dict(client.get(address).headers) for address in addresses]
    assert others == [first] * 4


def test_a_stale_session_changes_nothing_about_that(client: Client, image: Image) -> None:
    answers = []
    for address in (path(image), path(image).replace(str(image.pk), str(uuid4()))):
        client.cookies["sessionid"] = "of-somebody-who-left"
        response = client.get(address)
        answers.append((response.status_code, response.content, dict(response.headers), response.cookies.output()))
    assert answers[0] == answers[1]


def test_a_picture_of_an_unpublished_story_is_not_public(client: Client, live: Image) -> None:
    response = client.get(path(live))
    body(response)
    verbs.unpublish(live.uses.get().article)
    for headers in ({}, {"If-None-Match": response.headers["ETag"]}):
        assert client.get(path(live), headers=headers).status_code == 404


@pytest.mark.parametrize(("staff", "status"), [(True, 200), (False, 404)])
def test_staff_sees_what_is_not_public(client: Client, image: Image, staff: bool, status: int) -> None:
    member(client, staff=staff)
    response = client.get(path(image))
    assert response.status_code == status
    assert response.headers["Cache-Control"] == ("private, no-store" if staff else "no-store")
    assert "Vary" not in response.headers
    assert not {"ETag", "Surrogate-Key", "Cache-Tag"} & set(response.headers)
    response.close()


def shown(image_id: UUID) -> bool:
    return True


def test_the_gate_is_a_setting(client: Client, image: Image, settings: Any) -> None:
    settings.RENDITION_GATE = "tests.media.test_serving.shown"
    response = client.get(path(image))
    assert response.status_code == 200
    response.close()


def test_too_many_at_once_are_put_off(client: Client, live: Image, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "PATIENCE", 0.01)
    for _ in range(serving.AT_ONCE):
        serving.computing.acquire()
    try:
        response = client.get(path(live))
    finally:
        serving.computing.release(serving.AT_ONCE)
    assert (response.status_code, response.content) == (503, b"Busy. Try again soon.\n")
    assert (response.headers["Retry-After"], response.headers["Cache-Control"]) == ("5", "no-store")


@pytest.mark.parametrize("spoil", ["lose", "damage"])
def test_a_spoilt_original_is_an_error_that_is_not_cached(client: Client, live: Image, spoil: str) -> None:
    live.file.storage.delete(str(live.file.name))
    if spoil == "damage":
        live.file.storage.save(live.file.name, ContentFile(b"\xff\xd8\xff"))
    response = client.get(path(live))
    assert (response.status_code, response.headers["Cache-Control"]) == (500, "no-store")
