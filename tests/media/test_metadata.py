"""Words and rights inside a file: IPTC IIM, XMP and the date in EXIF."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from PIL.PngImagePlugin import PngInfo

from media.metadata import fill_in, packet
from media.models import Image
from media.processing import inspect
from tests.media import pictures

FULL_XMP = pictures.xmp(
    """
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Bridge</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="es">El puente.</rdf:li>
 <rdf:li xml:lang="x-default">The bridge &amp; the river.</rdf:li></rdf:Alt></dc:description>
<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">A steel bridge</rdf:li></rdf:Alt>
</Iptc4xmpCore:AltTextAccessibility>
<dc:creator><rdf:Seq><rdf:li>Mara Quill</rdf:li><rdf:li>Tom Okafor</rdf:li></rdf:Seq></dc:creator>
<photoshop:Credit>© Halewood Pictures/Pool of the northern harbours</photoshop:Credit>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 2024 Halewood</rdf:li></rdf:Alt></dc:rights>
<photoshop:Source>Halewood</photoshop:Source>
<xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="x-default">Editorial use</rdf:li></rdf:Alt></xmpRights:UsageTerms>
<xmpRights:WebStatement>https://halewood.example/terms</xmpRights:WebStatement>
<photoshop:Instructions>Not before Monday</photoshop:Instructions>
<photoshop:DateCreated>2024-05-01T20:30:15+02:00</photoshop:DateCreated>
<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture
</Iptc4xmpExt:DigitalSourceType>"""
)
FULL = {
    "title": "Bridge",
    "caption": "The bridge & the river.",
    "alt_text": "A steel bridge",
    "creator": "Mara Quill, Tom Okafor",
    "credit": "© Halewood Pictures/Pool of the northern harbours",
    "copyright_notice": "© 2024 Halewood",
    "source": "Halewood",
    "usage_terms": "Editorial use",
    "license_url": "https://halewood.example/terms",
    "instructions": "Not before Monday",
    "taken_at": datetime(2024, 5, 1, 18, 30, 15, tzinfo=UTC),
    "digital_source_type": "digitalCapture",
}


def filled(data: bytes, **given: Any) -> dict[str, Any]:
    """The fields that are filled from a file, with their values."""
    image = Image(**given)
    return {name: getattr(image, name) for name in fill_in(image, inspect(BytesIO(data)))}


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_xmp_fills_every_field_in_every_format(format: str) -> None:
    options: dict[str, Any] = {"xmp": FULL_XMP}
    if format == "PNG":
        options = {"pnginfo": PngInfo()}
        options["pnginfo"].add_itxt("XML:com.adobe.xmp", FULL_XMP.decode())
    assert filled(pictures.plain((32, 24), format, **options)) == FULL


def test_xmp_may_write_values_as_attributes() -> None:
    data = pictures.xmp("").replace(b'rdf:about=""', b'rdf:about="" photoshop:Credit="Pool"')
    assert filled(pictures.plain(xmp=data)) == {"credit": "Pool"}


def test_iptc_fills_what_it_knows() -> None:
    data = pictures.with_iptc(
        pictures.plain(),
        (1, 90, b"\x1b%G"),
        (2, 5, "Brücke".encode()),
        (2, 40, b"Not before Monday"),
        (2, 55, b"20240501"),
        (2, 60, b"203015+0200"),
        (2, 80, b"Mara Quill"),
        (2, 80, b"Tom Okafor"),
        (2, 110, "© Halewood".encode()),
        (2, 115, b"Halewood"),
        (2, 116, "© 2024 Halewood".encode()),
        (2, 120, "Über die Brücke".encode()),
    )
    assert filled(data) == {
        "title": "Brücke",
        "caption": "Über die Brücke",
        "creator": "Mara Quill, Tom Okafor",
        "credit": "© Halewood",
        "copyright_notice": "© 2024 Halewood",
        "source": "Halewood",
        "instructions": "Not before Monday",
        "taken_at": datetime(2024, 5, 1, 18, 30, 15, tzinfo=UTC),
    }


@pytest.mark.parametrize(
    ("datasets", "expected"),
    [
        ([(2, 110, "© Büro".encode("latin-1"))], "© Büro"),
        ([(2, 110, "© Büro".encode())], "© Büro"),
        ([(1, 90, b"\x1b%G"), (2, 110, b"B\xfcro")], "B\N{REPLACEMENT CHARACTER}ro"),
    ],
)
def test_iptc_text_is_utf8_or_latin1(datasets: list[tuple[int, int, bytes]], expected: str) -> None:
    assert filled(pictures.with_iptc(pictures.plain(), *datasets)) == {"credit": expected}


def test_xmp_comes_before_iptc_whose_credit_is_cut_at_32_bytes() -> None:
    xmp = pictures.xmp("<photoshop:Credit>Halewood Pictures of the northern harbours</photoshop:Credit>")
    data = pictures.with_iptc(
        pictures.plain(xmp=xmp), (2, 110, b"Halewood Pictures of the norther"), (2, 115, b"Halewood")
    )
    assert filled(data) == {"credit": "Halewood Pictures of the northern harbours", "source": "Halewood"}


def test_the_date_comes_from_exif_when_nothing_else_has_one() -> None:
    exif = pictures.exif(taken="2024:05:01 20:30:15", offset="+02:00")
    assert filled(pictures.plain(exif=exif)) == {"taken_at": datetime(2024, 5, 1, 18, 30, 15, tzinfo=UTC)}


def test_a_date_without_sense_gives_way_to_the_next() -> None:
    exif = pictures.exif(taken="2024:05:01 18:30:15")
    xmp = pictures.xmp("<photoshop:DateCreated>2024</photoshop:DateCreated>")
    assert filled(pictures.plain(exif=exif, xmp=xmp)) == {"taken_at": datetime(2024, 5, 1, 18, 30, 15, tzinfo=UTC)}


def test_what_an_editor_typed_stays() -> None:
    typed = {name: "Typed" for name in FULL if name != "taken_at"}
    assert filled(pictures.plain(xmp=FULL_XMP), **typed) == {"taken_at": FULL["taken_at"]}


def test_what_is_too_long_is_cut_and_what_does_not_fit_is_left_out() -> None:
    xmp = pictures.xmp(
        f"<photoshop:Credit>{'a' * 301}</photoshop:Credit>"
        f"<Iptc4xmpCore:AltTextAccessibility>{'b' * 300}</Iptc4xmpCore:AltTextAccessibility>"
        f"<xmpRights:WebStatement>https://halewood.example/{'c' * 300}</xmpRights:WebStatement>"
        "<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/madeUp</Iptc4xmpExt:DigitalSourceType>"
    )
    assert filled(pictures.plain(xmp=xmp)) == {"credit": "a" * 299 + "…", "alt_text": "b" * 249 + "…"}


@pytest.mark.parametrize("address", ["javascript:alert(1)", "halewood.example", "http://"])
def test_a_licence_address_is_an_address(address: str) -> None:
    xmp = pictures.xmp(f"<xmpRights:WebStatement>{address}</xmpRights:WebStatement>")
    assert filled(pictures.plain(xmp=xmp)) == {}


def test_control_characters_are_dropped() -> None:
    data = pictures.with_iptc(pictures.plain(), (2, 110, b"\x00Ha\x07le\x00wood\x00"), (2, 120, b"One\nTwo\x1f"))
    assert filled(data) == {"credit": "Halewood", "caption": "One\nTwo"}


@pytest.mark.parametrize(
    "xmp",
    [
        b"not XML",
        b"<x",
        b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
        b'<?xml version="1.0" encoding="made-up"?><x/>',
        b"\xff\xfe\x00",
        FULL_XMP[:300],
        b"<x>" + b" " * 2_000_000 + b"</x>",
        pictures.xmp("<photoshop:Credit><rdf:Seq/></photoshop:Credit><dc:creator/>"),
    ],
    ids=range(8),
)
def test_rubbish_fills_nothing(xmp: bytes) -> None:
    assert filled(pictures.plain((32, 24), "WEBP", xmp=xmp)) == {}


def test_rubbish_in_iptc_fills_nothing() -> None:
    jpeg = pictures.plain()
    good = pictures.with_iptc(jpeg, (2, 110, b"Halewood"))
    assert filled(good) == {"credit": "Halewood"}
    assert filled(good.replace(b"\x1c\x02\x6e\x00\x08", b"\x1c\x02\x6e\xff\xff")) == {}
    assert filled(good.replace(b"\x1c\x02", b"\x00\x00")) == {}


def test_the_packet_of_renditions_is_read_back() -> None:
    image = Image(creator="Mara & Tom", credit="© <Halewood>/Pool", copyright_notice="2024", caption="Not in it")
    assert filled(pictures.plain(xmp=packet(image))) == {
        "creator": "Mara & Tom",
        "credit": "© <Halewood>/Pool",
        "copyright_notice": "2024",
    }
    assert packet(Image(caption="Nothing else")) == b""
