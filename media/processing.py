"""Opens, checks, measures and resizes pictures. No other file uses Pillow."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from typing import IO, Any, Final

from django.conf import settings
from PIL import ExifTags, ImageCms, ImageOps, IptcImagePlugin, UnidentifiedImageError
from PIL import Image as Pixels

from media.renditions import Box, Rendition, crop

ACCEPTED: Final = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
ACCEPTED_NAMES: Final = "JPEG, PNG, WebP, AVIF or GIF"
# A rendition as wide as the widest must stay below WebP's limit of 16383 pixels.
TALLEST: Final = 8
# For a detailed picture of 4000 pixels, full-1920 takes 0.4 s of CPU and 220 kB as WebP, 0.2 s and 370 kB as JPEG.
ENCODING: Final[dict[str, dict[str, Any]]] = {
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
    "jpg": {"format": "JPEG", "quality": 80, "progressive": True, "optimize": True},
}
SRGB: Final = ImageCms.createProfile("sRGB")

# Pillow's own limit only warns at first and applies to the whole process; `_opened` enforces IMAGE_MAX_PIXELS.
Pixels.MAX_IMAGE_PIXELS = None


class PictureError(Exception):
    """The file is not a usable picture. The message tells the person who sent it why."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a picture file says about itself: size in pixels as seen (turned as EXIF says), and its raw metadata."""

    width: int
    height: int
    iptc: dict[tuple[int, int], Any]
    xmp: bytes
    exif_taken: tuple[str, str]


def inspect(file: IO[bytes]) -> Facts:
    """Read a picture's size and metadata without decoding it. The file stays open. PictureError if it is unusable."""
    with _opened(file) as image:
        exif = image.getexif()
        details = exif.get_ifd(ExifTags.IFD.Exif)
        turned = exif.get(ExifTags.Base.Orientation) in {5, 6, 7, 8}
        width, height = image.size[::-1] if turned else image.size
        if height > TALLEST * width:
            raise PictureError(f"The picture is more than {TALLEST} times as high as it is wide.")
        taken = [details.get(tag, "") for tag in (ExifTags.Base.DateTimeOriginal, ExifTags.Base.OffsetTimeOriginal)]
        return Facts(
            width=width,
            height=height,
            iptc=_iptc(image),
            xmp=_bytes(image.info.get("xmp")),
            exif_taken=(str(taken[0]), str(taken[1])),
        )


def check(file: IO[bytes]) -> None:
    """Decode the whole picture once to find truncation and damage. PictureError if it is unusable."""
    inspect(file)
    with _opened(file) as image:
        # A JPEG is read to its end even so; decoding it at an eighth of its size saves most of the time.
        image.draft(None, (ceil(image.width / 8), ceil(image.height / 8)))
        image.load()


def render(file: IO[bytes], rendition: Rendition, focal_x: float, focal_y: float, xmp: bytes) -> bytes:
    """The encoded rendition of a picture. Its only metadata is `xmp`, never the original's."""
    with _opened(file) as image:
        profile = image.info.get("icc_profile")
        turned = image.getexif().get(ExifTags.Base.Orientation) in {5, 6, 7, 8}
        width, height = image.size[::-1] if turned else image.size
        whole = Box(0, 0, width, height)
        box = crop(width, height, rendition.ratio, focal_x, focal_y) if rendition.ratio else whole
        scale = rendition.width / (box.right - box.left)
        image.draft(None, (ceil(image.width * scale), ceil(image.height * scale)))
        pixels = _plain(ImageOps.exif_transpose(image))
        drafted = pixels.width / width, pixels.height / height
        part = box.left * drafted[0], box.top * drafted[1], box.right * drafted[0], box.bottom * drafted[1]
        size = rendition.width, rendition.height
        pixels = pixels.resize(size, Pixels.Resampling.LANCZOS, box=part, reducing_gap=2.0)
        pixels = _srgb(pixels, profile)
        if rendition.extension == "jpg":
            pixels = _on_white(pixels)
        # Encoders write whatever is left in `info`, such as comments.
        pixels.info = {}
        encoded = io.BytesIO()
        pixels.save(encoded, xmp=xmp, **ENCODING[rendition.extension])
        return encoded.getvalue()


@contextmanager
def _opened(file: IO[bytes]) -> Iterator[Pixels.Image]:
    """The picture at the start of `file`, which is left open and at its start."""
    file.seek(0)
    try:
        # Without `with`: closing the picture would close the file.
        image = Pixels.open(file, formats=ACCEPTED)
        if not image.width * image.height:
            raise PictureError("The picture is empty.")
        if image.width * image.height > settings.IMAGE_MAX_PIXELS:
            raise PictureError(
                f"The picture has {image.width} × {image.height} pixels ({_millions(image.width * image.height)} "
                f"million); at most {_millions(settings.IMAGE_MAX_PIXELS)} million are accepted."
            )
        yield image
    except PictureError:
        raise
    except UnidentifiedImageError as error:
        raise PictureError(f"This is not a picture in a format we accept: {ACCEPTED_NAMES}.") from error
    except Exception as error:
        # Decoders raise many kinds of errors: OSError, SyntaxError, struct.error, IndexError, MemoryError.
        raise PictureError("The picture is damaged: part of it is missing or cannot be read.") from error
    finally:
        file.seek(0)


def _plain(image: Pixels.Image) -> Pixels.Image:
    """The picture in a mode that can be resized and colour-managed: L, RGB, RGBA or CMYK."""
    if image.mode in {"L", "RGB", "RGBA", "CMYK"} and "transparency" not in image.info:
        return image
    if image.mode.startswith("I"):
        # 16 bits of grey: keep the upper eight.
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode == "1":
        return image.convert("L")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _srgb(image: Pixels.Image, profile: bytes | None) -> Pixels.Image:
    """The picture in sRGB, by its embedded colour profile if it has one that fits."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        try:
            embedded = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, embedded, SRGB, outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            # Broken profiles, and profiles for a colour model other than the picture's, are common: go without.
            converted = None
        if converted:
            return converted
    return image.convert(mode)


def _on_white(image: Pixels.Image) -> Pixels.Image:
    if image.mode != "RGBA":
        return image
    white = Pixels.new("RGBA", image.size, "white")
    return Pixels.alpha_composite(white, image).convert("RGB")


def _iptc(image: Pixels.Image) -> dict[tuple[int, int], Any]:
    try:
        return IptcImagePlugin.getiptcinfo(image) or {}  # type: ignore[arg-type]
    except Exception:
        # A broken metadata block does not make a broken picture.
        return {}


def _bytes(value: object) -> bytes:
    return value.encode() if isinstance(value, str) else value if isinstance(value, bytes) else b""


def _millions(number: int) -> str:
    return f"{number / 1_000_000:.1f}".removesuffix(".0")
