"""Absolute addresses that survive a change of PUBLIC_URL.

Published documents are stored, so they cannot hold PUBLIC_URL itself. They hold PLACEHOLDER, a host under the reserved
top-level domain `.invalid` (RFC 6761) that no real address uses; the answer to a request puts PUBLIC_URL in its place.
"""

import re
from typing import Final

from django.conf import settings

PLACEHOLDER = "https://public-url.invalid"
# The parameter of a rendition's address that holds the token of a preview.
PREVIEW: Final = "preview"


def absolute(path: str) -> str:
    """The address to store for a path of this service, which begins with a slash."""
    return PLACEHOLDER + path


def for_bearer(text: str, token: str) -> str:
    """`text`, as it is stored, with `token` added to every rendition's address. The token must need no escaping."""
    renditions = re.escape(absolute(settings.RENDITIONS_URL)) + r"[-\w/]+\.\w+"
    return re.sub(renditions, lambda address: f"{address[0]}?{PREVIEW}={token}", text)


def resolve(text: str) -> str:
    """`text` with the service's real address wherever it holds the placeholder."""
    return text.replace(PLACEHOLDER, settings.PUBLIC_URL)
