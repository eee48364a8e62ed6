"""The typed blocks of a story's text, as the OpenAPI schema describes them. Skip a block whose type you do not know."""

from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers

from articles.body import Block
from media.serializers import ImageSerializer

INLINE = "Inline HTML: a, br, code, em, strong, sub, sup."


class ParagraphBlockSerializer(serializers.Serializer[Block]):
    """A paragraph."""

    type = serializers.ChoiceField(choices=["paragraph"], help_text="Which block it is.")
    html = serializers.CharField(help_text=INLINE)


class HeadingBlockSerializer(serializers.Serializer[Block]):
    """A subheading."""

    type = serializers.ChoiceField(choices=["heading"], help_text="Which block it is.")
    level = serializers.IntegerField(min_value=2, max_value=4, help_text="2 to 4; the headline is 1.")
    text = serializers.CharField(help_text="Plain text.")


class QuoteBlockSerializer(serializers.Serializer[Block]):
    """A quotation."""

    type = serializers.ChoiceField(choices=["quote"], help_text="Which block it is.")
    html = serializers.CharField(help_text=INLINE)
    attribution = serializers.CharField(help_text="Whose words; may be empty.")


class ListBlockSerializer(serializers.Serializer[Block]):
    """A list."""

    type = serializers.ChoiceField(choices=["list"], help_text="Which block it is.")
    ordered = serializers.BooleanField(help_text="Numbered, or with bullets.")
    items = serializers.ListField(
        child=serializers.CharField(), help_text="Inline HTML; lists inside stay lists (ul, ol, li)."
    )


class ImageBlockSerializer(serializers.Serializer[Block]):
    """A picture in the text."""

    type = serializers.ChoiceField(choices=["image"], help_text="Which block it is.")
    image = ImageSerializer(help_text="The picture, with its words in this place.")


class EmbedBlockSerializer(serializers.Serializer[Block]):
    """A video from elsewhere."""

    type = serializers.ChoiceField(choices=["embed"], help_text="Which block it is.")
    url = serializers.URLField(help_text="Its page.")
    provider = serializers.CharField(help_text="Who hosts it, e.g. youtube.")


class TableBlockSerializer(serializers.Serializer[Block]):
    """A table."""

    type = serializers.ChoiceField(choices=["table"], help_text="Which block it is.")
    rows = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField()), help_text="Rows of cells of inline HTML."
    )
    header_row = serializers.BooleanField(help_text="Whether the first row names the columns.")


class RuleBlockSerializer(serializers.Serializer[Block]):
    """A line between two parts of the text."""

    type = serializers.ChoiceField(choices=["rule"], help_text="Which block it is.")


BLOCKS: dict[str, serializers.Serializer[Any] | type[serializers.Serializer[Any]]] = {
    "paragraph": ParagraphBlockSerializer,
    "heading": HeadingBlockSerializer,
    "quote": QuoteBlockSerializer,
    "list": ListBlockSerializer,
    "image": ImageBlockSerializer,
    "embed": EmbedBlockSerializer,
    "table": TableBlockSerializer,
    "rule": RuleBlockSerializer,
}


@extend_schema_field(
    PolymorphicProxySerializer(component_name="Block", serializers=BLOCKS, resource_type_field_name="type", many=True)
)
class BlocksField(serializers.ReadOnlyField):
    """Blocks are plain values already; serialising them part by part would cost a third of the compilation."""
