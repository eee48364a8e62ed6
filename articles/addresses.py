"""Addresses in published documents, which are stored: see media.addresses for why they hold placeholders.

The canonical address is the front end's, made from FRONTEND_ARTICLE_URL when a request is answered. Its placeholder
carries what that setting may name.
"""

import re

from django.conf import settings

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


def resolve(text: str) -> str:
    """`text` with real addresses in place of the placeholders."""
    return addresses.resolve(_CANONICAL.sub(_front_end, text))


def _front_end(match: re.Match[str]) -> str:
    topic, slug, article_id = match.groups()
    address: str = settings.FRONTEND_ARTICLE_URL
    return address.replace("{topic}", topic).replace("{slug}", slug).replace("{id}", article_id)
