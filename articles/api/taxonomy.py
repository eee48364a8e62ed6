"""Topics, tags and authors, each with the number of live stories.

Tags and authors are listed once a live story carries them: the name of a tag alone can give away a story in the making.
Topics are the sections of the paper and are always there.
"""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.db.models import Count, Exists, Model, OuterRef, QuerySet
from django.http import HttpResponse, HttpResponsePermanentRedirect
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from articles import surrogate_keys
from articles.api import schema
from articles.api.base import PublicViewSet
from articles.api.fields import families_of
from articles.api.serializers import AuthorSerializer, TagSerializer, TopicSerializer
from articles.documents import CARD_FAMILIES
from articles.filters import LeanFilterSet, describe
from articles.models import Author, PublishedArticle, PublishedAuthor, PublishedTag, Tag, Topic
from articles.models.published import is_live
from articles.surrogate_keys import LISTS, key
from media.serializers import FAMILIES


class NameField(forms.CharField):
    def clean(self, value: str | None) -> str | None:
        if value is not None and not value.strip():
            raise forms.ValidationError("is empty: give a part of a name", code="empty")
        return value and value.strip()


class NameFilter(filters.CharFilter):
    field_class = NameField

    def __init__(self) -> None:
        super().__init__("name", lookup_expr="icontains")
        describe(
            self, "A part of the name.", type="string", pattern=f"^{schema.PRINTED}*{schema.SIGN}{schema.PRINTED}*$"
        )


class KindField(forms.Field):
    def clean(self, value: str | None) -> str | None:
        if value is not None and value not in Tag.Kind:
            raise forms.ValidationError(f"must be one of {', '.join(Tag.Kind.values)}", code="invalid_choice")
        return value


class KindFilter(filters.Filter):
    field_class = KindField

    def __init__(self) -> None:
        super().__init__("kind")
        describe(self, "What tags stand for.", type="string", enum=Tag.Kind.values)


class NamedFilter(LeanFilterSet):
    search = NameFilter()


class TagFilter(NamedFilter):
    kind = KindFilter()


class CountedViewSet(PublicViewSet):
    """Lists and shows rows, putting `article_count` on them for the page at hand."""

    missing: ClassVar[str]

    def list(self, request: Request) -> Response:
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        assert page is not None
        self.count(page)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def retrieve(self, request: Request, slug: str) -> Response | HttpResponse:
        row = self.get_queryset().filter(slug=slug).first()
        if not row:
            return self.elsewhere(request, slug)
        self.count([row])
        keys = {LISTS, key(row._meta.model_name, row.slug)}
        return Response(self.get_serializer(row).data, headers={"Surrogate-Key": surrogate_keys.text(keys)})

    def elsewhere(self, request: Request, slug: str) -> HttpResponse:
        """The way to what had this address (301). Raises NotFound where that is nothing readers may know of."""
        row = self.get_queryset().filter(former_slugs__slug=slug).first()
        if not row:
            raise NotFound(self.missing)
        query = f"?{request._request.GET.urlencode()}" if request._request.GET else ""
        place = f"/api/v1/{row._meta.model_name}s/{row.slug}/"
        return HttpResponsePermanentRedirect(f"{settings.PUBLIC_URL}{place}{query}")

    def count(self, rows: Sequence[Any]) -> None:
        """Set `article_count` on each of `rows`, in one query."""
        raise NotImplementedError


@extend_schema_view(
    list=extend_schema(operation_id="list_topics"),
    retrieve=extend_schema(operation_id="get_topic", responses=schema.addressed(TopicSerializer)),
)
class TopicViewSet(CountedViewSet):
    """The sections of the paper, in the editors' order."""

    queryset = Topic.objects.select_related("parent")
    serializer_class = TopicSerializer
    filterset_class = NamedFilter
    missing = "No topic has this address."

    def count(self, rows: Sequence[Topic]) -> None:
        live = PublishedArticle.objects.live().filter(topic__isnull=False).order_by()
        numbers = live.values_list("topic__path").annotate(n=Count("pk")).values_list("topic__path", "n")
        found = list(numbers)
        for topic in rows:
            topic.article_count = sum(n for path, n in found if path.startswith(topic.path))  # type: ignore[attr-defined]


@extend_schema_view(
    list=extend_schema(operation_id="list_tags"),
    retrieve=extend_schema(operation_id="get_tag", responses=schema.addressed(TagSerializer)),
)
class TagViewSet(CountedViewSet):
    """The tags of live stories, by name."""

    queryset = Tag.objects.all()
    serializer_class = TagSerializer
    filterset_class = TagFilter
    missing = "No live story has this tag."

    def get_queryset(self) -> QuerySet[Tag]:
        return Tag.objects.filter(shown(PublishedTag, "tag"))

    def count(self, rows: Sequence[Tag]) -> None:
        put_counts(rows, PublishedTag, "tag")


@extend_schema_view(
    list=extend_schema(operation_id="list_authors", parameters=[schema.RENDITIONS_OF_LIST]),
    retrieve=extend_schema(
        operation_id="get_author", parameters=[schema.RENDITIONS], responses=schema.addressed(AuthorSerializer)
    ),
)
class AuthorViewSet(CountedViewSet):
    """The authors of live stories, by name."""

    queryset = Author.objects.all()
    serializer_class = AuthorSerializer
    filterset_class = NamedFilter
    missing = "No live story is by this author."
    parameters = {"list": {"renditions"}, "retrieve": {"renditions"}}

    def get_queryset(self) -> QuerySet[Author]:
        return Author.objects.select_related("image").filter(shown(PublishedAuthor, "author"))

    def get_serializer_context(self) -> dict[str, Any]:
        families = families_of(self.request)
        if families is None:
            families = CARD_FAMILIES if self.action == "list" else FAMILIES
        return {"families": families}

    def count(self, rows: Sequence[Author]) -> None:
        put_counts(rows, PublishedAuthor, "author")


def shown(index: type[Model], name: str) -> Exists:
    """That a live story is attached to the row by `index`."""
    return Exists(index._default_manager.filter(is_live(through="published__"), **{name: OuterRef("pk")}))


def put_counts(rows: Iterable[Any], index: type[Model], name: str, through: str = "published__") -> None:
    keys = [row.pk for row in rows]
    attached = index._default_manager.filter(is_live(through=through), **{f"{name}__in": keys})
    numbers = dict(attached.order_by().values_list(name).annotate(n=Count("pk")).values_list(name, "n"))
    for row in rows:
        row.article_count = numbers.get(row.pk, 0)
