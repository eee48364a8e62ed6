"""What is at old and present paths of a front end now."""

from http import HTTPStatus
from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from articles.addresses import paths
from articles.api import schema
from articles.api.base import PublicViewSet
from articles.http import parameters
from articles.http.problems import bad
from articles.redirects.resolving import Place, Story, resolve

ACTIONS = {200: "article", 301: "redirect", 302: "redirect", 410: "gone"}
ACTION_NAMES = list(dict.fromkeys(ACTIONS.values()))
STATUSES = [(status, HTTPStatus(status).phrase) for status in ACTIONS]


class StoryAddressSerializer(serializers.Serializer[Story]):
    """Where a live story is found."""

    id = serializers.UUIDField(help_text="The same for ever.")
    slug = serializers.CharField(help_text="The readable part of its address.")
    url = serializers.URLField(help_text="The whole story in this API.")
    canonical_url = serializers.URLField(help_text="The story's page in the front end.")


@extend_schema_serializer(many=False)
class ResolvedSerializer(serializers.Serializer[Place]):
    """What a front end should answer to a request for a path."""

    path = serializers.SerializerMethodField(help_text="The requested path, without query and slash at the end.")
    action = serializers.SerializerMethodField(help_text="article: show it; redirect: go to `location`; gone: say so.")
    status = serializers.ChoiceField(choices=STATUSES, help_text="The status to answer with.")
    location = serializers.CharField(help_text="An address, or a path of the front end; empty for what is gone.")
    note = serializers.CharField(help_text="Why a story was withdrawn; empty otherwise.")
    article = StoryAddressSerializer(source="story", allow_null=True, help_text="The live story that `location` shows.")

    def get_path(self, place: Place) -> str:
        path: str = self.context["path"]
        return path

    @extend_schema_field(serializers.ChoiceField(choices=ACTION_NAMES))
    def get_action(self, place: Place) -> str:
        return ACTIONS[place.status]


RESOLVED = {200: ResolvedSerializer, 400: schema.BAD, 404: schema.problem("Nothing lives at this path.")}


class ResolveViewSet(PublicViewSet):
    """Where a path of the front end leads."""

    serializer_class = ResolvedSerializer
    filter_backends: list[Any] = []
    pagination_class = None
    parameters = {"list": {"path"}}

    @extend_schema(operation_id="resolve_path", parameters=[schema.PATH], responses=RESOLVED)
    def list(self, request: Request) -> Response:
        """What lives at a path: a story, something that has moved, or something that is gone for good.

        Editors' redirects come first, then present and former addresses of stories by FRONTEND_ARTICLE_URL. Upper and
        lower case and a slash at the end make no difference. A query matters to redirects, whatever the order of its
        parameters, but not to stories; parameters such as `utm_source` that only say where a reader came from are
        ignored. Escape `&` and `+` of a query as `%26` and `%2B`, or they are taken for this endpoint's own.
        """
        asked, path = _path(request)
        place = resolve(asked)
        if place is None:
            raise NotFound("Nothing lives at this path.")
        return Response(ResolvedSerializer(place, context={"path": path}).data)


def _path(request: Request) -> tuple[str, str]:
    """The requested path as it was given, and in its normal form without the query."""
    given = parameters.single(request, "path")
    if not given:
        raise bad("path", "required", "path is missing: give the one that was asked for, such as /city/old-slug.")
    try:
        paths.key(given)
        return given, paths.normalise(given)
    except paths.BadPath as error:
        raise bad("path", "invalid", f"path {error}.") from error
