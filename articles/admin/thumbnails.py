"""Small versions of pictures, for editors."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from media.models import Image
from media.renditions import find


def thumbnail_path(image: Image) -> str:
    """Address of the smallest wide rendition, which editors may see whether a live story shows the picture or not."""
    rendition = find(image, "wide-320", "webp")
    return rendition.path if rendition else ""


def thumbnail(image: Image) -> SafeString:
    """An `<img>`. It says nothing to screen readers: the headline or the picture's title stands beside it."""
    return format_html(
        '<img class="thumbnail" src="{}" alt="" width="96" height="54" loading="lazy">', thumbnail_path(image)
    )
