"""The pictures of a story: the lead and the gallery, which are chosen here, and those in the text."""

from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from js_asset import Media, Script

from articles.admin.ordered import OrderedFormSet, OrderedInline
from articles.admin.thumbnails import thumbnail_path
from articles.admin.writing.pickers import MEDIA, PickedForm, PickedInline
from articles.models import ImageUse
from media.models import Image, Need

Role = ImageUse.Role


class PictureForm(PickedForm):
    """One use of a picture, with the words that replace its own there."""

    picked = "image"
    incidental = frozenset({"position", "role"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "role" in self.fields:
            self.fields["role"].choices = [(one.value, one.label) for one in (Role.LEAD, Role.GALLERY)]  # type: ignore[attr-defined]
        for name in ("caption", "alt_text"):
            self.fields[name].widget.attrs["rows"] = 2

    @property
    def thumbnail(self) -> str:
        """The address of a small version of the chosen picture, or ""."""
        row = self.chosen_row
        return thumbnail_path(row) if isinstance(row, Image) else ""

    @property
    def picture_key(self) -> str:
        """The id of the picture, sent with the row so that it is known when a colleague has taken the row away."""
        return str(self.instance.image_id or self.data.get(f"{self.prefix}-picture", ""))

    @property
    def missing(self) -> str:
        """What the picture needs before the story can be published, in words."""
        if not self.instance.image_id:
            return ""
        return Need.in_words(self.instance.missing())


class PictureFormSet(OrderedFormSet):
    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if form not in self.deleted_forms and form.cleaned_data.get("image")]
        if sum(form.cleaned_data.get("role") == Role.LEAD for form in kept) > 1:
            raise forms.ValidationError("A story has one lead picture: put the others into the gallery.")


class PictureInline(PickedInline):
    model = ImageUse
    form = PictureForm
    formset = PictureFormSet
    template = "admin/articles/picture_inline.html"
    verbose_name_plural = "pictures"
    row_name = "picture"
    place = "pictures"
    fields = ["image", "role", "caption", "alt_text", "show_credit", "position"]

    @property
    def media(self) -> Media:
        return MEDIA + Media(js=[Script("articles/pictures/panel.js", type="module")])

    @property
    def picker(self) -> str:
        """The address of the picture library's pop-up."""
        return reverse("admin:media_image_picker")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImageUse]:
        return super().get_queryset(request).exclude(role=Role.INLINE).select_related("image")


class TextPictureInline(OrderedInline):
    """Pictures in the text come and go with the text; only their words can be changed here."""

    model = ImageUse
    form = PictureForm
    template = "admin/articles/text_pictures.html"
    verbose_name_plural = "pictures in the text"
    place = "pictures"
    fields = ["caption", "alt_text", "show_credit"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImageUse]:
        return super().get_queryset(request).filter(role=Role.INLINE).select_related("image")

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
