"""Stories: lists, whole stories, related stories, views."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import orjson
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.http import http_date
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound, Throttled
from rest_framework.request import Request

from articles.api import fields, ninjs, ordering, related, representation, schema, searching, whole_story
from articles.api.base import PublicViewSet, answer
from articles.api.pagination import Cursors, Pages
from articles.api.renderers import fragments
from articles.changes.surrogate_keys import LISTS, key
from articles.http import caching, parameters
from articles.http.filters import StoryFilter
from articles.http.problems import Killed, TooLarge, Unavailable, bad
from articles.models import FormerSlug, PublishedArticle
from articles.models.published import PublishedArticleQuerySet
from articles.publishing.documents import CardSerializer
from articles.readership import counting, visitors

LARGEST_BEACON = 2048
# Only with hyphens: without them it could be a slug.
IS_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
# The key under which the bypass leaves the error of a view that it could not store.
STORE_DOWN = "newsroom.store_down"


class ArticleViewSet(PublicViewSet):
    """Published stories."""

    queryset = PublishedArticle.objects.none()
    serializer_class = CardSerializer
    filterset_class = StoryFilter
    parameters = {
        "list": {"search", "ordering", "cursor", "fields", "include", "renditions"},
        "retrieve": {"fields", "renditions", "format"},
        "related": {"limit", "fields", "include", "renditions"},
    }
    policies = {"views": None}

    def get_queryset(self) -> PublishedArticleQuerySet:
        return PublishedArticle.objects.live()

    def policy(self, request: HttpRequest) -> caching.Policy | None:
        # Relevance takes age into account.
        ages = request.GET.get("ordering") == "-views" or "search" in request.GET
        return caching.AGEING if ages else super().policy(request)

    @extend_schema(operation_id="list_articles", parameters=schema.LIST, responses=schema.ARTICLES)
    def list(self, request: Request) -> HttpResponse:
        """Cards of stories, the newest first."""
        selection, order = fields.of_list(request, found=True), ordering.of(request)
        results = searching.Results(StoryFilter(request.query_params).found, searching.of(request), order)
        if "cursor" in request.query_params:
            return self.from_cursor(request, results, selection)
        pages, results = Pages(), results.spelled()
        rows = pages.slice(results, request).rows(selection)
        shown = representation.stories(rows, selection, results.search)
        return answer(pages.envelope(fragments(shown), **results.notes), keys_of_list(request))

    def from_cursor(self, request: Request, results: searching.Results, selection: fields.Selection) -> HttpResponse:
        def read(results: searching.Results) -> tuple[Sequence[representation.Row], Cursors]:
            stories, order = results.ordered()
            cursors = Cursors(order)
            rows = representation.rows(stories, selection, order[0].removeprefix("-"))
            return cursors.paginate_queryset(rows, request, self), cursors

        rows, cursors = read(results)
        if not rows and (spelled := results.spelled()) is not results:
            results, (rows, cursors) = spelled, read(spelled)
        shown = representation.stories(rows, selection, results.search)
        return answer(cursors.envelope(fragments(shown), **results.notes), keys_of_list(request))

    @extend_schema(operation_id="get_article", parameters=schema.STORY, responses=schema.ARTICLE)
    def retrieve(self, request: Request, slug: str) -> HttpResponse:
        """The whole story, by slug or id."""
        selection = fields.of_detail(request)
        as_ninjs = parameters.choice(request, "format", "json", schema.FORMATS) == "ninjs"
        for name in ("fields", "renditions") if as_ninjs else ():
            if name in request.query_params:
                raise bad(name, "invalid", f"{name} and format=ninjs exclude each other: leave one out.")
        row = whole_story.read(UUID(slug) if IS_ID.fullmatch(slug) else slug, selection)
        if not row:
            return elsewhere(request, slug)
        related = whole_story.related_to(row.pk) if selection.wants("related") else []
        keys = {*row.document__surrogate_keys.split(), *(key("article", one.id) for one in related)}
        if as_ninjs:
            whole = orjson.loads(representation.story(row, related, selection))
            response = answer(ninjs.describe(whole), keys, ninjs.MEDIA_TYPE)
        else:
            response = answer(representation.story(row, related, selection), keys)
        response.headers["Last-Modified"] = http_date(row.compiled_at.timestamp())
        response.headers["ETag"] = representation.state(row, related)
        return response

    @extend_schema(operation_id="list_related_articles", parameters=schema.RELATED, responses=schema.RELATED_ANSWER)
    @action(detail=True)
    def related(self, request: Request, slug: str) -> HttpResponse:
        """Curated stories first, in their order, then others that share tags or the topic, up to `limit`."""
        selection = fields.of_list(request)
        limit = parameters.whole_number(request, "limit", 6, most=20)
        story = by_slug(self.get_queryset(), slug).only("pk", "topic_id", "article_id").first()
        if not story:
            return elsewhere(request, slug, "related/")
        keys = {LISTS, key("article", story.article_id)}
        shown = representation.in_order(related.keys(story, limit), selection)
        return answer({"results": fragments(shown)}, keys)

    @extend_schema(operation_id="get_article_views", responses=schema.VIEWS)
    @action(detail=True)
    def views(self, request: Request, slug: str) -> HttpResponse:
        """The exact number of counted views."""
        return self.read(request, slug)

    @extend_schema(operation_id="count_article_view", request=None, responses=schema.COUNT)
    @views.mapping.post
    def count_view(self, request: Request, slug: str) -> HttpResponse:
        """Count one view and give the number. No body is needed; any is ignored."""
        if is_large(request.META):
            raise TooLarge(f"A view needs no body; more than {LARGEST_BEACON} bytes are refused.")
        if not visitors.is_reader(request._request):
            return self.read(request, slug)
        now = timezone.now()
        try:
            if error := request.META.get(STORE_DOWN):
                raise error
            return number(counting.count(counting.View(slug_of(slug), visitors.visitor(request._request), now)))
        except counting.NotLive:
            return elsewhere(request, slug, "views/")
        except counting.TooMany as error:
            raise Throttled(wait=60 - now.second) from error
        except (counting.StoreDown, DatabaseError) as error:
            raise Unavailable("Views cannot be counted at the moment. Try again.") from error

    def read(self, request: Request, slug: str) -> HttpResponse:
        key = by_slug(self.get_queryset(), slug).values_list("pk", flat=True).first()
        return elsewhere(request, slug, "views/") if key is None else number(counting.read(key))


def is_large(headers: Mapping[str, Any]) -> bool:
    """Whether a request's WSGI environment says that its body is larger than a view's may be."""
    length = headers.get("CONTENT_LENGTH") or "0"
    return not length.isdecimal() or int(length) > LARGEST_BEACON


def keys_of_list(request: Request) -> set[str]:
    """The surrogate keys of a list: that of all lists, and those of what it was filtered by."""
    chosen = ((kind, ",".join(request.query_params.getlist(kind)).split(",")) for kind in ("topic", "tag", "author"))
    return {LISTS} | {key(kind, slug.removeprefix("-")) for kind, slugs in chosen for slug in slugs}


def by_slug(stories: PublishedArticleQuerySet, slug: str) -> PublishedArticleQuerySet:
    """The story with this slug or id."""
    return stories.filter(article=UUID(slug)) if IS_ID.fullmatch(slug) else stories.filter(slug=slug)


def slug_of(address: str) -> str:
    """The slug of an address, which may be an id; that costs a query."""
    if not IS_ID.fullmatch(address):
        return address
    found = PublishedArticle.objects.filter(article=UUID(address))
    return found.values_list("slug", flat=True).first() or address


def elsewhere(request: Request, slug: str, rest: str = "") -> HttpResponse:
    """The answer if no live story has this address: killed (410), moved (301), or nothing at all (404).

    A former address says where the story is only while that is live or killed.
    """
    killed = by_slug(PublishedArticle.objects.killed(), slug).first()
    if killed:
        raise Killed(killed.kill_note)
    moved = FormerSlug.objects.filter(slug=slug).values("article")
    known = PublishedArticle.objects.live() | PublishedArticle.objects.killed()
    now_at = known.filter(article__in=moved).values_list("slug", flat=True).first()
    if not now_at:
        raise NotFound("No story has this address.")
    query = f"?{request._request.GET.urlencode()}" if request._request.GET else ""
    response = HttpResponseRedirect(f"{settings.PUBLIC_URL}/api/v1/articles/{now_at}/{rest}{query}")
    # 308 keeps the method, so that a view posted to a former address is counted.
    response.status_code = 301 if request.method in {"GET", "HEAD"} else 308
    return response


def number(views: int) -> HttpResponse:
    response = answer({"views": views})
    response["Cache-Control"] = "no-store"
    # A beacon may have no Origin header, and the answer is the same for everybody.
    response["Access-Control-Allow-Origin"] = "*"
    return response
