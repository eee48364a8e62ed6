"""A file becomes a picture of the library, and its files are deleted with it."""

import hashlib
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from media import stored
from media.library import same_file, take_in, title_from
from media.models import Image
from media.processing import PictureError
from media.renditions import Rendition, find
from tests.media import pictures

pytestmark = pytest.mark.django_db


def file(data: bytes, name: str = "harbour_at-dusk.jpg") -> "ContentFile[bytes]":
    return ContentFile(data, name=name)


def taken_in(data: bytes | None = None, **fields: Any) -> Image:
    image = Image(**fields)
    take_in(image, file(data or pictures.plain()))
    return image


def rendition(image: Image) -> Rendition:
    found = find(image, "wide-320", "webp")
    assert found is not None
    return found


def originals() -> list[str]:
    folders = default_storage.listdir("")[0] if default_storage.exists("") else []
    return [f"{folder}/{name}" for folder in folders for name in default_storage.listdir(folder)[1]]


def test_a_new_picture_knows_its_size_checksum_and_who_sent_it() -> None:
    editor = User.objects.create(username="ana")
    data = pictures.plain((400, 200), exif=pictures.exif(orientation=6))
    image = Image(credit="Pool")
    filled = take_in(image, file(data), by=editor)
    image.refresh_from_db()
    assert filled == []
    assert (image.width, image.height) == (200, 400)
    assert image.checksum == hashlib.sha256(data).hexdigest()
    assert image.uploaded_by == editor
    assert (image.title, image.credit) == ("harbour at dusk", "Pool")
    assert image.file.read() == data
    image.file.close()


def test_the_name_of_the_upload_is_not_the_name_of_the_file() -> None:
    image = taken_in()
    assert str(image.file.name).startswith(f"{image.pk}/")
    assert "harbour" not in str(image.file.name)


def test_the_words_of_the_file_fill_empty_fields_and_are_named() -> None:
    image = Image(caption="Typed")
    xmp = pictures.xmp("<photoshop:Credit>Pool</photoshop:Credit><dc:description>From the file</dc:description>")
    assert take_in(image, file(pictures.plain(xmp=xmp))) == ["credit"]
    image.refresh_from_db()
    assert (image.caption, image.credit) == ("Typed", "Pool")


def test_what_is_no_picture_is_not_saved() -> None:
    with pytest.raises(PictureError):
        take_in(Image(), file(b"<svg/>"))
    assert not Image.objects.exists()
    assert originals() == []


@pytest.mark.parametrize(
    ("name", "title"),
    [("harbour_at-dusk.jpg", "harbour at dusk"), ("IMG 0042.JPEG", "IMG 0042"), ("", "Untitled"), (None, "Untitled")],
)
def test_a_title_comes_from_the_file_s_name(name: str | None, title: str) -> None:
    assert title_from(name) == title


def test_the_same_file_is_recognised() -> None:
    first, second, other = taken_in(), taken_in(), taken_in(pictures.plain(color="navy"))
    assert (same_file(first), same_file(second), same_file(other)) == ([second], [first], [])


def test_a_replaced_file_takes_its_renditions_with_it(django_capture_on_commit_callbacks: Any) -> None:
    image = taken_in()
    before, old = str(image.file.name), stored.place(image, rendition(image))
    stored.keep(old, b"made earlier")
    with django_capture_on_commit_callbacks(execute=True):
        take_in(image, file(pictures.plain((1000, 500))))
        assert default_storage.exists(before)
    image.refresh_from_db()
    assert (image.width, image.height) == (1000, 500)
    assert originals() == [image.file.name]
    assert stored.opened(old) is None
    assert stored.place(image, rendition(image)) != old


@pytest.mark.parametrize("change", [{"focal_x": 0.1}, {"credit": "Another"}])
def test_renditions_go_when_they_would_be_different_now(
    change: dict[str, Any], django_capture_on_commit_callbacks: Any
) -> None:
    image = taken_in(credit="Pool")
    old = stored.place(image, rendition(image))
    stored.keep(old, b"made earlier")
    with django_capture_on_commit_callbacks(execute=True):
        for name, value in change.items():
            setattr(image, name, value)
        image.save()
    assert stored.opened(old) is None
    assert originals() == [image.file.name]


def test_renditions_stay_when_other_words_change(django_capture_on_commit_callbacks: Any) -> None:
    image = taken_in()
    place = stored.place(image, rendition(image))
    stored.keep(place, b"made earlier")
    with django_capture_on_commit_callbacks(execute=True):
        image.caption = "Another"
        image.save()
    kept = stored.opened(place)
    assert kept is not None
    with kept:
        assert kept.read() == b"made earlier"


def test_a_deleted_picture_leaves_nothing(django_capture_on_commit_callbacks: Any) -> None:
    image = taken_in()
    place = stored.place(image, rendition(image))
    stored.keep(place, b"made earlier")
    with django_capture_on_commit_callbacks(execute=True):
        image.delete()
    assert originals() == []
    assert stored.opened(place) is None
