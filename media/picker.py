"""The pop-up in which editors choose a picture for a story.

It follows the protocol of CKEditor's file browsers, which the text editor understands: opened with
`?CKEditorFuncNum=n`, it calls `CKEDITOR.tools.callFunction(n, url, picture)` in the window that opened it. See
static/media/picker.js.
"""

from typing import Any, Final
from urllib.parse import urlencode

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse

from media.models import Image
from media.renditions import Rendition, find, renditions_of

NUMBER: Final = "CKEditorFuncNum"
ON_A_PAGE: Final = 24


def picker(admin: "ModelAdmin[Image]", request: HttpRequest) -> TemplateResponse:
    """A page of the library. Parameters: CKEditorFuncNum, `q` (search), `p` (page)."""
    if not admin.has_view_permission(request):
        raise PermissionDenied
    number, search = request.GET.get(NUMBER, ""), request.GET.get("q", "").strip()
    found, _ = admin.get_search_results(request, admin.get_queryset(request), search)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("p"))
    context = admin.admin_site.each_context(request) | {
        "title": "Choose a picture",
        "opts": admin.opts,
        "is_popup": True,
        "number": number,
        "search": search,
        "page": page,
        "pictures": [choice(image) for image in page],
        "pages": {name: "?" + urlencode({NUMBER: number, "q": search, "p": to}) for name, to in _neighbours(page)},
        "upload": upload_address(number) if admin.has_add_permission(request) else "",
    }
    return TemplateResponse(request, "admin/media/image/picker.html", context)


def choice(image: Image) -> dict[str, Any]:
    """A picture as the pop-up shows it and passes it on: the whole picture for the text, a thumbnail for lists."""
    thumbnail = find(image, "wide-320", "webp")
    assert thumbnail is not None
    return {
        "id": str(image.pk),
        "title": image.title,
        "caption": image.caption,
        "alternative_text": "" if image.decorative else image.alt_text,
        "credit": image.credit,
        "missing": [need.label for need in image.missing()],
        "thumbnail": thumbnail.path,
        "url": whole(image).path,
    }


def whole(image: Image) -> Rendition:
    """The uncropped rendition that editors see while they work: the widest up to 1280 pixels."""
    webps = [one for one in renditions_of(image) if one.ratio is None and one.extension == "webp"]
    return [one for one in webps if one.width <= 1280][-1]


def picker_address(number: str) -> str:
    return f"{reverse('admin:media_image_picker')}?{urlencode({NUMBER: number})}"


def upload_address(number: str) -> str:
    """The address of the form for a new picture, which leads back to the pop-up."""
    return f"{reverse('admin:media_image_add')}?{urlencode({'_popup': 1, NUMBER: number})}"


def _neighbours(page: Any) -> list[tuple[str, int]]:
    before = [("previous", page.previous_page_number())] if page.has_previous() else []
    return before + ([("next", page.next_page_number())] if page.has_next() else [])
