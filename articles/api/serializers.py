"""Topics, tags and authors as the API lists them."""

from rest_framework import serializers

from articles.addresses import placeholders
from articles.models import Author, Collection, Tag, Topic
from articles.publishing.documents import SigningAuthorSerializer

COUNT = "Live stories; those of sub-topics included."


class TopicSerializer(serializers.Serializer[Topic]):
    """A section of the paper."""

    slug = serializers.CharField(help_text="The readable part of the address.")
    name = serializers.CharField(help_text="As readers see it.")
    description = serializers.CharField(help_text="Plain text; may be empty.")
    path = serializers.ListField(source="slugs", child=serializers.CharField(), help_text="Slugs from the top down.")
    parent = serializers.SerializerMethodField(help_text="Slug, or null.")  # type: ignore[assignment]  # hides .parent
    url = serializers.SerializerMethodField(help_text="This topic in the API.")
    article_count = serializers.IntegerField(help_text=COUNT)

    def get_parent(self, topic: Topic) -> str | None:
        return topic.parent.slug if topic.parent else None

    def get_url(self, topic: Topic) -> str:
        return placeholders.api(f"topics/{topic.slug}/")


class TagSerializer(serializers.Serializer[Tag]):
    """A typed keyword that live stories carry."""

    slug = serializers.CharField(help_text="The readable part of the address.")
    name = serializers.CharField(help_text="As readers see it.")
    kind = serializers.ChoiceField(choices=Tag.Kind.choices, help_text="What the tag stands for.")
    description = serializers.CharField(help_text="Plain text; may be empty.")
    url = serializers.SerializerMethodField(help_text="This tag in the API.")
    article_count = serializers.IntegerField(help_text="Live stories.")

    def get_url(self, tag: Tag) -> str:
        return placeholders.api(f"tags/{tag.slug}/")


class CollectionSerializer(serializers.Serializer[Collection]):
    """A list of stories that editors have chosen."""

    slug = serializers.CharField(help_text="The readable part of the address.")
    name = serializers.CharField(help_text="As readers see it.")
    description = serializers.CharField(help_text="Plain text; may be empty.")
    url = serializers.SerializerMethodField(help_text="This collection in the API, with its stories.")
    article_count = serializers.IntegerField(help_text="Live stories.")

    def get_url(self, collection: Collection) -> str:
        return placeholders.api(f"collections/{collection.slug}/")


class AuthorSerializer(SigningAuthorSerializer):
    """Somebody who signs live stories."""

    kind = serializers.ChoiceField(choices=Author.Kind.choices, help_text="A person, or an organisation.")
    bio = serializers.CharField(help_text="Plain text; may be empty.")
    url = serializers.SerializerMethodField(help_text="This author in the API.")
    article_count = serializers.IntegerField(help_text="Live stories.")

    def get_url(self, author: Author) -> str:
        return placeholders.api(f"authors/{author.slug}/")
