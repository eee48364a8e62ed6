"""Collections: stories that editors have chosen and put in order."""

from collections.abc import Sequence
from typing import cast

from django.db.models import Count
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request

from articles.addresses import placeholders
from articles.api import fields, representation, schema
from articles.api.base import answer
from articles.api.renderers import fragments
from articles.api.serializers import CollectionSerializer
from articles.api.taxonomy import CountedViewSet
from articles.changes.surrogate_keys import LISTS, key
from articles.http import parameters
from articles.models import Collection, CollectionEntry
from articles.models.published import is_live

THROUGH = "story__published__"


@extend_schema_view(list=extend_schema(operation_id="list_collections"))
class CollectionViewSet(CountedViewSet):
    """The public collections, by name."""

    queryset = Collection.objects.filter(public=True)
    serializer_class = CollectionSerializer
    missing = "No collection has this address."
    parameters = {"retrieve": {"fields", "include", "renditions", "limit"}}

    def count(self, rows: Sequence[Collection]) -> None:
        live = CollectionEntry.objects.filter(is_live(through=THROUGH), collection__in=rows).order_by()
        numbers = dict(live.values_list("collection").annotate(n=Count("pk")).values_list("collection", "n"))
        for row in rows:
            row.article_count = numbers.get(row.pk, 0)  # type: ignore[attr-defined]

    @extend_schema(
        operation_id="get_collection",
        parameters=schema.COLLECTION,
        responses=schema.addressed(schema.CollectionContentsSerializer),
    )
    def retrieve(self, request: Request, slug: str) -> HttpResponse:
        """A collection with its live stories, in the editors' order."""
        selection = fields.of_list(request)
        limit = parameters.whole_number(request, "limit", 100, most=100)
        collection = self.get_queryset().filter(slug=slug).first()
        if not collection:
            return self.elsewhere(request, slug)
        live = CollectionEntry.objects.filter(is_live(through=THROUGH), collection=collection)
        stories = cast(list[int], list(live.values_list("story__published", flat=True)[:limit]))
        contents = {
            "slug": collection.slug,
            "name": collection.name,
            "description": collection.description,
            "url": placeholders.api(f"collections/{collection.slug}/"),
            "results": fragments(representation.in_order(stories, selection)),
        }
        return answer(contents, {LISTS, key("collection", collection.slug)})
