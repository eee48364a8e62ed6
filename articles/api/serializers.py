"""Topics, tags and authors as the API lists them."""

from rest_framework import serializers

from articles import addresses
from articles.documents import AuthorRefSerializer
from articles.models import Author, Collection, Tag, Topic

COUNT = "Live stories; those of sub-topics included."


class TopicSerializer(serializers.Serializer[Topic]):
    """A section of the paper."""

    slug = serializers.CharField()
    name = serializers.CharField()
    description = serializers.CharField()
    path = serializers.ListField(source="slugs", child=serializers.CharField(), help_text="Slugs from the top down.")
    parent = serializers.SerializerMethodField(help_text="Slug, or null.")  # type: ignore[assignment]  # hides .parent
    url = serializers.SerializerMethodField()
    article_count = serializers.IntegerField(help_text=COUNT)

    def get_parent(self, topic: Topic) -> str | None:
        return topic.parent.slug if topic.parent else None

    def get_url(self, topic: Topic) -> str:
        return addresses.api(f"topics/{topic.slug}/")


class TagSerializer(serializers.Serializer[Tag]):
    """A typed keyword that live stories carry."""

    slug = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=Tag.Kind.choices)
    description = serializers.CharField()
    url = serializers.SerializerMethodField()
    article_count = serializers.IntegerField(help_text="Live stories.")

    def get_url(self, tag: Tag) -> str:
        return addresses.api(f"tags/{tag.slug}/")


class CollectionSerializer(serializers.Serializer[Collection]):
    """A list of stories that editors have chosen."""

    slug = serializers.CharField()
    name = serializers.CharField()
    description = serializers.CharField()
    url = serializers.SerializerMethodField()
    article_count = serializers.IntegerField(help_text="Live stories.")

    def get_url(self, collection: Collection) -> str:
        return addresses.api(f"collections/{collection.slug}/")


class AuthorSerializer(AuthorRefSerializer):
    """Somebody who signs live stories."""

    kind = serializers.ChoiceField(choices=Author.Kind.choices)
    bio = serializers.CharField(help_text="Plain text.")
    url = serializers.SerializerMethodField()
    article_count = serializers.IntegerField(help_text="Live stories.")

    def get_url(self, author: Author) -> str:
        return addresses.api(f"authors/{author.slug}/")
