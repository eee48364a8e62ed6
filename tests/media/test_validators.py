"""What may be uploaded: judged by content, never by name."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile

from media.models import Image
from media.validators import validate_picture
from tests.media import pictures

NO_PICTURE = "This is not a picture in a format we accept: JPEG, PNG, WebP, AVIF or GIF."
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("picture.jpg", pictures.plain())
    return file.getvalue()


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_accepted_formats_may_have_any_name(format: str) -> None:
    file = SimpleUploadedFile("holiday.txt", pictures.plain(format=format), content_type="text/html")
    validate_picture(file)
    assert file.read(2) == pictures.plain(format=format)[:2]


def test_a_large_upload_stays_open() -> None:
    file = TemporaryUploadedFile("picture.jpg", "image/jpeg", 0, None)
    file.write(pictures.plain())
    validate_picture(file)
    assert not file.closed
    assert Path(file.temporary_file_path()).exists()
    file.close()


@pytest.mark.parametrize(
    "content",
    [
        SVG,
        b"<!DOCTYPE html><html><body>",
        b"%PDF-1.7",
        zipped(),
        b"",
        b"\xff\xd8\xff",
        b"GIF89a",
        b"RIFF\x00\x00\x00\x00WEBP",
    ],
    ids=["svg", "html", "pdf", "zip", "empty", "start of a jpeg", "start of a gif", "start of a webp"],
)
def test_disguised_files_are_refused(content: bytes) -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_picture(SimpleUploadedFile("picture.jpg", content, content_type="image/jpeg"))
    assert refusal.value.code == "unusable"


@pytest.mark.parametrize("content", [SVG, zipped()])
def test_a_refusal_names_what_is_accepted(content: bytes) -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_picture(ContentFile(content, name="picture.png"))
    assert refusal.value.messages == [NO_PICTURE]


def test_a_file_that_is_too_large_is_refused_with_the_limit(settings: Any) -> None:
    settings.IMAGE_MAX_BYTES = 2_000_000
    with pytest.raises(ValidationError) as refusal:
        validate_picture(ContentFile(pictures.plain() + b"\x00" * 3_000_000))
    assert refusal.value.messages == ["The file has 3.0 MB; at most 2.0 MB are accepted."]


@pytest.mark.django_db
def test_a_stored_file_is_not_read_again() -> None:
    image = Image(title="Bridge", credit="Pool")
    image.file.save("x", ContentFile(b"was accepted once"), save=False)
    image.full_clean()
