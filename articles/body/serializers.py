"""The typed blocks of a story's text, as the OpenAPI schema describes them. Skip a block whose type you do not know."""

from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers

from articles.body import Block, grammar
from media.serializers import ImageSerializer

INLINE = f"Inline HTML: {', '.join(grammar.INLINE)}."


@extend_schema_field({"oneOf": [{"$ref": "#/components/schemas/ListBlock"}, {"type": "null"}]})
class NestedListField(serializers.ReadOnlyField):
    """A list of the same form as the one around it."""


class ParagraphBlockSerializer(serializers.Serializer[Block]):
    """A paragraph."""

    type = serializers.ChoiceField(choices=["paragraph"], help_text="Which block it is.")
    html = serializers.CharField(help_text=INLINE)


class HeadingBlockSerializer(serializers.Serializer[Block]):
    """A subheading."""

    type = serializers.ChoiceField(choices=["heading"], help_text="Which block it is.")
    level = serializers.IntegerField(min_value=2, max_value=4, help_text="2 to 4; the headline is 1.")
    text = serializers.CharField(help_text="Plain text.")
    id = serializers.CharField(help_text="Unique in the story; for links to a part of the page.")


class QuoteBlockSerializer(serializers.Serializer[Block]):
    """A quotation."""

    type = serializers.ChoiceField(choices=["quote"], help_text="Which block it is.")
    html = serializers.CharField(help_text=INLINE)
    attribution = serializers.CharField(help_text="Who said it; may be empty.")


class ListItemSerializer(serializers.Serializer[Block]):
    """An item of a list."""

    html = serializers.CharField(help_text=f"{INLINE} Empty where an item is nothing but the list inside it.")
    list = NestedListField(help_text="A list inside the item, after its words, or null.")


class ListBlockSerializer(serializers.Serializer[Block]):
    """A list."""

    type = serializers.ChoiceField(choices=["list"], help_text="Which block it is.")
    ordered = serializers.BooleanField(help_text="Numbered, or with bullets.")
    start = serializers.IntegerField(min_value=0, help_text="The number of the first item; 1 with bullets.")
    items = ListItemSerializer(many=True, help_text="In their order.")


class ImageBlockSerializer(serializers.Serializer[Block]):
    """A picture in the text."""

    type = serializers.ChoiceField(choices=["image"], help_text="Which block it is.")
    image = ImageSerializer(help_text="The picture, with its words in this place.")


class EmbedBlockSerializer(serializers.Serializer[Block]):
    """A video from elsewhere."""

    type = serializers.ChoiceField(choices=["embed"], help_text="Which block it is.")
    url = serializers.URLField(help_text="Its page.")
    provider = serializers.CharField(help_text="Who hosts it, e.g. youtube.")


class TableCellSerializer(serializers.Serializer[Block]):
    """A cell of a table."""

    html = serializers.CharField(help_text=f"{INLINE} May be empty.")
    header = serializers.BooleanField(help_text="Whether it names a column or a row.")
    colspan = serializers.IntegerField(min_value=1, help_text="How many columns it covers.")
    rowspan = serializers.IntegerField(min_value=1, help_text="How many rows it covers.")


class TableBlockSerializer(serializers.Serializer[Block]):
    """A table. Its cells cover every place of a rectangle once."""

    type = serializers.ChoiceField(choices=["table"], help_text="Which block it is.")
    caption = serializers.CharField(help_text="Plain text; may be empty.")
    rows = serializers.ListField(
        child=TableCellSerializer(many=True), help_text="Rows of cells, as in HTML: covered places have none."
    )


class CodeBlockSerializer(serializers.Serializer[Block]):
    """Code and other text whose line breaks and spaces matter."""

    type = serializers.ChoiceField(choices=["code"], help_text="Which block it is.")
    text = serializers.CharField(help_text="Plain text with its line feeds.")


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
    "code": CodeBlockSerializer,
    "rule": RuleBlockSerializer,
}


@extend_schema_field(
    PolymorphicProxySerializer(component_name="Block", serializers=BLOCKS, resource_type_field_name="type", many=True)
)
class BlocksField(serializers.ReadOnlyField):
    """Blocks are plain values already; serialising them part by part would cost a third of the compilation."""
