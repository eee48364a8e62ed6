"""Pictures that are uploaded and described while writing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from media.models import Image
from tests import factories
from tests.articles.admin.conftest import signed_in, user

pytestmark = pytest.mark.django_db

ADDRESS = reverse("admin:articles_article_pictures")
DESK = ["view_image", "add_image", "change_image"]


@pytest.fixture
def desk() -> Client:
    return signed_in(user("desk", DESK))


def file(content: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile("the_quay.jpg", content or factories.picture(), "image/jpeg")


def test_a_file_goes_into_the_library_with_what_it_needs(desk: Client) -> None:
    answer = desk.post(ADDRESS, {"file": file()})
    image = Image.objects.get()
    assert (answer.status_code, answer.json()["id"]) == (201, str(image.pk))
    assert (image.title, image.width, str(image.uploaded_by)) == ("the quay", 640, "desk")
    assert answer.json()["missing"] == ["a credit line", "alternative text"]


def test_what_is_no_picture_or_too_large_is_refused(desk: Client, settings: Settings) -> None:
    assert "reason" in desk.post(ADDRESS, {"file": file(b"no picture")}).json()
    settings.IMAGE_MAX_BYTES = 1000
    answer = desk.post(ADDRESS, {"file": file()})
    assert (answer.status_code, list(answer.json()["reasons"])) == (400, ["file"])
    assert desk.post(ADDRESS).json() == {
        "reason": "This field is required.",
        "reasons": {"file": "This field is required."},
    }
    assert not Image.objects.exists()


def test_words_are_changed_and_the_others_stay(desk: Client) -> None:
    image = factories.image(credit="© Old", alt_text="", caption="At noon.")
    answer = desk.post(ADDRESS, {"id": str(image.pk), "credit": "© Ana/Pool ", "alt_text": "A quay"})
    image.refresh_from_db()
    assert (image.credit, image.alt_text, image.caption) == ("© Ana/Pool", "A quay", "At noon.")
    assert answer.json()["missing"] == []
    assert desk.get(ADDRESS, {"id": [str(image.pk), "x"]}).json() == {"pictures": [answer.json()]}
    refused = desk.post(ADDRESS, {"id": str(image.pk), "alt_text": "x" * 251})
    assert (refused.status_code, list(refused.json()["reasons"])) == (400, ["alt_text"])
    assert desk.post(ADDRESS, {"id": "0"}).status_code == 404


def test_what_live_stories_show_needs_its_right(desk: Client) -> None:
    image = factories.image(credit="© Old")
    factories.published(lead=image)
    answer = desk.post(ADDRESS, {"id": str(image.pk), "credit": "© New"})
    assert answer.status_code == 403
    assert answer.json()["reason"].endswith("Live stories show its credit line.")
    assert Image.objects.get().credit == "© Old"


@pytest.mark.parametrize(
    ("rights", "statuses"),
    [
        ([], [403, 403, 403]),
        (["view_image"], [200, 403, 403]),
        (["view_image", "add_image"], [200, 201, 403]),
        (["change_image"], [200, 403, 200]),
    ],
)
def test_each_needs_its_right(rights: list[str], statuses: list[int]) -> None:
    client = signed_in(user("somebody", rights))
    key = str(factories.image().pk)
    answers = [
        client.get(ADDRESS, {"id": key}),
        client.post(ADDRESS, {"file": file()}),
        client.post(ADDRESS, {"id": key, "credit": "© New"}),
    ]
    assert [answer.status_code for answer in answers] == statuses
    assert Image.objects.count() == 1 + statuses.count(201)
