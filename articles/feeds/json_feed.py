"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from typing import Any

import orjson

from articles.feeds.entries import Entry, Person, Picture, language_of
from articles.http.timestamps import rfc3339

CONTENT_TYPE = "application/feed+json"


def write(title: str, home: str, address: str, entries: list[Entry]) -> bytes:
    """The document of a feed at `address`."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": home,
        "feed_url": address,
        **({"language": language} if (language := language_of(entries)) else {}),
        "items": [_item(entry) for entry in entries],
    }
    return orjson.dumps(feed)


def _item(entry: Entry) -> dict[str, Any]:
    """Empty optional members are left out; one of the two kinds of content is required."""
    content = {"content_text": entry.summary} if entry.html is None else {"content_html": entry.html}
    item = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        **content,
        "summary": entry.summary,
        "image": entry.picture.url if entry.picture else "",
        "date_published": rfc3339(entry.published),
        "date_modified": rfc3339(entry.updated),
        "authors": [_author(person) for person in entry.authors],
        "tags": [category.label for category in entry.categories],
        "language": entry.language,
        "attachments": [_attachment(entry.picture)] if entry.picture else [],
    }
    return {name: value for name, value in item.items() if value or name in content}


def _author(person: Person) -> dict[str, str]:
    return {"name": person.name} | ({"url": person.page} if person.page else {})


def _attachment(picture: Picture) -> dict[str, Any]:
    """The lead picture again, because `image` has no place for its credit; the title of an attachment does."""
    words = " ".join(text for text in (picture.description, picture.credit) if text)
    return {"url": picture.url, "mime_type": picture.type} | ({"title": words} if words else {})
