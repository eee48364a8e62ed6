"""Serves renditions, making each one the first time it is asked for."""

import hashlib
import logging
from threading import BoundedSemaphore
from typing import Final
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.files.base import ContentFile, File
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.crypto import constant_time_compare
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from media import addresses, metadata, processing, stored
from media.models import Image
from media.renditions import TYPES, Rendition, find, key

log = logging.getLogger(__name__)

# A picture of a story that was withdrawn must go: browsers ask again after a day, shared caches after an hour, or when
# they are purged, in which case they may keep it for longer. Seconds.
BROWSERS: Final = 86_400
SHARED_AT_LEAST: Final = 3_600
# Each computation holds a decoded original; two leave room for everything else.
AT_ONCE: Final = 2
PATIENCE: Final = 8.0  # seconds
computing = BoundedSemaphore(AT_ONCE)


class Busy(Exception):
    """As many renditions are being made as this process makes at once."""


@require_safe
def deliver(request: HttpRequest, image_id: UUID, given_key: str, name: str, extension: str) -> HttpResponseBase:
    """A rendition, if a live story shows its picture, a preview does to its bearer, or staff asks.

    Everything else is one and the same 404.
    """
    image = Image.objects.filter(pk=image_id).first()
    rendition = find(image, name, extension) if image and constant_time_compare(key(image), given_key) else None
    token = request.GET.get(addresses.PREVIEW)
    shared = bool(token and rendition) and import_string(settings.PREVIEW_GATE)(token, image_id)
    public = rendition is not None and not shared and import_string(settings.RENDITION_GATE)(image_id)
    if image is None or rendition is None or not (shared or public or _is_staff(request)):
        return _text("Not found.", 404)
    etag = _etag(image, rendition)
    answer: HttpResponseBase | None = get_conditional_response(request, etag)
    if answer is None:
        try:
            file = _file(image, rendition)
        except Busy:
            return _text("Busy. Try again soon.", 503, {"Retry-After": "5"})
        except (processing.PictureError, FileNotFoundError):
            log.exception("Picture %s cannot be rendered: is its original still whole?", image_id)
            return _text("The picture cannot be shown.", 500)
        answer = FileResponse(file, content_type=TYPES[extension], filename=f"{name}.{extension}")
        answer["Content-Length"] = file.size
    for header, value in _headers(image, etag, public).items():
        answer[header] = value
    return answer


def _is_staff(request: HttpRequest) -> bool:
    """Whether a signed-in member of staff asks. Nobody may keep what only they get."""
    return isinstance(request.user, AbstractUser) and request.user.is_active and request.user.is_staff


def _file(image: Image, rendition: Rendition) -> "File[bytes]":
    """The rendition's file, made now unless it is stored. Busy if too many are being made."""
    name = stored.place(image, rendition)
    if file := stored.opened(name):
        return file
    if not computing.acquire(timeout=PATIENCE):
        raise Busy
    try:
        # Another request may have made it while this one waited.
        if file := stored.opened(name):
            return file
        with image.file.open() as original:
            content = processing.render(original, rendition, image.focal_x, image.focal_y, metadata.packet(image))
    finally:
        computing.release()
    try:
        stored.keep(name, content)
    except Exception as error:
        # A full disk, a bucket out of reach: the reader has waited for the picture, and the next one makes it anew.
        log.warning("A rendition is served, but cannot be stored: %s", error)
    return ContentFile(content)


def _etag(image: Image, rendition: Rendition) -> str:
    """Strong: everything the file's bytes depend on goes into it."""
    parts = rendition.path.encode() + metadata.packet(image)
    return f'"{hashlib.sha256(parts).hexdigest()[:32]}"'


def _headers(image: Image, etag: str, public: bool) -> dict[str, str]:
    headers = {
        "Content-Security-Policy": "default-src 'none'",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    if not public:
        return headers
    shared = max(SHARED_AT_LEAST, settings.CACHE_SECONDS)
    return headers | {
        "Cache-Control": f"public, max-age={BROWSERS}, s-maxage={shared}",
        "ETag": etag,
        "Surrogate-Key": f"articles image-{image.pk}",
        "Cache-Tag": f"articles,image-{image.pk}",
    }


def _text(message: str, status: int, headers: dict[str, str] | None = None) -> HttpResponse:
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"} | (headers or {})
    return HttpResponse(message + "\n", status=status, content_type="text/plain; charset=utf-8", headers=headers)
