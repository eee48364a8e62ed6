"""RSS 2.0 and Atom, from Django's generators, with what news needs: credits, all authors, categories with schemes.

The lead picture is `media:content` (Media RSS) in both, because that has room for its credit. It is not an `enclosure`
in RSS, which requires the length in bytes: renditions are made only on request, and a wrong number is worse than none.
Atom's `link rel="enclosure"` does not require it.
"""

from datetime import UTC, datetime
from html import escape
from typing import Any, Final
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

from articles.feeds.entries import Entry, Picture, language_of

MEDIA: Final = {"xmlns:media": "http://search.yahoo.com/mrss/"}
RSS: Final = MEDIA | {
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}
# The time of update of a feed without stories: a fixed one, so that the same feed has the same bytes.
NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Dated(SyndicationFeed):
    def latest_post_date(self) -> datetime:
        latest: datetime = super().latest_post_date() if self.items else NEVER
        return latest


class RssFeed(Dated, Rss201rev2Feed):
    """https://www.rssboard.org/rss-specification, with Dublin Core, Content and Media RSS."""

    def rss_attributes(self) -> dict[str, Any]:
        return super().rss_attributes() | RSS

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item if item["description"] else item | {"description": None})
        entry: Entry = item["entry"]
        handler.addQuickElement("atom:updated", rfc3339_date(entry.updated))
        # RSS allows one author, by e-mail address; Dublin Core has names.
        for person in entry.authors:
            handler.addQuickElement("dc:creator", person.name)
        handler.addQuickElement("dc:language", entry.language)
        for category in entry.categories:
            handler.addQuickElement("category", category.label, {"domain": category.scheme})
        if entry.html is not None:
            handler.addQuickElement("content:encoded", entry.html)
        if entry.picture:
            _media(handler, entry.picture)


class AtomFeed(Dated, Atom1Feed):
    """RFC 4287, with Media RSS."""

    def root_attributes(self) -> dict[str, Any]:
        return super().root_attributes() | MEDIA

    def item_attributes(self, item: dict[str, Any]) -> dict[str, Any]:
        return {"xml:lang": item["entry"].language}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        # The generator would call a plain summary HTML.
        super().add_item_elements(handler, item | {"description": None})
        entry: Entry = item["entry"]
        for person in entry.authors:
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", person.name)
            if person.page:
                handler.addQuickElement("uri", person.page)
            handler.endElement("author")
        for category in entry.categories:
            attributes = {"term": category.term, "scheme": category.scheme, "label": category.label}
            handler.addQuickElement("category", None, attributes)
        if entry.summary:
            handler.addQuickElement("summary", entry.summary)
        if entry.html is not None:
            handler.addQuickElement("content", entry.html, {"type": "html"})
        if picture := entry.picture:
            handler.addQuickElement("link", None, {"rel": "enclosure", "href": picture.url, "type": picture.type})
            _media(handler, picture)


def write(kind: type[RssFeed | AtomFeed], title: str, home: str, address: str, entries: list[Entry]) -> bytes:
    """The document of a feed at `address`."""
    feed = kind(
        title=title,
        link=home,
        # Feed readers take RSS descriptions for HTML.
        description=escape(title, quote=False),
        language=language_of(entries),
        feed_url=address,
        feed_guid=address,
    )
    for entry in entries:
        feed.add_item(
            title=entry.title,
            link=entry.url,
            description=escape(entry.summary, quote=False),
            pubdate=entry.published,
            updateddate=entry.updated,
            unique_id=entry.id,
            unique_id_is_permalink=False,
            entry=entry,
        )
    text: str = feed.writeString("utf-8")
    return text.encode()


def _media(handler: SimplerXMLGenerator, picture: Picture) -> None:
    """https://www.rssboard.org/media-rss"""
    attributes = AttributesImpl(
        {
            "url": picture.url,
            "type": picture.type,
            "medium": "image",
            "width": str(picture.width),
            "height": str(picture.height),
        }
    )
    handler.startElement("media:content", attributes)
    words = {
        "media:description": picture.description,
        "media:credit": picture.credit,
        "media:copyright": picture.copyright,
    }
    for name, text in words.items():
        if text:
            handler.addQuickElement(name, text)
    handler.endElement("media:content")
