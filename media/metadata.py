"""The words and rights inside picture files: IPTC IIM and XMP, as IPTC maps them.

https://www.iptc.org/std/photometadata/specification/ names the properties, the IIM 4.2 specification the datasets.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import escape

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.text import Truncator

from media import text
from media.processing import Facts
from media.timestamps import moment

if TYPE_CHECKING:
    from media.models import Image

RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC: Final = "{http://purl.org/dc/elements/1.1/}"
PHOTOSHOP: Final = "{http://ns.adobe.com/photoshop/1.0/}"
RIGHTS: Final = "{http://ns.adobe.com/xap/1.0/rights/}"
CORE: Final = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
EXT: Final = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
UTF8_MARK: Final = b"\x1b%G"
# XMP packets of real pictures take a few kilobytes; a JPEG segment holds 64.
LONGEST_PACKET: Final = 1_000_000


class Source(NamedTuple):
    """Where a field of Image is found in a file: an XMP property and, in older files, IIM datasets."""

    field: str
    xmp: str
    iim: tuple[tuple[int, int], ...] = ()


SOURCES: Final = (
    Source("title", f"{DC}title", ((2, 5),)),
    Source("caption", f"{DC}description", ((2, 120),)),
    Source("alt_text", f"{CORE}AltTextAccessibility"),
    Source("creator", f"{DC}creator", ((2, 80),)),
    Source("credit", f"{PHOTOSHOP}Credit", ((2, 110),)),
    Source("copyright_notice", f"{DC}rights", ((2, 116),)),
    Source("source", f"{PHOTOSHOP}Source", ((2, 115),)),
    Source("usage_terms", f"{RIGHTS}UsageTerms"),
    Source("license_url", f"{RIGHTS}WebStatement"),
    Source("instructions", f"{PHOTOSHOP}Instructions", ((2, 40),)),
    Source("taken_at", f"{PHOTOSHOP}DateCreated", ((2, 55), (2, 60))),
    Source("digital_source_type", f"{EXT}DigitalSourceType"),
)


def fill_in(image: "Image", facts: Facts) -> list[str]:
    """Fill the picture's empty fields from its file and return their names; fields with a value stay as they are.

    XMP takes precedence over IIM, whose credit ends after 32 bytes. Values that do not fit are cut or left out. Never
    raises.
    """
    packet = _packet(facts.xmp)
    filled = []
    for source in SOURCES:
        if getattr(image, source.field):
            continue
        for words in (_xmp(packet, source.xmp), _iim(facts.iptc, source.iim), _exif(facts, source.field)):
            value = _fitting(image, source.field, words)
            if value:
                setattr(image, source.field, value)
                filled.append(source.field)
                break
    return filled


def packet(image: "Image") -> bytes:
    """The XMP packet that renditions carry: creator, credit line and copyright notice; b"" if there are none."""
    wrapped = [
        (image.creator, "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>"),
        (image.credit, "<photoshop:Credit>{}</photoshop:Credit>"),
        (image.copyright_notice, '<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:rights>'),
    ]
    parts = [element.format(escape(words)) for words, element in wrapped if words]
    if not parts:
        return b""
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF xmlns:rdf="{RDF[1:-1]}"><rdf:Description rdf:about="" '
        f'xmlns:dc="{DC[1:-1]}" xmlns:photoshop="{PHOTOSHOP[1:-1]}">{"".join(parts)}'
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def _packet(xmp: bytes) -> Element | None:
    if not xmp or len(xmp) > LONGEST_PACKET:
        return None
    try:
        root: Element = fromstring(xmp.strip(b"\0 \r\n\t"))
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return None
    return root


def _xmp(root: Element | None, name: str) -> list[str]:
    """The values of a property, which may be an attribute, text, or a list; of translations, the default."""
    if root is None:
        return []
    for description in root.iter(f"{RDF}Description"):
        if name in description.attrib:
            return [description.attrib[name]]
        element = description.find(name)
        if element is None:
            continue
        items = list(element.iter(f"{RDF}li"))
        if element.find(f"{RDF}Alt") is not None:
            default = "{http://www.w3.org/XML/1998/namespace}lang"
            items = sorted(items, key=lambda item: item.get(default) != "x-default")[:1]
        return ["".join(one.itertext()) for one in items or [element]]
    return []


def _iim(datasets: dict[tuple[int, int], Any], wanted: tuple[tuple[int, int], ...]) -> list[str]:
    """The values of datasets. Files that do not declare UTF-8 are often UTF-8 all the same, else Latin-1."""
    marked = datasets.get((1, 90)) == UTF8_MARK
    return [_decoded(raw, marked) for raw in _raw(datasets, wanted)]


def _raw(datasets: dict[tuple[int, int], Any], wanted: tuple[tuple[int, int], ...]) -> Iterator[bytes]:
    for dataset in wanted:
        found = datasets.get(dataset, [])
        yield from (one for one in (found if isinstance(found, list) else [found]) if isinstance(one, bytes))


def _decoded(raw: bytes, marked: bool) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("utf-8" if marked else "latin-1", errors="replace")


def _exif(facts: Facts, field: str) -> list[str]:
    return [part for part in facts.exif_taken if part] if field == "taken_at" else []


def _fitting(image: "Image", name: str, words: list[str]) -> Any:
    """The value for a field, or None: a date, a choice, an address, or text cleaned and cut to fit."""
    field = image._meta.get_field(name)
    assert isinstance(field, models.Field)
    tidy = getattr(field, "tidy", text.clean)
    words = [word for word in (tidy(one).strip() for one in words) if not text.is_blank(word)]
    if not words:
        return None
    if isinstance(field, models.DateTimeField):
        return moment(words)
    if name == "digital_source_type":
        words = [words[0].rstrip("/").rpartition("/")[2]]
    value = ", ".join(dict.fromkeys(words)) if name == "creator" else words[0]
    longest = field.max_length or next(
        (one.limit_value for one in field.validators if isinstance(one, MaxLengthValidator)), None
    )
    if field.choices or isinstance(field, models.URLField):
        try:
            return field.clean(value, image)
        except ValidationError:
            return None
    # Truncator composes letters, so it must not touch a credit line that fits.
    return Truncator(value).chars(longest) if longest and len(value) > longest else value
