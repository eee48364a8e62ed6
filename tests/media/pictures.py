"""Picture files with the content and metadata that a test needs."""

import io
from typing import Any

from PIL import Image as Pixels
from PIL import ImageCms


def encoded(image: Pixels.Image, format: str = "JPEG", **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def plain(size: tuple[int, int] = (640, 480), format: str = "JPEG", color: Any = "teal", **options: Any) -> bytes:
    return encoded(Pixels.new("RGB", size, color), format, **options)


def halves(size: tuple[int, int], left: Any, right: Any, mode: str = "RGB") -> Pixels.Image:
    """A picture whose left half has one colour and its right half another."""
    image = Pixels.new(mode, size, left)
    image.paste(right, (size[0] // 2, 0, *size))
    return image


def decoded(data: bytes) -> Pixels.Image:
    image = Pixels.open(io.BytesIO(data))
    image.load()
    return image


def iim(*datasets: tuple[int, int, bytes]) -> bytes:
    """Datasets as IIM 4.2 writes them: record, number, value."""
    return b"".join(
        bytes([0x1C, record, number]) + len(value).to_bytes(2, "big") + value for record, number, value in datasets
    )


def with_iptc(jpeg: bytes, *datasets: tuple[int, int, bytes]) -> bytes:
    """The JPEG with an APP13 segment that holds a Photoshop resource block with these IIM datasets."""
    data = iim(*datasets)
    block = b"8BIM\x04\x04\x00\x00" + len(data).to_bytes(4, "big") + data + b"\x00" * (len(data) % 2)
    segment = b"Photoshop 3.0\x00" + block
    return jpeg[:2] + b"\xff\xed" + (len(segment) + 2).to_bytes(2, "big") + segment + jpeg[2:]


def xmp(properties: str) -> bytes:
    """An XMP packet around the properties of one description."""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">{properties}</rdf:Description>
</rdf:RDF></x:xmpmeta><?xpacket end="w"?>""".encode()


def exif(**values: Any) -> Pixels.Exif:
    """Orientation, DateTimeOriginal, OffsetTimeOriginal and a location in the middle of the sea."""
    block = Pixels.Exif()
    block[0x010F] = "Camera maker"
    if "orientation" in values:
        block[0x0112] = values["orientation"]
    if "taken" in values:
        block.get_ifd(0x8769)[0x9003] = values["taken"]
    if "offset" in values:
        block.get_ifd(0x8769)[0x9011] = values["offset"]
    if "gps" in values:
        block.get_ifd(0x8825).update({1: "N", 2: (54.0, 12.0, 34.5), 3: "W", 4: (4.0, 56.0, 7.8)})
    return block


def wide_gamut() -> bytes:
    """An ICC profile like Adobe RGB (1998): its red, green and blue reach further than those of sRGB."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(profile[128:132], "big")
    tags = {
        bytes(profile[at : at + 4]): int.from_bytes(profile[at + 4 : at + 8], "big")
        for at in range(132, 132 + 12 * count, 12)
    }
    # Primaries adapted to D50, as the Adobe RGB (1998) specification gives them.
    primaries = {
        b"rXYZ": (0.60974, 0.31111, 0.01947),
        b"gXYZ": (0.20528, 0.62567, 0.06087),
        b"bXYZ": (0.14919, 0.06322, 0.74457),
    }
    for tag, values in primaries.items():
        at = tags[tag] + 8
        profile[at : at + 12] = b"".join(round(value * 65536).to_bytes(4, "big", signed=True) for value in values)
    return bytes(profile)
