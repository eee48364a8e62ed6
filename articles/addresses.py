"""Addresses in published documents, which are stored: see media.addresses for why they hold placeholders.

The canonical address is the front end's, made from FRONTEND_ARTICLE_URL when a request is answered. Its placeholder
carries what that setting may name.
"""

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from django.conf import settings

from articles import paths
from media import addresses

CANONICAL_PLACEHOLDER = "https://canonical-url.invalid"
_CANONICAL = re.compile(re.escape(CANONICAL_PLACEHOLDER) + r"/([^/\"]*)/([^/\"]*)/([^/\"]*)")


def api(path: str) -> str:
    """The address of a path under the API's prefix, to be stored."""
    return addresses.absolute(f"/api/v1/{path}")


def canonical(*, topic: str, slug: str, article_id: str) -> str:
    """The address of the story in the front end, to be stored."""
    return f"{CANONICAL_PLACEHOLDER}/{topic}/{slug}/{article_id}"


def preview(token: str) -> str:
    """The page in the front end that shows a preview to the bearer of `token`."""
    address: str = settings.FRONTEND_PREVIEW_URL
    return address.replace("{token}", token)


def own_path(address: str) -> str | None:
    """The path of an address in the front end (paths.normalise), which a path alone is, too; None for others."""
    home = urlsplit(settings.FRONTEND_ARTICLE_URL).netloc
    try:
        parts = urlsplit(address)
        ours = parts.netloc.lower() in {"", home.lower()}
        return paths.normalise(parts.path or "/") if ours else None
    except ValueError:
        # No address, or one that no path of ours can be.
        return None


def named(path: str) -> dict[str, str]:
    """What the path of a story's page names: its "slug", "id" or "topic". Nothing for other paths."""
    match = _turned_round(settings.FRONTEND_ARTICLE_URL).fullmatch(path)
    return match.groupdict() if match else {}


@lru_cache
def _turned_round(template: str) -> re.Pattern[str]:
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
    """`text` with real addresses in place of the placeholders."""
    return addresses.resolve(_CANONICAL.sub(_front_end, text))


def _front_end(match: re.Match[str]) -> str:
    topic, slug, article_id = match.groups()
    address: str = settings.FRONTEND_ARTICLE_URL
    return address.replace("{topic}", topic).replace("{slug}", slug).replace("{id}", article_id)
