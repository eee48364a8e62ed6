"""The root of the API, and the answer to addresses under its prefix that do not exist."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import resolve
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.utils import extend_schema, inline_serializer
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from articles.addresses import placeholders
from articles.api.base import Cached
from articles.api.renderers import JSONOnly, JSONRenderer
from articles.http.caching import MAX_AGE
from articles.http.parameters import refuse_unknown

ENDPOINTS = {
    "articles": "Stories.",
    "most-viewed": "What readers read most.",
    "topics": "The sections of the paper.",
    "tags": "Tags of live stories.",
    "authors": "Authors of live stories.",
    "collections": "Editors' lists, such as a front page.",
    "changes": "The sync feed.",
    "resolve": "What lives at a path of the front end.",
    "schema": "This API as OpenAPI 3.1.",
    "docs": "A page that reads the schema.",
}


EndpointsSerializer = inline_serializer(
    "Endpoints", {name.replace("-", "_"): serializers.URLField(help_text=what) for name, what in ENDPOINTS.items()}
)


class RootView(Cached):
    """The endpoints."""

    content_negotiation_class = JSONOnly

    @extend_schema(operation_id="list_endpoints", tags=["endpoints"], responses=EndpointsSerializer)
    def get(self, request: Request) -> Response:
        """The addresses of the endpoints by name."""
        refuse_unknown(request, set())
        return Response({name.replace("-", "_"): placeholders.api(f"{name}/") for name in ENDPOINTS})


@extend_schema(exclude=True)
class SchemaView(Cached, SpectacularAPIView):
    """This API as OpenAPI 3.1, in JSON."""

    content_negotiation_class = JSONOnly
    renderer_classes = [OpenApiJsonRenderer]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        refuse_unknown(request, set())


@extend_schema(exclude=True)
class DocsView(SpectacularSwaggerSplitView):
    """A page that reads the schema."""

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """Errors are problem details here too; the page's renderer would make a line of text of them."""
        answer: Response = super().finalize_response(request, response, *args, **kwargs)
        if answer.exception:
            answer.accepted_renderer = JSONRenderer()
        return answer


@extend_schema(exclude=True)
class NothingView(APIView):
    """The answer for other addresses: the API's 404, or a redirect if only the slash at the end is missing."""

    content_negotiation_class = JSONOnly

    def get(self, request: Request) -> Response:
        if there := _with_slash(request._request):
            return Response(status=301, headers={"Location": there, "Cache-Control": f"public, max-age={MAX_AGE}"})
        return self.post(request)

    def post(self, request: Request) -> Response:
        raise NotFound("There is no such endpoint.")

    put = patch = delete = options = post


def _with_slash(request: HttpRequest) -> str | None:
    """The address of an endpoint whose slash at the end is missing; None for other addresses."""
    if request.path_info.endswith("/"):
        return None
    view = resolve(f"{request.path_info}/").func
    if getattr(view, "cls", None) is NothingView:
        return None
    return settings.PUBLIC_URL + request.get_full_path(force_append_slash=True)
