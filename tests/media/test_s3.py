"""The picture library in an S3-compatible bucket: the same pictures at the same addresses."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django import Settings

from media.library import take_in
from media.models import Image
from media.renditions import find
from tests import factories
from tests.bucket import bucket
from tests.media import pictures

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored(settings: Settings) -> Iterator[Callable[[], list[str]]]:
    """Originals and renditions in a bucket. Gives what is in it."""
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
