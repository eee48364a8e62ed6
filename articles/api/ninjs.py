"""A story in ninjs 3.1, IPTC's JSON for exchanging news between systems (https://iptc.org/standards/ninjs/).

Made from the whole story as this API answers it, so that the two cannot differ. ninjs allows no unknown properties, and
empty ones are left out.
"""

from collections.abc import Iterator
from typing import Any, Final

from articles.addresses import placeholders
from articles.body import links

Members = dict[str, Any]

STANDARD: Final = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}
# IPTC has not registered one; the suffix says that it is JSON (RFC 6839).
MEDIA_TYPE: Final = "application/ninjs+json"
# The list of each kind of tag.
LISTS: Final = {
    "keyword": "subjects",
    "series": "subjects",
    "person": "people",
    "organisation": "organisations",
    "place": "places",
    "event": "events",
}
# IPTC's genres (http://cv.iptc.org/newscodes/genre/) have no plain report.
GENRES: Final = {"analysis", "background", "feature", "interview", "opinion", "review"}
PLAIN, HTML = "text/plain", "text/html"


def describe(story: Members) -> Members:
    """The ninjs object of a whole story."""
    pictures = list(_pictures(story))
    concepts: dict[str, list[Members]] = {name: [] for name in dict.fromkeys(LISTS.values())}
    if topic := story["topic"]:
        concepts["subjects"].append(_concept("topics", topic, rel="topic"))
    for tag in story["tags"]:
        concepts[LISTS[tag["kind"]]].append(_concept("tags", tag, rel="about"))
    return _filled(
        {
            "uri": _uri(story),
            "standard": STANDARD,
            "type": "text",
            "representationType": "full",
            "profile": "text-photo" if pictures else "text-only",
            "version": str(story["version"]),
            "firstCreated": story["first_published_at"],
            "versionCreated": story["updated_at"],
            "pubStatus": "usable",
            "language": story["language"],
            "slugline": story["slug"],
            "headlines": _texts(main=story["headline"], short=story["short_headline"]),
            "descriptions": _texts(summary=story["standfirst"]),
            "by": story["byline"],
            "infoSources": [_concept("authors", author, role="author") for author in story["authors"]],
            "located": story["dateline"],
            "bodies": list(_bodies(story)),
            "edNote": "\n".join(_note(one) for one in story["corrections"]),
            **concepts,
            "genres": [_genre(story["genre"])],
            "renditions": [{"name": "web", "href": story["canonical_url"], "contentType": HTML}],
            "associations": [*pictures, *map(_related, story["related"])],
        }
    )


def _bodies(story: Members) -> Iterator[Members]:
    """The text as HTML and, if the document was compiled with it, as plain text."""
    plain = story.get("json_ld", {}).get("articleBody", "")
    counts = {"wordCount": story["word_count"]} | ({"charCount": len(plain)} if plain else {})
    html = links.made_absolute(story["body_html"], placeholders.resolve(story["canonical_url"]))
    yield {"role": "main", "contentType": HTML, **counts, "value": html}
    if plain:
        yield {"role": "main", "contentType": PLAIN, **counts, "value": plain}


def _pictures(story: Members) -> Iterator[Members]:
    if story["image"]:
        yield _picture("lead", "lead", story["image"])
    inline = [block["image"] for block in story["body"] if block["type"] == "image"]
    for rel, images in (("inline", inline), ("gallery", story["images"])):
        for number, image in enumerate(images, 1):
            yield _picture(f"{rel}-{number}", rel, image)


def _picture(name: str, rel: str, image: Members) -> Members:
    """ninjs has no credit line: the source with the role “credit” holds it, exactly as it must be printed."""
    return _filled(
        {
            "name": name,
            "rel": rel,
            "uri": _uri(image),
            "type": "picture",
            "representationType": "full",
            "pubStatus": "usable",
            "by": image["creator"] or image["credit"],
            "infoSources": [{"name": image["credit"], "role": "credit"}] if image["credit"] else [],
            "copyrightNotice": image["copyright_notice"],
            "descriptions": _texts(caption=image["caption"], altText=image["alt_text"]),
            "renditions": [
                {
                    "name": f"{one['name']}-{one['type'].partition('/')[2]}",
                    "href": one["url"],
                    "contentType": one["type"],
                    "width": one["width"],
                    "height": one["height"],
                }
                for one in image["renditions"]
            ],
        }
    )


def _related(card: Members) -> Members:
    return {
        "name": card["headline"],
        "rel": "related",
        "uri": _uri(card),
        "type": "text",
        "representationType": "partial",
        "pubStatus": "usable",
        "versionCreated": card["updated_at"],
        "language": card["language"],
        "headlines": _texts(main=card["headline"]),
        "renditions": [{"name": "web", "href": card["canonical_url"], "contentType": HTML}],
    }


def _concept(endpoint: str, row: Members, **how: str) -> Members:
    return {"name": row["name"], **how, "uri": placeholders.api(f"{endpoint}/{row['slug']}/"), "literal": row["slug"]}


def _genre(genre: str) -> Members:
    code = {"uri": f"http://cv.iptc.org/newscodes/genre/{genre.capitalize()}"} if genre in GENRES else {}
    return {"name": genre.capitalize(), **code, "literal": genre}


def _note(correction: Members) -> str:
    return f"{correction['kind'].capitalize()}, {correction['published_at']}: {correction['text']}"


def _texts(**values: str) -> list[Members]:
    """Values by their role; empty ones are left out."""
    return [{"role": role, "contentType": PLAIN, "value": value} for role, value in values.items() if value]


def _uri(row: Members) -> str:
    return f"urn:uuid:{row['id']}"


def _filled(members: Members) -> Members:
    return {name: value for name, value in members.items() if value not in ("", [])}
