"""Checks documents against the schemas in tests/schemas."""

from functools import cache
from pathlib import Path

from lxml import etree

SCHEMAS = Path(__file__).parents[2] / "schemas"
NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}


@cache
def relax_ng(name: str) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(str(SCHEMAS / name)))


@cache
def xsd(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(SCHEMAS / name)))


def atom(content: bytes) -> etree._Element:
    """The feed, checked as Atom. Beyond its grammar, RFC 4287 requires an author and a link for every entry."""
    feed = etree.fromstring(content)
    relax_ng("atom.rng").assertValid(feed)
    assert feed.findall("atom:entry", NAMES) == feed.xpath(
        "atom:entry[atom:author][atom:link[@rel='alternate']]", namespaces=NAMES
    )
    return feed


def rss(content: bytes) -> etree._Element:
    """The channel, checked to have what RSS 2.0 requires, and nothing in the wrong place."""
    root = etree.fromstring(content)
    assert (root.tag, root.get("version"), [child.tag for child in root]) == ("rss", "2.0", ["channel"])
    channel = root[0]
    assert all(channel.findtext(name) for name in ("title", "link", "description"))
    for item in channel.findall("item"):
        assert item.findtext("title") or item.findtext("description")
        plain = [child.tag for child in item if "{" not in str(child.tag)]
        assert set(plain) <= {"title", "link", "description", "pubDate", "guid", "category"}
        assert all(plain.count(name) <= 1 for name in set(plain) - {"category"})
    for content_of in channel.iter(f"{{{NAMES['media']}}}content"):
        assert {"url", "medium", "type", "width", "height"} == set(content_of.attrib)
    return channel


def sitemap(content: bytes) -> etree._Element:
    """The site map or index, checked against its schema."""
    root = etree.fromstring(content)
    xsd("sitemap.xsd").assertValid(root)
    return root


def texts(element: etree._Element, path: str) -> list[str]:
    return [found.text or "" for found in element.iterfind(path, NAMES)]
