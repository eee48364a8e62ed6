"""Stories as cards and as a whole."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from rest_framework import serializers

from articles import body
from articles.models import Article, ArticleTag, Byline, Correction, ImageUse, Topic
from media.models import Image
from media.renditions import largest, listed


class TopicSerializer(serializers.ModelSerializer[Topic]):
    path = serializers.ReadOnlyField(source="slugs")

    class Meta:
        model = Topic
        fields = ["slug", "name", "path"]


class TagSerializer(serializers.ModelSerializer[ArticleTag]):
    slug = serializers.ReadOnlyField(source="tag.slug")
    name = serializers.ReadOnlyField(source="tag.name")
    kind = serializers.ReadOnlyField(source="tag.kind")

    class Meta:
        model = ArticleTag
        fields = ["slug", "name", "kind"]


class BylineSerializer(serializers.ModelSerializer[Byline]):
    slug = serializers.ReadOnlyField(source="author.slug")
    name = serializers.ReadOnlyField(source="author.name")
    job_title = serializers.ReadOnlyField(source="author.job_title")

    class Meta:
        model = Byline
        fields = ["slug", "name", "job_title"]


class PictureSerializer(serializers.ModelSerializer[Image]):
    focal_point = serializers.SerializerMethodField()
    src = serializers.SerializerMethodField()
    renditions = serializers.SerializerMethodField()

    class Meta:
        model = Image
        fields = [
            "id",
            "alt_text",
            "caption",
            "credit",
            "creator",
            "copyright_notice",
            "width",
            "height",
            "focal_point",
            "src",
            "renditions",
        ]

    def get_focal_point(self, image: Image) -> dict[str, float]:
        return {"x": image.focal_x, "y": image.focal_y}

    def get_src(self, image: Image) -> str:
        return settings.PUBLIC_URL + largest(image, "full").path

    def get_renditions(self, image: Image) -> list[dict[str, Any]]:
        families = self.context.get("families")
        return [
            {
                "name": one.name,
                "url": settings.PUBLIC_URL + one.path,
                "width": one.width,
                "height": one.height,
                "type": one.type,
            }
            for one in listed(image)
            if families is None or one.family in families
        ]


class SigningAuthorSerializer(BylineSerializer):
    image = PictureSerializer(source="author.image")

    class Meta(BylineSerializer.Meta):
        fields = [*BylineSerializer.Meta.fields, "image"]


class ImageUseSerializer(serializers.ModelSerializer[ImageUse]):
    """A picture with the words of its place, or its own."""

    image = PictureSerializer()

    class Meta:
        model = ImageUse
        fields = ["image"]

    def to_representation(self, use: ImageUse) -> dict[str, Any]:
        shown: dict[str, Any] = super().to_representation(use)["image"]
        shown["caption"] = use.caption or shown["caption"]
        shown["alt_text"] = use.alt_text or ("" if use.image.decorative else shown["alt_text"])
        shown["credit"] = shown["credit"] if use.show_credit else ""
        return shown


class CorrectionSerializer(serializers.ModelSerializer[Correction]):
    class Meta:
        model = Correction
        fields = ["kind", "text", "published_at"]


class CardSerializer(serializers.ModelSerializer[Article]):
    url = serializers.SerializerMethodField()
    authors = BylineSerializer(source="bylines", many=True)
    topic = TopicSerializer()
    tags = TagSerializer(source="tag_places", many=True)
    image = serializers.SerializerMethodField()
    views = serializers.SerializerMethodField()
    # The renditions of the lead picture; None for all.
    families: tuple[str, ...] | None = ("wide",)

    class Meta:
        model = Article
        fields = [
            "id",
            "slug",
            "url",
            "headline",
            "short_headline",
            "standfirst",
            "authors",
            "topic",
            "tags",
            "genre",
            "language",
            "dateline",
            "image",
            "first_published_at",
            "published_at",
            "updated_at",
            "version",
            "views",
        ]

    def get_url(self, article: Article) -> str:
        return f"{settings.PUBLIC_URL}/api/v1/articles/{article.slug}/"

    def get_image(self, article: Article) -> dict[str, Any] | None:
        lead = next(_uses(article, ImageUse.Role.LEAD), None)
        return ImageUseSerializer(lead, context={"families": self.families}).data if lead else None

    def get_views(self, article: Article) -> int:
        total = getattr(article.published, "view_total", None)
        return total.views if total else 0


class ArticleSerializer(CardSerializer):
    authors = SigningAuthorSerializer(source="bylines", many=True)
    body = serializers.SerializerMethodField()
    body_html = serializers.SerializerMethodField()
    images = serializers.SerializerMethodField()
    corrections = CorrectionSerializer(many=True)
    related = serializers.SerializerMethodField()
    families = None

    class Meta(CardSerializer.Meta):
        fields = [*CardSerializer.Meta.fields, "body", "body_html", "images", "corrections", "related"]

    def get_body(self, article: Article) -> list[dict[str, Any]]:
        return _blocks(article)

    def get_body_html(self, article: Article) -> str:
        return body.render(_blocks(article))

    def get_images(self, article: Article) -> list[dict[str, Any]]:
        return [ImageUseSerializer(use).data for use in _uses(article, ImageUse.Role.GALLERY)]

    def get_related(self, article: Article) -> list[dict[str, Any]]:
        """In the editors' order; the view fetches only those that readers may see."""
        return list(CardSerializer([link.story for link in article.related_stories.all()], many=True).data)


def _uses(article: Article, role: ImageUse.Role) -> Iterator[ImageUse]:
    return (use for use in article.image_uses.all() if use.role == role)


def _blocks(article: Article) -> list[dict[str, Any]]:
    """The text, with its pictures looked up."""
    uses = {use.image_id: use for use in _uses(article, ImageUse.Role.INLINE)}
    found = []
    for part in body.parse(article.body):
        if not isinstance(part, body.Figure):
            found.append(part)
        elif part.image_id in uses:
            shown = ImageUseSerializer(uses[part.image_id]).data
            words = {"caption": part.caption or shown["caption"], "alt_text": part.alt_text or shown["alt_text"]}
            found.append({"type": "image", "image": {**shown, **words}})
    return found
