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

# Seconds. The pictures of a withdrawn story must disappear: browsers ask again after a day, shared caches after an
# hour. Shared caches that are purged may keep them for longer.
BROWSERS: Final = 86_400
SHARED_AT_LEAST: Final = 3_600
# Each computation holds a decoded original in memory; two leave room for everything else.
AT_ONCE: Final = 2
PATIENCE: Final = 8.0  # seconds
computing = BoundedSemaphore(AT_ONCE)


class Busy(Exception):
    """This process is already making as many renditions as it may at once."""


@require_safe
def deliver(request: HttpRequest, image_id: UUID, given_key: str, name: str, extension: str) -> HttpResponseBase:
    """A rendition, for anybody if a live story shows its picture, for the bearer of a preview that does, and for staff.

    Every other request gets the same 404.
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
        except stored.Away as away:
            log.warning("The storage of pictures cannot be reached: %s", away.__cause__)
            return _text("The picture cannot be reached at the moment. Try again.", 503, {"Retry-After": "5"})
        except (processing.PictureError, FileNotFoundError):
            log.exception("Picture %s cannot be rendered: is its original intact?", image_id)
            return _text("The picture cannot be shown.", 500)
        answer = FileResponse(file, content_type=TYPES[extension], filename=f"{name}.{extension}")
        answer["Content-Length"] = file.size
    for header, value in _headers(image, etag, public).items():
        answer[header] = value
    return answer


def _is_staff(request: HttpRequest) -> bool:
    """Whether a signed-in member of staff asks. No cache may keep what only staff may see."""
    return isinstance(request.user, AbstractUser) and request.user.is_active and request.user.is_staff


def _file(image: Image, rendition: Rendition) -> "File[bytes]":
    """The rendition's file, made now unless it is stored. Raises Busy if too many are being made, and stored.Away."""
    name = stored.place(image, rendition)
    if file := stored.opened(name):
        return file
    if not computing.acquire(timeout=PATIENCE):
        raise Busy
    try:
        # Another request may have made it while this one waited.
        if file := stored.opened(name):
            return file
        with stored.original(image) as original:
            content = processing.render(original, rendition, image.focal_x, image.focal_y, metadata.packet(image))
    finally:
        computing.release()
    try:
        stored.keep(name, content)
    except Exception as error:
        # The disk is full or the bucket unreachable: this reader gets the picture, and the next request makes it again.
        log.warning("A rendition is served but could not be stored: %s", error)
    return ContentFile(content)


def _etag(image: Image, rendition: Rendition) -> str:
    """A strong ETag, from everything that the file's bytes depend on."""
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
