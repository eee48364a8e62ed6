"""Shows a working copy to the bearer of a token."""

from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db.models import F
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from articles.api import fields, representation, schema
from articles.api.base import PublicViewSet, answer
from articles.models import Article
from articles.publishing import documents, previews
from articles.publishing.documents import DetailSerializer
from media.addresses import for_bearer


class Unsaved(NamedTuple):
    """A story compiled for one answer, in the shape of a row (see representation.Row)."""

    pk: int
    card: str
    details: str
    compiled_with: int
    views: int


class PreviewViewSet(PublicViewSet):
    """Stories as they would be published now, for people to whom an editor has sent the address."""

    queryset = Article.objects.none()
    serializer_class = DetailSerializer
    lookup_field = "token"
    parameters = {"retrieve": {"fields", "renditions"}}
    policies = {"retrieve": None}

    @extend_schema(operation_id="get_preview", parameters=schema.PREVIEW, responses=schema.PREVIEW_ANSWER)
    def retrieve(self, request: Request, token: str) -> HttpResponse:
        """The working copy of a story, in the shape of a published one; only live stories are related to it.

        The addresses of its pictures hold the token and work as long as it does. Reading is never counted.
        """
        selection = fields.of_detail(request)
        views = Coalesce(F("published__view_total__views"), 0)
        article = previews.shared(token).annotate(views=views).first()
        if article is None:
            raise NotFound("There is no such preview, or it has expired. Ask for another.")
        story = previews.working_copy(article)
        document = documents.compile(story)
        row = Unsaved(0, document.card, document.extra, documents.REPRESENTATION, article.views)
        wanted = story.source["related"] if selection.wants("related") else []
        related = representation.live_cards([UUID(one) for one in wanted])
        shown = representation.described(row, related, selection)
        inside = shown.pop("related", None)
        text = for_bearer(orjson.dumps(shown).decode(), token)
        if inside is not None:
            text = representation.with_member(text, "related", orjson.dumps(inside).decode())
        return answer(text)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Keep every answer, including errors, out of caches and search engines."""
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response
