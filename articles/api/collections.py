"""Collections: what editors have chosen and put in order."""

from collections.abc import Sequence
from typing import cast

import orjson
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request

from articles import addresses, parameters
from articles.api import fields, representation, schema
from articles.api.base import answer
from articles.api.serializers import CollectionSerializer
from articles.api.taxonomy import CountedViewSet, put_counts
from articles.models import Collection, CollectionEntry
from articles.models.published import is_live
from articles.surrogate_keys import LISTS, key

THROUGH = "story__published__"


@extend_schema_view(list=extend_schema(operation_id="list_collections"))
class CollectionViewSet(CountedViewSet):
    """The public collections, by name."""

    queryset = Collection.objects.filter(public=True)
    serializer_class = CollectionSerializer
    missing = "No collection has this address."
    parameters = {"retrieve": {"fields", "include", "renditions", "limit"}}

    def count(self, rows: Sequence[Collection]) -> None:
        put_counts(rows, CollectionEntry, "collection", THROUGH)

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
        head = orjson.dumps(
            {
                "slug": collection.slug,
                "name": collection.name,
                "description": collection.description,
                "url": addresses.api(f"collections/{collection.slug}/"),
            }
        ).decode()
        live = CollectionEntry.objects.filter(is_live(through=THROUGH), collection=collection)
        stories = cast(list[int], list(live.values_list("story__published", flat=True)[:limit]))
        results = representation.array(representation.in_order(stories, selection))
        keys = {LISTS, key("collection", collection.slug)}
        return answer(f'{head[:-1]},"results":{results}}}', keys)
