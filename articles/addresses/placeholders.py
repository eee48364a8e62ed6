"""Placeholders in published documents for what depends on settings, which may change: see media.addresses.

There is one for the story's page in the front end (FRONTEND_ARTICLE_URL), with everything that setting may name, one
for an author's page there (FRONTEND_AUTHOR_URL), and one for SITE_NAME. The values are filled in when a request is
answered.
"""

import re
from functools import lru_cache
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

import orjson
from django.conf import settings

from articles.addresses import paths
from media import addresses

CANONICAL_PLACEHOLDER = "https://canonical-url.invalid"
AUTHOR_PLACEHOLDER = "https://author-url.invalid"
SITE_NAME_PLACEHOLDER = "https://site-name.invalid"
_CANONICAL = re.compile(re.escape(CANONICAL_PLACEHOLDER) + r"/([^/\"]*)/([^/\"]*)/([^/\"]*)")
# A front end may have no pages for authors: the whole member is then dropped, so it may not be the first one.
_AUTHOR = re.compile(',"url":"' + re.escape(AUTHOR_PLACEHOLDER) + '/([^"]*)"')


def api(path: str) -> str:
    """The address of a path under the API's prefix, to be stored."""
    return addresses.absolute(f"/api/v1/{path}")


def canonical(*, topic: str, slug: str, article_id: str) -> str:
    """The address of the story's page in the front end, to be stored."""
    return f"{CANONICAL_PLACEHOLDER}/{topic}/{slug}/{article_id}"


def author(slug: str) -> str:
    """The address of an author's page in the front end, to be stored as a `url` that is not the first member."""
    return f"{AUTHOR_PLACEHOLDER}/{slug}"


def preview(token: str) -> str:
    """The page in the front end that shows a preview to the bearer of `token`."""
    address: str = settings.FRONTEND_PREVIEW_URL
    return address.replace("{token}", token)


def own_path(address: str) -> str | None:
    """The path and query of an address in the front end, which may be a path alone; None for other addresses."""
    home = urlsplit(settings.FRONTEND_ARTICLE_URL).netloc
    try:
        parts = urlsplit(address)
        ours = parts.netloc.lower() in {"", home.lower()}
        path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        return path if ours and paths.key(path) else None
    except ValueError:
        # It cannot be parsed, or is not a path that a redirect could have.
        return None


def named(path: str) -> dict[str, str]:
    """What the path of a story's page names: "slug", "id" or "topic". Empty for other paths."""
    match = _pattern(settings.FRONTEND_ARTICLE_URL).fullmatch(path)
    return match.groupdict() if match else {}


@lru_cache
def _pattern(template: str) -> re.Pattern[str]:
    """The path of FRONTEND_ARTICLE_URL as a pattern with groups for what it names."""
    literals = re.split(r"({\w+})", unquote(urlsplit(template).path).rstrip("/"))
    pattern, names = "", set[str]()
    for part in literals:
        name = part[1:-1]
        if not part.startswith("{"):
            pattern += re.escape(part)
        elif name in names:
            pattern += f"(?P={name})"
        else:
            names.add(name)
            pattern += f"(?P<{name}>[^/]+?)"
    return re.compile(pattern, re.IGNORECASE)


def resolve(text: str) -> str:
    """`text`, which is stored JSON or an address, with real values in place of the placeholders."""
    text = _CANONICAL.sub(lambda found: story_page(topic=found[1], slug=found[2], article_id=found[3]), text)
    text = _AUTHOR.sub(lambda found: f',"url":"{page}"' if (page := author_page(found[1])) else "", text)
    if SITE_NAME_PLACEHOLDER in text:
        text = text.replace(SITE_NAME_PLACEHOLDER, orjson.dumps(settings.SITE_NAME).decode()[1:-1])
    return addresses.resolve(text)


def story_page(*, topic: str, slug: str, article_id: str) -> str:
    """The present address of the story's page in the front end."""
    address: str = settings.FRONTEND_ARTICLE_URL
    return address.replace("{topic}", topic).replace("{slug}", slug).replace("{id}", article_id)


def author_page(slug: str) -> str:
    """The present address of an author's page in the front end, or "" if it has none."""
    address: str = settings.FRONTEND_AUTHOR_URL
    return address.replace("{slug}", slug)


def home() -> str:
    """The front end's home page, which no setting names: the root of the host that has its stories."""
    return urljoin(settings.FRONTEND_ARTICLE_URL, "/")
