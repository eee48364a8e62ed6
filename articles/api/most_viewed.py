"""The stories that readers view most."""

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from articles.api import fields, representation, schema
from articles.api.base import PublicViewSet, answer
from articles.api.renderers import fragments
from articles.http import caching, parameters
from articles.http.filters import AttachedFilter, FoundFilter
from articles.http.timestamps import rfc3339
from articles.models import PublishedArticle, Tag, Topic
from articles.publishing.documents import CardSerializer
from articles.readership.most_viewed import most_viewed
from articles.readership.windows import WINDOWS


class MostViewedFilter(FoundFilter):
    topic = AttachedFilter(Topic, label="Slugs of topics; sub-topics are included.")
    tag = AttachedFilter(Tag, label="Slugs of tags.")


class MostViewedViewSet(PublicViewSet):
    """The most viewed live stories of a window of time."""

    queryset = PublishedArticle.objects.none()
    serializer_class = CardSerializer
    filterset_class = MostViewedFilter
    pagination_class = None
    parameters = {"list": {"window", "limit", "fields", "include", "renditions"}}
    policies = {"list": caching.AGEING}

    @extend_schema(operation_id="list_most_viewed", parameters=schema.MOST_VIEWED, responses=schema.MOST_VIEWED_ANSWER)
    def list(self, request: Request) -> HttpResponse:
        """Stories by their views within `window`, ties newer first."""
        selection = fields.of_list(request, further=[schema.WINDOW_VIEWS])
        window = parameters.choice(request, "window", "24h", WINDOWS)
        limit = parameters.whole_number(request, "limit", 10, most=50)
        now = timezone.now()
        ranked = most_viewed(MostViewedFilter(request.query_params).found.all, WINDOWS[window], limit, now)
        cards = representation.by_key([key for key, _ in ranked], selection)
        if schema.WINDOW_VIEWS in selection.further:
            results = [
                representation.with_member(cards[key], schema.WINDOW_VIEWS, str(n)) for key, n in ranked if key in cards
            ]
        else:
            results = [cards[key] for key, _ in ranked if key in cards]
        return answer({"window": window, "as_of": rfc3339(now), "results": fragments(results)})
