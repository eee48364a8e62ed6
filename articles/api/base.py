"""What every public endpoint has in common: no cookies, JSON only, strict parameters."""

from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.viewsets import GenericViewSet

from articles.api.pagination import Pages
from articles.api.renderers import JSONOnly, JSONRenderer
from articles.filters import FilterBackend
from articles.parameters import refuse_unknown


class PublicViewSet(GenericViewSet):  # type: ignore[type-arg]
    """Refuses parameters that neither `parameters` names for the action nor a list's filters and pages bring."""

    authentication_classes = []
    content_negotiation_class = JSONOnly
    renderer_classes = [JSONRenderer]
    filter_backends = [FilterBackend]
    pagination_class: type[BasePagination] | None = Pages
    lookup_field = "slug"
    lookup_value_regex = r"[^/\x00]+"
    parameters: ClassVar[dict[str, set[str]]] = {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method in {"GET", "HEAD", "POST"}:
            refuse_unknown(request, self.allowed_parameters())

    def allowed_parameters(self) -> set[str]:
        allowed = set(self.parameters.get(self.action, set()))
        if self.action == "list" and self.pagination_class:
            allowed |= {"page", "page_size"}
        if self.action == "list" and (filterset := getattr(self, "filterset_class", None)):
            allowed |= set(filterset.base_filters)
        return allowed


def answer(text: str) -> HttpResponse:
    """An answer that is JSON already."""
    return HttpResponse(JSONRenderer().render(text), content_type="application/json")
