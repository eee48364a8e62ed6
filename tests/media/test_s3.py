"""The picture library in an S3-compatible bucket: the same pictures at the same addresses."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.config import Config
from botocore.exceptions import ReadTimeoutError
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django import Settings

from media.library import take_in
from media.models import Image
from media.renditions import find
from tests import factories
from tests.bucket import KEYS, bucket
from tests.media import pictures
from tests.media.test_admin import ADD, form, upload

pytestmark = pytest.mark.django_db
SHORT = Config(connect_timeout=1, read_timeout=1, retries={"total_max_attempts": 1})


@pytest.fixture
def stored(settings: Settings) -> Iterator[Callable[[], list[str]]]:
    """Keep originals and renditions in a bucket. Yields a function that lists its content."""
    with bucket(settings) as found:
        yield found


def test_a_picture_goes_to_the_bucket_and_its_renditions_beside_it(
    client: Client, stored: Callable[[], list[str]]
) -> None:
    image = Image(title="Bridge", credit="© Halewood Pictures/Pool", alt_text="A bridge")
    take_in(image, ContentFile(pictures.plain((1500, 1000)), name="bridge.jpg"))
    factories.published(lead=image)
    assert stored() == [f"originals/{image.file.name}"]
    rendition = find(image, "wide-640", "webp")
    assert rendition is not None
    first = client.get(rendition.path)
    content = first.getvalue()
    assert (first.status_code, pictures.decoded(content).size) == (200, (640, 360))
    assert stored() == [f"originals/{image.file.name}", f"renditions/{rendition.path.removeprefix('/renditions/')}"]
    assert client.get(rendition.path).getvalue() == content


def test_a_picture_that_is_deleted_leaves_nothing_behind(
    client: Client, stored: Callable[[], list[str]], django_capture_on_commit_callbacks: Any
) -> None:
    image = Image(title="Bridge")
    take_in(image, ContentFile(pictures.plain((1500, 1000)), name="bridge.jpg"))
    with django_capture_on_commit_callbacks(execute=True):
        image.delete()
    assert stored() == []


@pytest.fixture
def away(settings: Settings) -> None:
    """A bucket where nobody listens, after a first picture was stored elsewhere."""
    for name in ("default", "renditions"):
        options = {"bucket_name": "pictures", "endpoint_url": "http://127.0.0.1:9", "client_config": SHORT, **KEYS}
        backend = {"BACKEND": "media.bucket.BucketStorage", "OPTIONS": options}
        settings.STORAGES = settings.STORAGES | {name: backend}


def test_while_the_bucket_is_away_readers_are_told_when_to_come_back(client: Client, away: None) -> None:
    image = Image.objects.create(file="a/b", title="Bridge", credit="Pool", alt_text="A bridge", width=640, height=480)
    factories.published(lead=image)
    rendition = find(image, "wide-640", "webp")
    assert rendition is not None
    answer = client.get(rendition.path)
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "5", "no-store")
    assert answer.content == b"The picture cannot be reached at the moment. Try again.\n"


def test_an_original_that_cannot_be_fetched_is_away_too(
    client: Client, stored: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The renditions' bucket answers that it has none yet; the originals' is silent."""
    image = Image(title="Bridge", credit="Pool", alt_text="A bridge")
    take_in(image, ContentFile(pictures.plain((1500, 1000)), name="bridge.jpg"))
    factories.published(lead=image)
    rendition = find(image, "wide-640", "webp")
    assert rendition is not None

    def silent(*args: Any, **kwargs: Any) -> Any:
        raise ReadTimeoutError(endpoint_url="https://s3.example.test")

    monkeypatch.setattr("storages.backends.s3.S3File._get_file", silent)
    monkeypatch.setattr("storages.backends.s3.S3File.file", property(silent))
    assert client.get(rendition.path).status_code == 503


def test_an_editor_is_told_that_the_file_could_not_be_stored(admin_client: Client, away: None) -> None:
    page = admin_client.post(ADD, form(title="Bridge", file=upload())).content.decode()
    assert "Not saved: a file could not be stored." in page
    assert 'value="Bridge"' in page
    assert not Image.objects.exists()
