"""A story as link previews show it: the properties of Open Graph (https://ogp.me), ready for `<meta property>`."""

from typing import Any

from articles.addresses import placeholders
from articles.http.timestamps import rfc3339
from articles.publishing.stories import Story
from media.addresses import absolute
from media.renditions import largest


def describe(story: Story, title: str, description: str) -> dict[str, Any]:
    """Properties by name. `article:tag` has a list of values, one for each element."""
    properties: dict[str, Any] = {
        "og:type": "article",
        "og:site_name": placeholders.SITE_NAME_PLACEHOLDER,
        "og:url": story.canonical_url,
        "og:title": title,
        "og:description": description,
        "article:published_time": rfc3339(story.row.published_at),
        "article:modified_time": rfc3339(story.row.updated_at),
        "article:section": story.topic.name if story.topic else "",
        "article:tag": [tag.name for tag in story.tags],
    }
    if lead := story.lead:
        picture = largest(lead.image, "wide")
        properties |= {
            "og:image": absolute(picture.path),
            "og:image:type": picture.type,
            "og:image:width": picture.width,
            "og:image:height": picture.height,
            "og:image:alt": lead.alt_text,
        }
    return {name: value for name, value in properties.items() if value not in ("", [])}
