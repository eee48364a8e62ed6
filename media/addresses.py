"""Absolute addresses that survive a change of PUBLIC_URL.

Published documents are stored, so they cannot hold PUBLIC_URL itself. They hold PLACEHOLDER, a host under the reserved
top-level domain `.invalid` (RFC 6761) that no real address uses; the answer to a request puts PUBLIC_URL in its place.
"""

from django.conf import settings

PLACEHOLDER = "https://public-url.invalid"


def absolute(path: str) -> str:
    """The address to store for a path of this service, which begins with a slash."""
    return PLACEHOLDER + path


def resolve(text: str) -> str:
    """`text` with the service's real address wherever it holds the placeholder."""
    return text.replace(PLACEHOLDER, settings.PUBLIC_URL)
