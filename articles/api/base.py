"""What every public endpoint has in common: no cookies, JSON only, strict parameters."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, ClassVar, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from articles.api.pagination import Pages
from articles.api.renderers import JSONOnly, JSONRenderer
from articles.changes import surrogate_keys
from articles.http import caching
from articles.http.filters import FilterBackend
from articles.http.parameters import refuse_unknown


class Cached(APIView):
    """Answers GET and HEAD with conditions, cache headers and the response cache."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        produce = partial(super().dispatch, request, *args, **kwargs)
        if request.method not in {"GET", "HEAD"} or not (policy := self.policy(request)):
            response = produce()
            response.headers.setdefault("Cache-Control", "no-store")
            return response
        return caching.serve(request, cast(Callable[[], HttpResponse], produce), policy)

    def policy(self, request: HttpRequest) -> caching.Policy | None:
        """How the answer may be cached; None for not at all."""
        return caching.ORDINARY


class PublicViewSet(Cached, GenericViewSet):  # type: ignore[type-arg]
    """Refuses parameters other than the action's `parameters` and, for lists, those of filters and pages."""

    authentication_classes = []
    content_negotiation_class = JSONOnly
    renderer_classes = [JSONRenderer]
    filter_backends = [FilterBackend]
    pagination_class: type[BasePagination] | None = Pages
    lookup_field = "slug"
    lookup_value_regex = r"[^/\x00]+"
    parameters: ClassVar[dict[str, set[str]]] = {}
    # By action. The default is ORDINARY.
    policies: ClassVar[dict[str, caching.Policy | None]] = {}

    def policy(self, request: HttpRequest) -> caching.Policy | None:
        return self.policies.get(self.action_map.get((request.method or "").lower(), ""), caching.ORDINARY)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.action in self.action_map.values():
            refuse_unknown(request, self.allowed_parameters())

    def allowed_parameters(self) -> set[str]:
        allowed = set(self.parameters.get(self.action, set()))
        if self.action == "list" and self.pagination_class:
            allowed |= {"page", "page_size"}
        if self.action == "list" and (filterset := getattr(self, "filterset_class", None)):
            allowed |= set(filterset.base_filters)
        return allowed


def answer(
    content: str | dict[str, Any], keys: Iterable[str] = (), media_type: str = JSONRenderer.media_type
) -> HttpResponse:
    """An answer with surrogate keys for shared caches. Content that is text is JSON already."""
    response = HttpResponse(JSONRenderer().render(content), content_type=media_type)
    if header := surrogate_keys.text(keys):
        response.headers["Surrogate-Key"] = header
    return response
