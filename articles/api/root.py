"""The entrance, and the answer to addresses under the prefix that do not exist."""

from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from articles import addresses
from articles.api.parameters import refuse_unknown
from articles.api.renderers import JSONOnly

ENDPOINTS = ("articles", "most-viewed", "topics", "tags", "authors", "collections", "resolve", "schema", "docs")


EndpointsSerializer = inline_serializer(
    "Endpoints", {name.replace("-", "_"): serializers.URLField() for name in ENDPOINTS}
)


class RootView(APIView):
    """The endpoints."""

    content_negotiation_class = JSONOnly

    @extend_schema(operation_id="list_endpoints", responses=EndpointsSerializer)
    def get(self, request: Request) -> Response:
        """The addresses of the endpoints by name."""
        refuse_unknown(request, set())
        return Response({name.replace("-", "_"): addresses.api(f"{name}/") for name in ENDPOINTS})


@extend_schema(exclude=True)
class NothingView(APIView):
    """404 as the API says it."""

    content_negotiation_class = JSONOnly

    def get(self, request: Request) -> Response:
        raise NotFound("There is no such endpoint.")

    post = put = patch = delete = get
