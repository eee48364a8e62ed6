"""Small versions of pictures, for editors."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from media.models import Image
from media.renditions import find


def thumbnail_path(image: Image) -> str:
    """The address of the smallest wide rendition. Editors may see it even if no live story shows the picture."""
    rendition = find(image, "wide-320", "webp")
    return rendition.path if rendition else ""


def thumbnail(image: Image) -> SafeString:
    """An `<img>`. Screen readers ignore it, because the headline or the picture's title is next to it."""
    return format_html(
        '<img class="thumbnail" src="{}" alt="" width="96" height="54" loading="lazy">', thumbnail_path(image)
    )
