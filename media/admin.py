"""The picture library's desk."""

from typing import Any, Final

from django.contrib import admin, messages
from django.db import models
from django.forms.widgets import Media, Script
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from media import usage
from media.filters import NeedsFilter
from media.forms import ImageForm, MomentField, MomentInput
from media.library import same_file, take_in
from media.models import Image, Need
from media.originals import without_orphans
from media.picker import NUMBER, picker, picker_address, whole
from media.renditions import find

FACTS: Final = ["used_by", "same_as", "dimensions", "uploaded_by", "created_at", "modified_at"]


@admin.register(Image)
class ImageAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    form = ImageForm
    list_display = ["picture", "title", "credit", "needs", "dimensions", "created_at"]
    list_display_links = ["title"]
    list_filter = [NeedsFilter, "created_at", "digital_source_type"]
    list_per_page = 50
    search_fields = ["title", "caption", "credit", "creator"]
    readonly_fields = FACTS
    formfield_overrides = {
        models.URLField: {"assume_scheme": "https"},
        models.DateTimeField: {"form_class": MomentField, "widget": MomentInput},
    }
    fieldsets = [
        ("Picture", {"fields": ["file", ("focal_x", "focal_y")]}),
        ("Words", {"fields": ["title", "caption", "alt_text", "decorative"]}),
        ("Rights", {"fields": ["credit", "creator", "copyright_notice", "source", "usage_terms", "license_url"]}),
        ("For colleagues only", {"fields": ["instructions", "taken_at", "digital_source_type"]}),
        ("In the library", {"classes": ["facts"], "fields": [*FACTS]}),
    ]

    @property
    def media(self) -> Media:
        module: Any = Script("media/focal_point.js", type="module")
        return super().media + Media(css={"screen": ["media/library.css"]}, js=[module])

    @admin.display(description="picture")
    def picture(self, image: Image) -> SafeString:
        rendition = find(image, "wide-320", "webp")
        assert rendition is not None
        return format_html(
            '<img class="thumbnail" src="{}" alt="" width="96" height="54" loading="lazy">', rendition.path
        )

    @admin.display(description="needs", empty_value="")
    def needs(self, image: Image) -> SafeString:
        pills = ((str(need.label).removeprefix("a "),) for need in image.missing())
        return format_html_join(" ", '<span class="pill pill-changed">{}</span>', pills)

    @admin.display(description="size in pixels")
    def dimensions(self, image: Image) -> str:
        return f"{image.width}\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}{image.height}"

    @admin.display(description="used by")
    def used_by(self, image: Image) -> str:
        request: HttpRequest = image.shown_to  # type: ignore[attr-defined]
        found = usage.places(image, self.admin_site, request)
        return format_html_join(mark_safe("<br>"), "{}", ((one,) for one in found)) or "Nothing yet"

    @admin.display(description="same file as")
    def same_as(self, image: Image) -> str:
        return _links(same_file(image)) or "No other picture"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Image | None:
        """Note who asks: the picture's page lists only uses that they may see."""
        image: Image | None = super().get_object(request, *args, **kwargs)
        if image:
            image.shown_to = request  # type: ignore[attr-defined]
        return image

    def get_fieldsets(self, request: HttpRequest, obj: Image | None = None) -> Any:
        """A new picture has no facts yet, and somebody who may only look has no file to choose."""
        if obj is None:
            return self.fieldsets[:-1]
        if not self.has_change_permission(request, obj):
            return [("Picture", {"fields": [("focal_x", "focal_y")]}), *self.fieldsets[1:]]
        return self.fieldsets

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if image := context.get("original"):
            context["preview"] = whole(image)
        return super().render_change_form(request, context, *args, **kwargs)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Delete the file if its row could not be saved."""
        with without_orphans():
            return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:
        if "file" not in form.changed_data:
            super().save_model(request, obj, form, change)
            return
        filled = take_in(obj, form.cleaned_data["file"], by=request.user)  # type: ignore[arg-type]
        if filled:
            names = ", ".join(str(obj._meta.get_field(name).verbose_name) for name in filled)  # type: ignore[union-attr]
            messages.info(request, f"Taken from the file: {names}.")
        if twins := same_file(obj):
            messages.warning(request, format_html("The same file is already in the library: {}.", _links(twins)))
        if missing := obj.missing():
            messages.warning(request, f"Stories cannot be published with it until it has {Need.in_words(missing)}.")

    def response_add(self, request: HttpRequest, obj: Image, post_url_continue: str | None = None) -> HttpResponse:
        """Go back to the pop-up that sent it, to the picture's page if something is missing, else where Django goes."""
        response: HttpResponse = super().response_add(request, obj, post_url_continue)
        if number := request.GET.get(NUMBER):
            return HttpResponseRedirect(picker_address(number))
        if obj.missing() and not {"_popup", "_addanother"} & set(request.POST):
            return redirect("admin:media_image_change", obj.pk)
        return response

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        """Name the pages where editors find the pictures' uses, not the rows that link the two."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        if not protected:
            return deleted, counts, lacking, protected
        places = [one for image in objs for one in usage.places(image, self.admin_site, request)]
        # Nothing is deleted, so no right is missing.
        return deleted, counts, set(), places or protected

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.picker)
        return [path("picker/", view, name="media_image_picker"), *super().get_urls()]

    def picker(self, request: HttpRequest) -> TemplateResponse:
        return picker(self, request)


def _links(images: list[Image]) -> SafeString:
    return format_html_join(", ", "{}", ((usage.link(image),) for image in images))
