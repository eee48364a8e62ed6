"""The endpoints: a list with filters and pages by number, and a story."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django_filters import rest_framework as filters
from rest_framework.filters import OrderingFilter
from rest_framework.pagination import PageNumberPagination
from rest_framework.renderers import JSONRenderer
from rest_framework.serializers import BaseSerializer
from rest_framework.viewsets import ReadOnlyModelViewSet

from articles.models import Article, ArticleTag, Byline, ImageUse, RelatedStory, Topic
from tests.benchmark.ordinary.serializers import ArticleSerializer, CardSerializer

BYLINES = Prefetch("bylines", Byline.objects.select_related("author"))
SIGNING = Prefetch("bylines", Byline.objects.select_related("author__image"))
TAGS = Prefetch("tag_places", ArticleTag.objects.select_related("tag"))
LEADS = Prefetch("image_uses", ImageUse.objects.filter(role=ImageUse.Role.LEAD).select_related("image"))
PICTURES = Prefetch("image_uses", ImageUse.objects.select_related("image"))


class ArticleFilter(filters.FilterSet):
    tag = filters.CharFilter("tags__slug")
    author = filters.CharFilter("authors__slug")
    topic = filters.CharFilter(method="filter_topic")
    published_before = filters.IsoDateTimeFilter("published_at", "lte")

    class Meta:
        model = Article
        fields = ["genre", "language"]

    def filter_topic(self, articles: "QuerySet[Article]", name: str, slug: str) -> "QuerySet[Article]":
        """Stories of the topic and of those below it."""
        topic = Topic.objects.filter(slug=slug).first()
        return articles.filter(topic__path__startswith=topic.path) if topic else articles.none()


class Pages(PageNumberPagination):
    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 100


class ArticleViewSet(ReadOnlyModelViewSet[Article]):
    """Stories that readers may see, the newest first."""

    lookup_field = "slug"
    renderer_classes = [JSONRenderer]
    filter_backends = [filters.DjangoFilterBackend, OrderingFilter]
    filterset_class = ArticleFilter
    ordering_fields = ["published_at", "updated_at"]
    ordering = ["-published_at", "-id"]
    pagination_class = Pages

    def get_queryset(self) -> "QuerySet[Article]":
        articles = live().select_related("topic", "published__view_total")
        if self.action == "list":
            return articles.defer("body").prefetch_related(BYLINES, TAGS, LEADS)
        cards = live().select_related("topic", "published__view_total").defer("body")
        links = RelatedStory.objects.filter(story__in=live()).prefetch_related(
            Prefetch("story", cards.prefetch_related(BYLINES, TAGS, LEADS))
        )
        return articles.prefetch_related(SIGNING, TAGS, PICTURES, "corrections", Prefetch("related_stories", links))

    def get_serializer_class(self) -> type[BaseSerializer[Any]]:
        return CardSerializer if self.action == "list" else ArticleSerializer


def live() -> "QuerySet[Article]":
    now = timezone.now()
    return Article.objects.filter(
        Q(expires_at=None) | Q(expires_at__gt=now),
        Q(embargo_until=None) | Q(embargo_until__lte=now),
        state=Article.State.PUBLISHED,
        published_at__lte=now,
    )
