"""Topics, tags and authors, each with the number of live stories.

Tags and authors are listed only while a live story has them: the name of a tag alone can reveal a story in the making.
Topics are the sections of the site and are always listed.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.db.models import Count, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull
from django.http import HttpResponse, HttpResponsePermanentRedirect
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from articles.api import schema
from articles.api.base import PublicViewSet
from articles.api.fields import families_of
from articles.api.serializers import AuthorSerializer, TagSerializer, TopicSerializer
from articles.changes import surrogate_keys
from articles.changes.surrogate_keys import LISTS, key
from articles.http.filters import LeanFilterSet, describe
from articles.http.found import NEWEST
from articles.models import (
    Author,
    PublishedArticle,
    PublishedAuthor,
    PublishedTag,
    PublishedTopic,
    StoryCount,
    Tag,
    Topic,
)
from articles.models.counts import of
from articles.models.named import called
from articles.models.published import is_live
from articles.publishing.documents import CARD_FAMILIES
from media.serializers import FAMILIES


class NameField(forms.CharField):
    def clean(self, value: str | None) -> str | None:
        if value is not None and not value.strip():
            raise forms.ValidationError("is empty: give a part of a name", code="empty")
        return value and value.strip()


class NameFilter(filters.CharFilter):
    field_class = NameField

    def __init__(self) -> None:
        super().__init__("name")
        told = "A part of the name; case and accents make no difference."
        describe(self, told, type="string", pattern=f"^{schema.PRINTED}*{schema.SIGN}{schema.PRINTED}*$")

    def filter(self, qs: QuerySet[Any], value: str | None) -> QuerySet[Any]:
        return qs.filter(called(value)) if value else qs


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
    """Lists and shows rows, with an `article_count` set on those of the page."""

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
        """A redirect to the row that had this address (301). Raises NotFound if readers see no such row."""
        row = self.get_queryset().filter(former_slugs__slug=slug).first()
        if not row:
            raise NotFound(self.missing)
        query = f"?{request._request.GET.urlencode()}" if request._request.GET else ""
        place = f"/api/v1/{row._meta.model_name}s/{row.slug}/"
        return HttpResponsePermanentRedirect(f"{settings.PUBLIC_URL}{place}{query}")

    def count(self, rows: Sequence[Any]) -> None:
        """Set `article_count` on each of `rows`."""
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
        put_counts(rows, PublishedTopic, "topic")


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


def shown(index: type[Model], name: str) -> Q:
    """The condition that `index` attaches a live story to the row.

    A look for the newest one, because PostgreSQL may take EXISTS for a join and read all stories of a common tag.
    """
    live = index._default_manager.filter(is_live(through="published__"), **{name: OuterRef("pk")})
    return Q(IsNull(Subquery(live.order_by(*NEWEST).values("pk")[:1]), False))


def put_counts(rows: Sequence[Any], index: type[Model], name: str) -> None:
    """Set `article_count` on rows: their kept counts, and the live stories that these leave out, if there are any."""
    if not rows:
        return
    kept, passing = StoryCount.objects.kept([of(name, row.pk) for row in rows])
    more = _passing(rows, index, name) if passing else {}
    for row in rows:
        row.article_count = kept.get(of(name, row.pk), 0) + more.get(row.pk, 0)


def _passing(rows: Sequence[Any], index: type[Model], name: str) -> dict[Any, int]:
    passing = PublishedArticle.objects.passing().order_by()
    attached = index._default_manager.filter(**{"published__in": passing, f"{name}__in": [row.pk for row in rows]})
    return dict(attached.order_by().values_list(name).annotate(n=Count("pk")).values_list(name, "n"))
