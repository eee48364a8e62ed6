"""The public representation: the serializers that compile it, which are also what the OpenAPI schema describes."""

from datetime import datetime
from typing import Any, NamedTuple

import orjson
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from articles import body, json_ld, open_graph
from articles.models import Article, Author, Correction, Tag, Topic
from articles.moments import rfc3339
from articles.stories import Story
from media.addresses import absolute
from media.renditions import largest
from media.serializers import ImageSerializer, ShownImage, describe

BLOCK_TYPES = ["paragraph", "heading", "quote", "list", "image", "embed", "table", "rule"]


class MomentField(serializers.DateTimeField):
    """A date and time in RFC 3339, always UTC."""

    def to_representation(self, value: datetime) -> str:
        return rfc3339(value)


class AuthorRefSerializer(serializers.Serializer[Author]):
    """An author as a story shows them."""

    slug = serializers.CharField()
    name = serializers.CharField()
    job_title = serializers.CharField()
    image = serializers.SerializerMethodField(help_text="The portrait, or null.")

    @extend_schema_field(ImageSerializer(allow_null=True))
    def get_image(self, author: Author) -> dict[str, Any] | None:
        return _portrait(author)


class TopicRefSerializer(serializers.Serializer[Topic]):
    """A topic as a story shows it."""

    slug = serializers.CharField()
    name = serializers.CharField()
    path = serializers.ListField(
        source="slugs", child=serializers.CharField(), help_text="Slugs from the top topic down to this one."
    )


class TagRefSerializer(serializers.Serializer[Tag]):
    """A tag as a story shows it."""

    slug = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=Tag.Kind.choices)


class CorrectionSerializer(serializers.Serializer[Correction]):
    """A public note on a published story."""

    kind = serializers.ChoiceField(choices=Correction.Kind.choices)
    text = serializers.CharField()
    published_at = MomentField()


class StoredCardSerializer(serializers.Serializer[Story]):
    """The card without what is put in when a request is answered."""

    id = serializers.UUIDField()
    slug = serializers.CharField(help_text="The readable part of the address.")
    url = serializers.URLField(help_text="The whole story in this API.")
    canonical_url = serializers.URLField(help_text="The story's page in the front end.")
    headline = serializers.CharField()
    short_headline = serializers.CharField(help_text="For narrow places; may be empty.")
    standfirst = serializers.CharField(help_text="The paragraph under the headline.")
    byline = serializers.CharField(help_text="Ready to print, e.g. “By Ana Ruiz and Tom Okafor”.")
    authors = AuthorRefSerializer(many=True)
    topic = TopicRefSerializer(allow_null=True)
    tags = TagRefSerializer(many=True)
    genre = serializers.ChoiceField(choices=Article.Genre.choices)
    language = serializers.CharField(help_text="BCP 47.")
    dateline = serializers.CharField()
    image = ImageSerializer(allow_null=True, help_text="The lead picture.")
    first_published_at = MomentField(help_text="Set once.")
    published_at = MomentField()
    updated_at = MomentField(help_text="Moves only with a significant update or a correction.")
    version = serializers.IntegerField(help_text="How many times it was published.")
    word_count = serializers.IntegerField()
    reading_minutes = serializers.IntegerField()

    def to_representation(self, story: Story) -> dict[str, Any]:
        """Written by hand, because stories are compiled by the thousand; a test holds it to the fields above."""
        source, row, topic = story.source, story.row, story.topic
        return {
            "id": str(story.id),
            "slug": row.slug,
            "url": story.url,
            "canonical_url": story.canonical_url,
            "headline": source["headline"],
            "short_headline": source["short_headline"],
            "standfirst": source["standfirst"],
            "byline": story.byline,
            "authors": [
                {"slug": one.slug, "name": one.name, "job_title": one.job_title, "image": _portrait(one)}
                for one in story.authors
            ],
            "topic": {"slug": topic.slug, "name": topic.name, "path": topic.slugs} if topic else None,
            "tags": [{"slug": tag.slug, "name": tag.name, "kind": tag.kind} for tag in story.tags],
            "genre": source["genre"],
            "language": source["language"],
            "dateline": source["dateline"],
            "image": describe(lead) if (lead := story.lead) else None,
            "first_published_at": rfc3339(row.first_published_at),
            "published_at": rfc3339(row.published_at),
            "updated_at": rfc3339(row.updated_at),
            "version": row.version,
            "word_count": story.word_count,
            "reading_minutes": story.reading_minutes,
        }


class CardSerializer(StoredCardSerializer):
    """A story as lists show it."""

    views = serializers.IntegerField(help_text="Counted views; up to 10 seconds old.")


class BlockSerializer(serializers.Serializer[body.Block]):
    """A part of the text. `type` says which of the other members are there."""

    type = serializers.ChoiceField(choices=BLOCK_TYPES, help_text="Skip a block whose type you do not know.")
    html = serializers.CharField(required=False, help_text="paragraph, quote: inline HTML.")
    level = serializers.IntegerField(required=False, min_value=2, max_value=4, help_text="heading.")
    text = serializers.CharField(required=False, help_text="heading: plain text.")
    attribution = serializers.CharField(required=False, help_text="quote: whose words; may be empty.")
    ordered = serializers.BooleanField(required=False, help_text="list.")
    items = serializers.ListField(
        required=False, child=serializers.CharField(), help_text="list: inline HTML; lists inside stay lists."
    )
    image = ImageSerializer(required=False, help_text="image.")
    url = serializers.URLField(required=False, help_text="embed.")
    provider = serializers.CharField(required=False, help_text="embed: who hosts it, e.g. youtube.")
    rows = serializers.ListField(
        required=False,
        child=serializers.ListField(child=serializers.CharField()),
        help_text="table: rows of cells as inline HTML.",
    )
    header_row = serializers.BooleanField(required=False, help_text="table: the first row names the columns.")


@extend_schema_field(BlockSerializer(many=True))
class BlocksField(serializers.ReadOnlyField):
    """Blocks are plain values already; serialising them part by part would cost a third of the compilation."""


class SeoSerializer(serializers.Serializer[Story]):
    """What search engines and link previews show."""

    title = serializers.CharField()
    description = serializers.CharField()
    image = serializers.CharField(help_text="Address of a wide JPEG, or empty.")
    open_graph = serializers.DictField(
        help_text="Properties for <meta property=…>, e.g. og:title; a list is an element for each value."
    )

    def to_representation(self, story: Story) -> dict[str, Any]:
        title = story.source["seo_title"] or story.source["headline"]
        description = story.source["seo_description"] or story.source["standfirst"]
        return {
            "title": title,
            "description": description,
            "image": absolute(largest(story.lead.image, "wide").path) if story.lead else "",
            "open_graph": open_graph.describe(story, title, description),
        }


class StoredExtraSerializer(serializers.Serializer[Story]):
    """What the detail adds to the card, without what is put in when a request is answered."""

    body = BlocksField(source="blocks", help_text="The text as typed blocks.")
    body_html = serializers.CharField(help_text="The same as clean HTML, figures with caption and credit.")
    images = ImageSerializer(source="gallery", many=True, help_text="The gallery.")
    corrections = CorrectionSerializer(many=True)
    seo = SeoSerializer()
    json_ld = serializers.DictField(
        help_text="schema.org NewsArticle. Escape < as \\u003c when you write it into a <script>."
    )

    def to_representation(self, story: Story) -> dict[str, Any]:
        """Written by hand for the same reason; a test holds it to the fields above."""
        return {
            "body": story.blocks,
            "body_html": story.body_html,
            "images": [describe(shown) for shown in story.gallery],
            "corrections": [
                {"kind": one.kind, "text": one.text, "published_at": rfc3339(one.published_at)}
                for one in story.corrections
            ],
            "seo": _SEO.to_representation(story),
            # The last member: see json_ld.counted.
            "json_ld": json_ld.describe(story),
        }


class DetailSerializer(CardSerializer, StoredExtraSerializer):
    """The whole story."""

    related = CardSerializer(many=True, help_text="Curated related stories that are live, in order.")


class Document(NamedTuple):
    """A compiled story: two JSON objects as text (see PublishedArticle)."""

    card: str
    extra: str


# Serializers keep nothing of what they represent; building them for each story would take longer than all the rest.
_CARD, _EXTRA, _SEO = StoredCardSerializer(), StoredExtraSerializer(), SeoSerializer()


def compile(story: Story) -> Document:
    """The public representation of a story."""
    return Document(
        card=orjson.dumps(_CARD.to_representation(story)).decode(),
        extra=orjson.dumps(_EXTRA.to_representation(story)).decode(),
    )


def _portrait(author: Author) -> dict[str, Any] | None:
    return describe(ShownImage.of(author.image)) if author.image else None
