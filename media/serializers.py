"""A picture as the API shows it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final, Self

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from media.addresses import absolute
from media.models import Image
from media.renditions import SIZES, Rendition, largest, listed, listed_at

FAMILIES: Final = tuple(SIZES)


@dataclass(frozen=True)
class ShownImage:
    """A picture with the words that readers see beside it in one place."""

    image: Image
    caption: str
    alt_text: str
    credit: str

    @classmethod
    def of(cls, image: Image, *, caption: str = "", alt_text: str = "", show_credit: bool = True) -> Self:
        """Use the words given for the place, else the picture's own. The credit is shown unchanged or not at all."""
        own_alt_text = "" if image.decorative else image.alt_text
        return cls(
            image=image,
            caption=caption if caption.strip() else image.caption,
            alt_text=alt_text if alt_text.strip() else own_alt_text,
            credit=image.credit if show_credit else "",
        )


class FocalPointSerializer(serializers.Serializer[Image]):
    """What must stay in view when a picture is cropped."""

    x = serializers.FloatField(min_value=0, max_value=1, help_text="From the left edge, 0, to the right, 1.")
    y = serializers.FloatField(min_value=0, max_value=1, help_text="From the top edge, 0, to the bottom, 1.")


class RenditionSerializer(serializers.Serializer[Rendition]):
    """One width, crop and format of a picture."""

    name = serializers.CharField(
        help_text="The crop and the nominal width: wide-… is 16:9, standard-… 4:3, square-… 1:1, full-… uncropped."
    )
    url = serializers.URLField(help_text="Changes with the picture, so that it may be cached for long.")
    width = serializers.IntegerField(help_text="Pixels; less than nominal where the picture is smaller.")
    height = serializers.IntegerField(help_text="Pixels.")
    type = serializers.CharField(help_text="Media type: image/webp or image/jpeg.")


@extend_schema_field(RenditionSerializer(many=True))
class RenditionsField(serializers.ReadOnlyField):
    """About ten renditions per picture, serialized by hand because documents are compiled by the thousand."""


class ImageSerializer(serializers.Serializer[ShownImage]):
    """A picture with its caption and credit, where it is shown."""

    id = serializers.UUIDField(help_text="The picture in the library.")
    alt_text = serializers.CharField(help_text="Empty for a decorative picture.")
    caption = serializers.CharField(help_text="Plain text; may be empty.")
    credit = serializers.CharField(help_text="The credit line, to be printed exactly as it is.")
    creator = serializers.CharField(help_text="Who took or drew it.")
    copyright_notice = serializers.CharField(help_text="The notice that goes with the picture; may be empty.")
    width = serializers.IntegerField(help_text="Pixels of the original.")
    height = serializers.IntegerField(help_text="Pixels of the original.")
    focal_point = FocalPointSerializer(help_text="What must stay in view when the picture is cropped.")
    src = serializers.URLField(help_text="The largest JPEG of the whole picture.")
    renditions = RenditionsField(help_text="Widths, crops and formats to choose from, narrow before wide.")

    def to_representation(self, shown: ShownImage) -> dict[str, Any]:
        return describe(shown)


def describe(shown: ShownImage, families: Collection[str] = FAMILIES) -> dict[str, Any]:
    """A picture as the API shows it, with the renditions of these families.

    Serialized by hand because documents are compiled by the thousand; a test holds it to the serializer's fields.
    """
    image = shown.image
    return {
        "id": str(image.pk),
        "alt_text": shown.alt_text,
        "caption": shown.caption,
        "credit": shown.credit,
        "creator": image.creator,
        "copyright_notice": image.copyright_notice,
        "width": image.width,
        "height": image.height,
        "focal_point": {"x": image.focal_x, "y": image.focal_y},
        "src": absolute(largest(image, "full").path),
        "renditions": [_described(one, absolute(one.path)) for one in listed(image) if one.family in families],
    }


def with_renditions(image: dict[str, Any], families: Collection[str]) -> dict[str, Any]:
    """A described picture with the renditions of other families, which follow from its address and size."""
    found = listed_at(image["src"], image["width"], image["height"]) if families else []
    return image | {"renditions": [_described(one, one.path) for one in found if one.family in families]}


def _described(one: Rendition, url: str) -> dict[str, Any]:
    return {"name": one.name, "url": url, "width": one.width, "height": one.height, "type": one.type}
