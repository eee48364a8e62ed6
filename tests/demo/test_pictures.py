"""The demonstration's pictures: committed files that enter the library like any upload."""

import pytest
from django.core.files.base import File
from django.test import Client

from demo import content, library
from demo.seeding import seed
from media.library import checksum
from media.models import Image
from media.renditions import find
from media.validators import validate_picture

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NAMES = [entry["name"] for entry in content.newsroom()["pictures"]]


def test_every_picture_has_its_file_and_every_file_its_picture() -> None:
    assert sorted(path.name for path in library.PICTURES.iterdir()) == sorted(f"{name}.avif" for name in NAMES)


def test_all_of_them_weigh_at_most_three_megabytes() -> None:
    assert sum(path.stat().st_size for path in library.PICTURES.iterdir()) <= 3_000_000


@pytest.mark.parametrize("name", NAMES)
def test_every_file_may_be_uploaded(name: str) -> None:
    with library.file_of(name).open("rb") as file:
        validate_picture(File(file, name=file.name))


def test_they_are_in_the_library_as_they_are_on_disk(client: Client) -> None:
    seed()
    images = library.known(NAMES)
    assert list(images) == NAMES
    for name, image in images.items():
        with library.file_of(name).open("rb") as file:
            assert image.checksum == checksum(File(file)), name
        assert max(image.width, image.height) == 2000, name
        image.full_clean()


def test_renditions_are_made_of_them(client: Client) -> None:
    seed()
    image = library.known(["harbour-bridge-dawn"])["harbour-bridge-dawn"]
    for extension, kind in (("webp", "image/webp"), ("jpg", "image/jpeg")):
        rendition = find(image, "wide-640", extension)
        assert rendition
        answer = client.get(rendition.path)
        assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    assert Image.objects.count() == len(NAMES)
