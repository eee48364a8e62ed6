"""The public representation: the serializers that compile it, which are also what the OpenAPI schema describes."""

from collections.abc import Collection
from copy import deepcopy
from datetime import datetime
from typing import Any, Final, NamedTuple

import orjson
from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from articles.body.serializers import BlocksField
from articles.changes import surrogate_keys
from articles.http.timestamps import rfc3339
from articles.models import Article, Author, Correction, Tag, Topic
from articles.publishing import json_ld, open_graph
from articles.publishing.stories import Story
from media.addresses import absolute
from media.renditions import largest
from media.serializers import FAMILIES, ImageSerializer, ShownImage, describe, with_renditions

# Raise it whenever the result of `compile` changes: earlier documents are then compiled again.
REPRESENTATION: Final = 4
# From this representation on, cards have only the members of authors and the renditions that lists show.
LEAN: Final = 4
# The renditions of pictures in cards.
CARD_FAMILIES: Final = ("wide",)


class MomentField(serializers.DateTimeField):
    """A date and time in RFC 3339, always UTC."""

    def to_representation(self, value: datetime) -> str:
        return rfc3339(value)


class AuthorRefSerializer(serializers.Serializer[Author]):
    """An author as cards show them."""

    slug = serializers.CharField(help_text="The readable part of the address.")
    name = serializers.CharField(help_text="The name alone, without “By”.")
    job_title = serializers.CharField(help_text="May be empty.")


class SigningAuthorSerializer(AuthorRefSerializer):
    """An author as whole stories show them."""

    image = serializers.SerializerMethodField(help_text="The portrait, or null.")

    @extend_schema_field(ImageSerializer(allow_null=True))
    def get_image(self, author: Author) -> dict[str, Any] | None:
        return portrait(author, self.context.get("families", FAMILIES))


class TopicRefSerializer(serializers.Serializer[Topic]):
    """A topic as a story shows it."""

    slug = serializers.CharField(help_text="The readable part of the address.")
    name = serializers.CharField(help_text="As readers see it.")
    path = serializers.ListField(
        source="slugs", child=serializers.CharField(), help_text="Slugs from the top topic down to this one."
    )


class TagRefSerializer(serializers.Serializer[Tag]):
    """A tag as a story shows it."""

    slug = serializers.CharField(help_text="The readable part of the address.")
    name = serializers.CharField(help_text="As readers see it.")
    kind = serializers.ChoiceField(choices=Tag.Kind.choices, help_text="What the tag stands for.")


class CorrectionSerializer(serializers.Serializer[Correction]):
    """A public note on a published story."""

    kind = serializers.ChoiceField(choices=Correction.Kind.choices, help_text="What it does to the story.")
    text = serializers.CharField(help_text="What was wrong, and what is right. Plain text.")
    published_at = MomentField(help_text="When it was added.")


class StoredCardSerializer(serializers.Serializer[Story]):
    """The card without what is put in when a request is answered."""

    id = serializers.UUIDField(help_text="The same for ever, whatever happens to the address.")
    slug = serializers.CharField(help_text="The readable part of the address.")
    url = serializers.URLField(help_text="The whole story in this API.")
    canonical_url = serializers.URLField(help_text="The story's page in the front end.")
    headline = serializers.CharField(help_text="Plain text.")
    short_headline = serializers.CharField(help_text="For narrow places; may be empty.")
    standfirst = serializers.CharField(help_text="The paragraph under the headline.")
    byline = serializers.CharField(help_text="Ready to print, e.g. “By Ana Ruiz and Tom Okafor”.")
    authors = AuthorRefSerializer(many=True, help_text="Who wrote it, in the order of the byline.")
    topic = TopicRefSerializer(allow_null=True, help_text="The section of the paper.")
    tags = TagRefSerializer(many=True, help_text="In the editors' order.")
    genre = serializers.ChoiceField(choices=Article.Genre.choices, help_text="What kind of text it is.")
    language = serializers.CharField(help_text="A language tag (BCP 47), e.g. en.")
    dateline = serializers.CharField(help_text="Where it was written, e.g. PORT HALE; may be empty.")
    image = ImageSerializer(allow_null=True, help_text="The lead picture.")
    first_published_at = MomentField(help_text="Set once.")
    published_at = MomentField(help_text="The date to show.")
    updated_at = MomentField(help_text="Moves only with a significant update or a correction.")
    version = serializers.IntegerField(help_text="How many times it was published.")
    word_count = serializers.IntegerField(help_text="Words of the text; characters in scripts without spaces.")
    reading_minutes = serializers.IntegerField(help_text="Whole minutes, at least 1.")

    def to_representation(self, story: Story) -> dict[str, Any]:
        """Written by hand, because stories are compiled by the thousand. A test checks it against the fields above."""
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
            "authors": [{"slug": one.slug, "name": one.name, "job_title": one.job_title} for one in story.authors],
            "topic": {"slug": topic.slug, "name": topic.name, "path": topic.slugs} if topic else None,
            "tags": [{"slug": tag.slug, "name": tag.name, "kind": tag.kind} for tag in story.tags],
            "genre": source["genre"],
            "language": source["language"],
            "dateline": source["dateline"],
            "image": describe(lead, CARD_FAMILIES) if (lead := story.lead) else None,
            "first_published_at": rfc3339(row.first_published_at),
            "published_at": rfc3339(row.published_at),
            "updated_at": rfc3339(row.updated_at),
            "version": row.version,
            "word_count": story.length.words,
            "reading_minutes": story.length.minutes,
        }


@extend_schema_serializer(component_name="ArticleCard")
class CardSerializer(StoredCardSerializer):
    """A story as lists show it."""

    views = serializers.IntegerField(help_text="Counted views; up to 10 seconds old.")


class SeoSerializer(serializers.Serializer[Story]):
    """What search engines and link previews show."""

    title = serializers.CharField(help_text="For <title>.")
    description = serializers.CharField(help_text="For <meta name=description>; may be empty.")
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
    """What the detail adds to the card, or has more of, without what is put in when a request is answered."""

    authors = SigningAuthorSerializer(many=True, help_text="Who wrote it, in the order of the byline.")
    body = BlocksField(source="blocks", help_text="The text as typed blocks.")
    body_html = serializers.CharField(help_text="The same as clean HTML, figures with caption and credit.")
    images = ImageSerializer(source="gallery", many=True, help_text="The gallery.")
    corrections = CorrectionSerializer(many=True, help_text="Public notes, the newest first.")
    seo = SeoSerializer(help_text="For search engines and link previews.")
    json_ld = serializers.DictField(
        help_text="schema.org NewsArticle. Escape < as \\u003c when you write it into a page."
    )

    def to_representation(self, story: Story) -> dict[str, Any]:
        """Written by hand for the same reason. A test checks it against the fields above."""
        return {
            "authors": [
                {"slug": one.slug, "name": one.name, "job_title": one.job_title, "image": portrait(one)}
                for one in story.authors
            ],
            "body": story.blocks,
            "body_html": story.body_html,
            "images": [describe(shown) for shown in story.gallery],
            "corrections": [
                {"kind": one.kind, "text": one.text, "published_at": rfc3339(one.published_at)}
                for one in story.corrections
            ],
            "seo": _SEO.to_representation(story),
            "json_ld": json_ld.describe(story),
        }


@extend_schema_serializer(component_name="Article")
class DetailSerializer(CardSerializer, StoredExtraSerializer):  # type: ignore[misc]  # two kinds of `authors`
    """The whole story."""

    related = CardSerializer(many=True, help_text="Curated related stories that are live, in order.")

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """The card's fields in their order, with authors that have portraits instead of the card's."""
        return super().get_fields() | {"authors": deepcopy(StoredExtraSerializer._declared_fields["authors"])}


class Document(NamedTuple):
    """A compiled story as text: two JSON objects, and surrogate keys (see PublishedArticle)."""

    card: str
    extra: str
    surrogate_keys: str


# Serializers keep no state; building them for each story would take longer than all the rest.
_CARD, _EXTRA, _SEO = StoredCardSerializer(), StoredExtraSerializer(), SeoSerializer()


def compile(story: Story) -> Document:
    """The public representation of a story."""
    card, extra = _CARD.to_representation(story), _EXTRA.to_representation(story)
    keys = surrogate_keys.of_story({**card, **extra})
    return Document(orjson.dumps(card).decode(), orjson.dumps(extra).decode(), surrogate_keys.text(keys))


def portrait(author: Author, families: Collection[str] = FAMILIES) -> dict[str, Any] | None:
    return describe(ShownImage.of(author.image), families) if author.image else None


def lean(card: str) -> str:
    """A card that was compiled before LEAN, in its present form."""
    members = orjson.loads(card)
    for author in members["authors"]:
        author.pop("image", None)
    if image := members["image"]:
        members["image"] = with_renditions(image, CARD_FAMILIES)
    return orjson.dumps(members).decode()
