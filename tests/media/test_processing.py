"""Pictures are opened, measured and rendered in every colour model, turned and cropped, without their metadata."""

import io
import zlib
from typing import Any

import pytest
from PIL import Image as Pixels
from PIL import ImageCms

from media.models import Image
from media.processing import PictureError, check, inspect, render
from media.renditions import find
from tests.media import pictures

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
DAMAGED = "The picture is damaged: part of it is missing or cannot be read."
NO_PICTURE = "This is not a picture in a format we accept: JPEG, PNG, WebP, AVIF or GIF."


def rendered(data: bytes, name: str, extension: str = "webp", *, focal: tuple[float, float] = (0.5, 0.5)) -> bytes:
    facts = inspect(io.BytesIO(data))
    rendition = find(Image(width=facts.width, height=facts.height), name, extension)
    assert rendition is not None
    return render(io.BytesIO(data), rendition, *focal, b"")


def colors(data: bytes) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The colours in the middle of the left and of the right half."""
    image = pictures.decoded(data)
    left, right = ((image.width * x // 4, image.height // 2) for x in (1, 3))
    return image.getpixel(left), image.getpixel(right)  # type: ignore[return-value]


def near(found: tuple[int, ...], wanted: tuple[int, ...], tolerance: int = 12) -> bool:
    return len(found) == len(wanted) and all(abs(a - b) <= tolerance for a, b in zip(found, wanted, strict=True))


@pytest.mark.parametrize(
    ("name", "extension", "format", "size"),
    [
        ("wide-320", "webp", "WEBP", (320, 180)),
        ("wide-640", "jpg", "JPEG", (640, 360)),
        ("full-640", "webp", "WEBP", (640, 427)),
        ("full-1920", "jpg", "JPEG", (1500, 1000)),
    ],
)
def test_a_rendition_has_its_size_and_format(name: str, extension: str, format: str, size: tuple[int, int]) -> None:
    image = pictures.decoded(rendered(pictures.plain((1500, 1000)), name, extension))
    assert (image.format, image.size, image.mode) == (format, size, "RGB")
    assert image.info.get("progressive", 0) == (1 if format == "JPEG" else 0)


@pytest.mark.parametrize(
    ("orientation", "expected"), [(1, (RED, BLUE)), (2, (BLUE, RED)), (3, (BLUE, RED)), (4, (RED, BLUE))]
)
def test_a_picture_is_turned_as_exif_says(orientation: int, expected: tuple[tuple[int, ...], tuple[int, ...]]) -> None:
    exif = pictures.exif(orientation=orientation)
    data = pictures.encoded(pictures.halves((400, 200), RED, BLUE), quality=95, exif=exif)
    facts = inspect(io.BytesIO(data))
    found = colors(rendered(data, "full-640"))
    assert (facts.width, facts.height) == (400, 200)
    assert near(found[0], expected[0])
    assert near(found[1], expected[1])


@pytest.mark.parametrize(("orientation", "top"), [(6, RED), (8, BLUE), (5, RED), (7, BLUE)])
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_on_its_side_is_measured_upright(format: str, orientation: int, top: tuple[int, int, int]) -> None:
    exif = pictures.exif(orientation=orientation)
    data = pictures.encoded(pictures.halves((400, 200), RED, BLUE), format, exif=exif)
    facts = inspect(io.BytesIO(data))
    image = pictures.decoded(rendered(data, "full-640"))
    assert (facts.width, facts.height) == image.size == (200, 400)
    assert near(image.getpixel((100, 50)), top, 24)  # type: ignore[arg-type]


def test_a_crop_follows_the_focal_point_of_the_turned_picture() -> None:
    # Upright the picture is 900 wide and 1800 high: red above, blue below.
    data = pictures.encoded(pictures.halves((1800, 900), RED, BLUE), exif=pictures.exif(orientation=6))
    assert near(colors(rendered(data, "wide-320", focal=(0.5, 0.0)))[0], RED)
    assert near(colors(rendered(data, "wide-320", focal=(0.5, 1.0)))[0], BLUE)


@pytest.mark.parametrize("format", ["PNG", "WEBP", "AVIF"])
def test_transparency_is_kept_in_webp_and_white_in_jpeg(format: str) -> None:
    data = pictures.encoded(pictures.halves((400, 200), (*RED, 255), (0, 0, 0, 0), "RGBA"), format)
    webp, jpeg = colors(rendered(data, "full-640")), colors(rendered(data, "full-640", "jpg"))
    assert near(webp[0], (*RED, 255))
    assert webp[1][3] == 0
    assert near(jpeg[0], RED)
    assert near(jpeg[1], WHITE)


def test_transparency_of_a_palette_is_kept() -> None:
    image = pictures.halves((400, 200), 0, 1, "P")
    image.putpalette([*RED, *BLUE])
    data = pictures.encoded(image, "PNG", transparency=1)
    assert near(colors(rendered(data, "full-640", "jpg"))[1], WHITE)


@pytest.mark.parametrize(
    ("mode", "left", "right", "expected", "format"),
    [
        ("L", 50, 200, ((50, 50, 50), (200, 200, 200)), "PNG"),
        ("L", 50, 200, ((50, 50, 50), (200, 200, 200)), "JPEG"),
        ("1", 0, 1, ((0, 0, 0), (255, 255, 255)), "PNG"),
        ("CMYK", (0, 255, 255, 0), (255, 255, 0, 0), (RED, BLUE), "JPEG"),
    ],
)
def test_every_colour_model_becomes_rgb(
    mode: str, left: Any, right: Any, expected: tuple[tuple[int, ...], tuple[int, ...]], format: str
) -> None:
    data = pictures.encoded(pictures.halves((400, 200), left, right, mode), format)
    for extension in ("webp", "jpg"):
        found = colors(rendered(data, "full-640", extension))
        assert near(found[0], expected[0])
        assert near(found[1], expected[1])


def test_sixteen_bits_of_grey_become_eight() -> None:
    row = (50 * 256).to_bytes(2, "little") * 200 + (200 * 256).to_bytes(2, "little") * 200
    data = pictures.encoded(Pixels.frombytes("I;16", (400, 200), row * 200), "PNG")
    left, right = colors(rendered(data, "full-640"))
    assert near(left, (50, 50, 50))
    assert near(right, (200, 200, 200))


def test_an_embedded_profile_is_applied() -> None:
    # The same three numbers are a far stronger green in Adobe RGB than in sRGB.
    data = pictures.plain(color=(100, 200, 100), quality=95, icc_profile=pictures.wide_gamut())
    assert near(colors(rendered(data, "full-640"))[0], (0, 201, 95))
    assert b"ICC_PROFILE" not in rendered(data, "full-640", "jpg")


@pytest.mark.parametrize("profile", [b"rubbish", ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()])
def test_a_profile_that_does_not_fit_is_ignored(profile: bytes) -> None:
    data = pictures.plain(color=(100, 200, 100), quality=95, icc_profile=profile)
    assert near(colors(rendered(data, "full-640"))[0], (100, 200, 100))


def test_of_moving_pictures_the_first_frame_is_shown() -> None:
    frames = [Pixels.new("RGB", (400, 200), color) for color in (RED, BLUE)]
    for format in ("GIF", "WEBP", "PNG", "AVIF"):
        data = pictures.encoded(frames[0], format, save_all=True, append_images=frames[1:], duration=100)
        assert near(colors(rendered(data, "full-640", "jpg"))[0], RED)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_rendition_holds_nothing_that_the_original_came_with(format: str) -> None:
    gps = pictures.exif(gps=True, taken="2024:05:01 18:30:15")
    secret = pictures.xmp("<photoshop:Instructions>exif:GPSLatitude 54,12.5N</photoshop:Instructions>")
    data = pictures.encoded(Pixels.new("RGB", (640, 480)), format, exif=gps, xmp=secret, comment=b"GPS here")
    if format != "PNG":
        assert b"GPSLatitude" in data
    assert Pixels.open(io.BytesIO(data)).getexif().get_ifd(0x8825)
    for extension in ("webp", "jpg"):
        output = rendered(data, "full-640", extension)
        image = pictures.decoded(output)
        assert (dict(image.getexif()), image.info.get("xmp"), image.info.get("comment")) == ({}, None, None)
        assert b"GPS" not in output
        assert b"2024:05:01" not in output


def test_a_rendition_carries_the_packet_it_is_given() -> None:
    for extension in ("webp", "jpg"):
        rendition = find(Image(width=640, height=480), "full-640", extension)
        assert rendition is not None
        output = render(io.BytesIO(pictures.plain()), rendition, 0.5, 0.5, b"<x>packet</x>")
        assert pictures.decoded(output).info["xmp"] == b"<x>packet</x>"


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_whole_picture_passes_and_its_file_stays_open(format: str) -> None:
    file = io.BytesIO(pictures.plain(format=format))
    check(file)
    assert file.tell() == 0
    assert not file.closed


@pytest.mark.parametrize("size", [(1, 1), (3, 5), (7, 9)])
def test_the_smallest_pictures_pass(size: tuple[int, int]) -> None:
    data = pictures.plain(size)
    check(io.BytesIO(data))
    assert pictures.decoded(rendered(data, "full-640", "jpg")).size == size


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
@pytest.mark.parametrize("part", [0.3, 0.9])
def test_a_truncated_picture_is_refused(format: str, part: float) -> None:
    whole = pictures.encoded(Pixels.effect_noise((400, 300), 80).convert("RGB"), format)
    with pytest.raises(PictureError) as refusal:
        check(io.BytesIO(whole[: int(len(whole) * part)]))
    assert str(refusal.value) in {DAMAGED, NO_PICTURE}


@pytest.mark.parametrize("format", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_picture_with_too_many_pixels_is_refused_before_it_is_decoded(format: str, settings: Any) -> None:
    settings.IMAGE_MAX_PIXELS = 1_000_000
    with pytest.raises(PictureError) as refusal:
        inspect(io.BytesIO(pictures.plain((1500, 1000), format)))
    assert str(refusal.value) == "The picture has 1500 × 1000 pixels (1.5 million); at most 1 million are accepted."


def test_a_bomb_is_refused() -> None:
    # 60 bytes that claim four billion pixels.
    header = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (65_000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    header += zlib.crc32(header[12:]).to_bytes(4, "big")
    with pytest.raises(PictureError, match="65000 × 65000 pixels"):
        check(io.BytesIO(header + b"\x00\x00\x00\x00IDAT" + zlib.crc32(b"IDAT").to_bytes(4, "big")))


def test_a_picture_like_a_ribbon_is_refused() -> None:
    with pytest.raises(PictureError, match="more than 8 times as high as it is wide"):
        inspect(io.BytesIO(pictures.plain((100, 801))))
    inspect(io.BytesIO(pictures.plain((801, 100))))


@pytest.mark.parametrize("format", ["TIFF", "BMP", "ICO", "PPM", "PDF", "JPEG2000"])
def test_other_formats_are_refused(format: str) -> None:
    with pytest.raises(PictureError, match=NO_PICTURE):
        inspect(io.BytesIO(pictures.plain((64, 64), format)))
