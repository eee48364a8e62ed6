"""What readers read most."""

from typing import cast

import orjson
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from articles import caching, parameters
from articles.api import fields, representation, schema
from articles.api.base import PublicViewSet, answer
from articles.documents import CardSerializer
from articles.filters import AttachedFilter, LeanFilterSet, TopicFilter
from articles.models import PublishedArticle, PublishedTag
from articles.models.published import PublishedArticleQuerySet
from articles.moments import rfc3339
from articles.readership.most_viewed import WINDOWS, most_viewed


class MostViewedFilter(LeanFilterSet):
    topic = TopicFilter("topic", label="Slugs of topics; sub-topics are included.")
    tag = AttachedFilter(PublishedTag, "tag", label="Slugs of tags.")


class MostViewedViewSet(PublicViewSet):
    """The most viewed live stories of a window of time."""

    queryset = PublishedArticle.objects.none()
    serializer_class = CardSerializer
    filterset_class = MostViewedFilter
    pagination_class = None
    parameters = {"list": {"window", "limit", "fields", "include", "renditions"}}
    policies = {"list": caching.AGEING}

    def get_queryset(self) -> PublishedArticleQuerySet:
        return PublishedArticle.objects.live()

    @extend_schema(operation_id="list_most_viewed", parameters=schema.MOST_VIEWED, responses=schema.MOST_VIEWED_ANSWER)
    def list(self, request: Request) -> HttpResponse:
        """Stories by their views within `window`, ties newer first."""
        selection = fields.of_list(request, beside=[schema.WINDOW_VIEWS])
        window = parameters.choice(request, "window", "24h", WINDOWS)
        limit = parameters.whole_number(request, "limit", 10, most=50)
        now = timezone.now()
        found = cast(PublishedArticleQuerySet, self.filter_queryset(self.get_queryset()))
        ranked = most_viewed(found, WINDOWS[window], limit, now)
        cards = representation.by_key([key for key, _ in ranked], selection)
        if schema.WINDOW_VIEWS in selection.beside:
            results = [
                representation.with_member(cards[key], schema.WINDOW_VIEWS, str(n)) for key, n in ranked if key in cards
            ]
        else:
            results = [cards[key] for key, _ in ranked if key in cards]
        head = orjson.dumps({"window": window, "as_of": rfc3339(now)}).decode()
        return answer(f'{head[:-1]},"results":{representation.array(results)}}}')
