"""What the OpenAPI schema says beyond what serializers and filters show."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from articles.api.fields import CARD, EXTRA, HIGHLIGHT
from articles.api.ordering import ORDERS
from articles.documents import CardSerializer, DetailSerializer
from articles.readership.most_viewed import WINDOWS


class ParameterErrorSerializer(serializers.Serializer[Any]):
    parameter = serializers.CharField()
    code = serializers.CharField()
    detail = serializers.CharField()


class ProblemSerializer(serializers.Serializer[Any]):
    """An error (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = ParameterErrorSerializer(many=True, required=False)  # type: ignore[assignment]  # hides .errors, unused


class ViewsSerializer(serializers.Serializer[Any]):
    """The number of counted views."""

    views = serializers.IntegerField()


class RelatedSerializer(serializers.Serializer[Any]):
    results = CardSerializer(many=True)


class RankedCardSerializer(CardSerializer):
    window_views = serializers.IntegerField(help_text="Views within the window.")


class MostViewedSerializer(serializers.Serializer[Any]):
    window = serializers.ChoiceField(choices=list(WINDOWS))
    as_of = serializers.DateTimeField()
    results = RankedCardSerializer(many=True)


class HighlightSerializer(serializers.Serializer[Any]):
    """What a search has found, as HTML: everything is escaped but the <mark> around it."""

    headline = serializers.CharField(help_text="The whole headline.")
    snippet = serializers.CharField(help_text="Some thirty words around the best match in the text.")


class ListedCardSerializer(CardSerializer):
    highlight = HighlightSerializer(required=False, help_text="With `include=highlight`.")


class ArticlePageSerializer(serializers.Serializer[Any]):
    """A page of cards. Read by cursor, it has no count."""

    count = serializers.IntegerField(required=False)
    corrected = serializers.CharField(
        required=False,
        help_text="What was searched for instead, with other words, because `search` as given finds nothing.",
    )
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = ListedCardSerializer(many=True)


def problem(description: str) -> OpenApiResponse:
    return OpenApiResponse(ProblemSerializer, description=description)


BAD = problem("A parameter is unknown or wrong; `errors` names it.")
MISSING = problem("There is nothing here that readers may see.")
KILLED = problem("The story was declared void; `detail` is the public note.")
MOVED = OpenApiResponse(description="A former address; `Location` has the present one.")


def one(serializer: type[serializers.BaseSerializer[Any]]) -> dict[int, Any]:
    return {200: serializer, 400: BAD, 404: MISSING}


def _query(
    name: str, description: str, *, enum: list[str] | None = None, type: Any = OpenApiTypes.STR
) -> OpenApiParameter:
    return OpenApiParameter(name, type, description=description, enum=enum)


FIELDS = _query("fields", f"Only these, separated by commas: {', '.join(CARD + EXTRA)}.")
INCLUDE = _query(
    "include",
    f"Also these, separated by commas: {', '.join(EXTRA)}; with `search`, {HIGHLIGHT}: what it has found, marked.",
)
SEARCH = _query(
    "search",
    "Full text of headline, standfirst, byline and body: words in any form the story's language gives them, with or "
    'without accents, "phrases", beginnings* of words, -without. All must hold. The most relevant come first, unless '
    "`ordering` says otherwise: matches in the headline before those in the text, new stories before old. A search "
    "that finds nothing is tried again with near words; see `corrected`.",
)
LIMIT_RELATED = _query("limit", "How many, up to 20; 6 by default.", type=OpenApiTypes.INT)
LIST = [
    SEARCH,
    FIELDS,
    INCLUDE,
    _query("ordering", "Default -published_at, with search relevance.", enum=list(ORDERS)),
    _query("cursor", "For deep or stable reading: empty to begin, then as `next` gives it."),
]
MOST_VIEWED = [
    _query("window", "Default 24h.", enum=list(WINDOWS)),
    _query("limit", "How many, up to 50; 10 by default.", type=OpenApiTypes.INT),
]
_STORY = {301: MOVED, 400: BAD, 404: MISSING, 410: KILLED}
ARTICLES = {200: ArticlePageSerializer, 400: BAD, 404: problem("Beyond the last page.")}
ARTICLE = {200: DetailSerializer, **_STORY}
RELATED = {200: RelatedSerializer, **_STORY}
VIEWS = {200: ViewsSerializer, **_STORY}
COUNT = {
    200: ViewsSerializer,
    308: MOVED,
    400: BAD,
    404: MISSING,
    410: KILLED,
    413: problem("The body has more than 2,048 bytes."),
    429: problem("Too many from one address; see `Retry-After`."),
    503: problem("The view could not be stored; see `Retry-After`."),
}
MOST_VIEWED_ANSWER = {200: MostViewedSerializer, 400: BAD}
