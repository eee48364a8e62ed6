"""The examples of the OpenAPI schema: one story of a small fictional newspaper, and everything about it."""

from typing import Any, Final

from articles.api.ninjs import STANDARD

API: Final = "https://news.example.com/api/v1"
PICTURES: Final = "https://news.example.com/renditions/531c4e22-65f1-57d0-946c-b722a3bd7549/3f9a0c11d2e4"
FRONT: Final = "https://www.example.com"

RENDITION: Final = {
    "name": "wide-640",
    "url": f"{PICTURES}/wide-640.webp",
    "width": 640,
    "height": 360,
    "type": "image/webp",
}
IMAGE: Final = {
    "id": "531c4e22-65f1-57d0-946c-b722a3bd7549",
    "alt_text": "A suspension bridge at sunrise",
    "caption": "The Harbour Bridge at first light.",
    "credit": "© Halewood Pictures/Pool",
    "creator": "Iris Halewood",
    "copyright_notice": "© 2026 Halewood Pictures",
    "width": 3000,
    "height": 2000,
    "focal_point": {"x": 0.5, "y": 0.4},
    "src": f"{PICTURES}/full-1920.jpg",
    "renditions": [RENDITION],
}
AUTHOR: Final = {"slug": "ana-ruiz", "name": "Ana Ruiz", "job_title": "City reporter"}
TOPIC: Final = {"slug": "city", "name": "City", "path": ["region", "city"]}
TAG: Final = {"slug": "bridges", "name": "Bridges", "kind": "keyword"}
CARD: Final[dict[str, Any]] = {
    "id": "17a2b9de-bf98-57d7-ba83-75ae2175f3cf",
    "slug": "harbour-bridge-reopens",
    "url": f"{API}/articles/harbour-bridge-reopens/",
    "canonical_url": f"{FRONT}/city/harbour-bridge-reopens",
    "headline": "Harbour bridge reopens after two years",
    "short_headline": "Bridge reopens",
    "standfirst": "Shortly before seven this morning the first bus crossed to Northside.",
    "byline": "By Ana Ruiz",
    "authors": [AUTHOR],
    "topic": TOPIC,
    "tags": [TAG],
    "genre": "report",
    "language": "en",
    "dateline": "PORT HALE",
    "image": IMAGE,
    "first_published_at": "2026-05-01T06:55:00Z",
    "published_at": "2026-05-01T06:55:00Z",
    "updated_at": "2026-05-01T09:10:00Z",
    "version": 3,
    "word_count": 640,
    "reading_minutes": 3,
    "views": 532,
}
PARAGRAPH: Final = {"type": "paragraph", "html": "The <strong>bridge</strong> is open."}
QUOTE: Final = {"type": "quote", "html": "At last.", "attribution": "Mara Lindqvist, harbour master"}
CORRECTION: Final = {
    "kind": "correction",
    "text": "The bridge is 412 metres long, not 421.",
    "published_at": "2026-05-01T09:10:00Z",
}
ARTICLE: Final[dict[str, Any]] = CARD | {
    "authors": [AUTHOR | {"image": None}],
    "body": [PARAGRAPH, {"type": "heading", "level": 2, "text": "What changed", "id": "what-changed"}, QUOTE],
    "body_html": '<p>The <strong>bridge</strong> is open.</p>\n<h2 id="what-changed">What changed</h2>',
    "images": [],
    "corrections": [CORRECTION],
    "seo": {
        "title": "Harbour bridge reopens",
        "description": "The first bus has crossed.",
        "image": f"{PICTURES}/wide-1280.jpg",
        "open_graph": {"og:type": "article", "og:title": "Harbour bridge reopens"},
    },
    "json_ld": {"@context": "https://schema.org", "@type": "ReportageNewsArticle", "headline": CARD["headline"]},
    "related": [],
}
CHANGE: Final = {
    "action": "remove",
    "reason": "unpublished",
    "id": CARD["id"],
    "slug": CARD["slug"],
    "version": 3,
    "at": "2026-05-02T08:00:00Z",
    "article": None,
}
WRONG_PAGE: Final = {
    "parameter": "page",
    "code": "invalid",
    "detail": "page must be a whole number from 1 to 100000000.",
}
NINJS: Final = {
    "uri": f"urn:uuid:{CARD['id']}",
    "standard": STANDARD,
    "type": "text",
    "version": "3",
    "versionCreated": CARD["updated_at"],
    "language": "en",
    "headlines": [{"role": "main", "contentType": "text/plain", "value": CARD["headline"]}],
    "bodies": [{"role": "main", "contentType": "text/html", "value": "<p>The bridge is open.</p>"}],
}
PROBLEM: Final = {
    "type": "about:blank",
    "title": "Bad Request",
    "status": 400,
    "detail": WRONG_PAGE["detail"],
    "errors": [WRONG_PAGE],
}
COLLECTION: Final = {
    "slug": "front-page",
    "name": "Front page",
    "description": "",
    "url": f"{API}/collections/front-page/",
}
# By component.
EXAMPLES: Final[dict[str, dict[str, Any]]] = {
    "Article": ARTICLE,
    "ArticleCard": CARD,
    "ListedArticleCard": CARD,
    "RankedArticleCard": CARD | {"window_views": 120},
    "Image": IMAGE,
    "Rendition": RENDITION,
    "ParagraphBlock": PARAGRAPH,
    "QuoteBlock": QUOTE,
    "Correction": CORRECTION,
    "Author": AUTHOR
    | {
        "image": None,
        "kind": "person",
        "bio": "Was born by the sea.",
        "url": f"{API}/authors/ana-ruiz/",
        "article_count": 42,
    },
    "Topic": TOPIC | {"description": "", "parent": "region", "url": f"{API}/topics/city/", "article_count": 310},
    "Tag": TAG | {"description": "", "url": f"{API}/tags/bridges/", "article_count": 17},
    "Collection": COLLECTION | {"article_count": 7},
    "CollectionContents": COLLECTION | {"results": [CARD]},
    "Change": CHANGE,
    "Changes": {"results": [CHANGE], "next": "Y2hhbmdlcyAxNzc3NjM2ODAwMDAwMDAwIDQyIDZmNGExYjA5", "has_more": False},
    "MostViewed": {"window": "24h", "as_of": "2026-05-01T12:00:00Z", "results": [CARD | {"window_views": 120}]},
    "Views": {"views": 532},
    "Resolved": {
        "path": "/2019/bridge.html",
        "action": "redirect",
        "status": 301,
        "location": CARD["canonical_url"],
        "note": "",
        "article": {name: CARD[name] for name in ("id", "slug", "url", "canonical_url")},
    },
    "Ninjs": NINJS,
    "Problem": PROBLEM,
}
# By parameter; slugs by endpoint.
PARAMETERS: Final[dict[str, Any]] = {
    "tag": ["bridges,cycling", "public-transport"],
    "topic": ["city"],
    "author": ["ana-ruiz"],
    "genre": ["-opinion"],
    "language": ["en"],
    "search": 'harb* "city council" -ferry',
    "path": "/2019/bridge.html",
    "fields": ["slug", "headline", "image.src", "image.credit"],
    "include": ["body", "related"],
    "renditions": ["wide", "square"],
}
SLUGS: Final = {
    "articles": "harbour-bridge-reopens",
    "topics": "city",
    "tags": "bridges",
    "authors": "ana-ruiz",
    "collections": "front-page",
}
