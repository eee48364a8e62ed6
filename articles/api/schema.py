"""What the OpenAPI schema says in addition to serializers and filters."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema_serializer
from rest_framework import serializers

from articles.addresses.paths import LONGEST as LONGEST_PATH
from articles.api import ninjs
from articles.api.fields import ADDED, CARD, EXTRA, HIGHLIGHT, NONE
from articles.api.ordering import ORDERS
from articles.api.searching import LONGEST
from articles.changes import reasons
from articles.publishing.documents import CARD_FAMILIES, CardSerializer, DetailSerializer
from articles.readership.windows import WINDOWS
from media.serializers import FAMILIES

WINDOW_VIEWS = "window_views"
PUBLIC_REASONS = [(one.value, one.label) for one in reasons.PUBLIC]


class ParameterErrorSerializer(serializers.Serializer[Any]):
    """What is wrong with one parameter."""

    parameter = serializers.CharField(help_text="Its name.")
    code = serializers.CharField(help_text="For programs: unknown, invalid, invalid_choice, repeated, empty, …")
    detail = serializers.CharField(help_text="For people: what would be right.")


class ProblemSerializer(serializers.Serializer[Any]):
    """An error (RFC 9457)."""

    type = serializers.CharField(help_text="about:blank, as the status says it all.")
    title = serializers.CharField(help_text="The status in words.")
    status = serializers.IntegerField(help_text="The status.")
    detail = serializers.CharField(help_text="What happened here, for people.")
    errors = ParameterErrorSerializer(  # type: ignore[assignment]  # hides .errors, unused
        many=True, required=False, help_text="With 400: what is wrong with each parameter."
    )


class ViewsSerializer(serializers.Serializer[Any]):
    """The number of counted views."""

    views = serializers.IntegerField(help_text="Exact.")


class HighlightSerializer(serializers.Serializer[Any]):
    """What a search has found, as HTML: everything is escaped but the <mark> around it."""

    headline = serializers.CharField(help_text="The whole headline.")
    snippet = serializers.CharField(help_text="Some thirty words around the best match in the text.")


@extend_schema_serializer(component_name="ListedArticleCard")
class ListedCardSerializer(CardSerializer):
    """A story in a list, with what `include` adds."""

    highlight = HighlightSerializer(required=False, help_text="With `include=highlight` in a search.")


@extend_schema_serializer(component_name="RankedArticleCard")
class RankedCardSerializer(ListedCardSerializer):
    """A story with its views within a window of time."""

    window_views = serializers.IntegerField(help_text="Views within the window.")


@extend_schema_serializer(many=False)
class RelatedSerializer(serializers.Serializer[Any]):
    """What to read next."""

    results = ListedCardSerializer(many=True, help_text="Curated stories first.")


@extend_schema_serializer(many=False)
class CollectionContentsSerializer(serializers.Serializer[Any]):
    """A collection with its live stories, in the editors' order."""

    slug = serializers.CharField(help_text="The readable part of the address.")
    name = serializers.CharField(help_text="As readers see it.")
    description = serializers.CharField(help_text="Plain text; may be empty.")
    url = serializers.URLField(help_text="This collection in the API.")
    results = ListedCardSerializer(many=True, help_text="Cards, with what `include` adds, or what `fields` leaves.")


@extend_schema_serializer(many=False)
class MostViewedSerializer(serializers.Serializer[Any]):
    """What readers read most."""

    window = serializers.ChoiceField(choices=list(WINDOWS), help_text="The window asked for.")
    as_of = serializers.DateTimeField(help_text="When the views were summed up; the window ends there.")
    results = RankedCardSerializer(many=True, help_text="The most viewed first.")


class ChangeSerializer(serializers.Serializer[Any]):
    """One step to take with a copy of all that is public."""

    action = serializers.ChoiceField(
        choices=["upsert", "remove"], help_text="upsert: put the story in or replace it. remove: take it out."
    )
    reason = serializers.ChoiceField(choices=PUBLIC_REASONS, help_text="Why.")
    id = serializers.UUIDField(help_text="The story.")
    slug = serializers.CharField(help_text="Its address when it changed.")
    version = serializers.IntegerField(help_text="How many times it had been published.")
    at = serializers.DateTimeField(help_text="When the change took effect.")
    article = DetailSerializer(
        allow_null=True,
        help_text="The whole story as it is now. null: it is gone, or a later change of this feed takes it away.",
    )


@extend_schema_serializer(many=False)
class ChangesSerializer(serializers.Serializer[Any]):
    """A part of the sync feed."""

    results = ChangeSerializer(many=True, help_text="In order of effect.")
    next = serializers.CharField(help_text="Keep it: the cursor for `after`, also when there is no more for now.")
    has_more = serializers.BooleanField(help_text="Whether to ask again at once.")


class NinjsTextSerializer(serializers.Serializer[Any]):
    """A text in a role."""

    role = serializers.CharField(help_text="main, short, summary, …")
    contentType = serializers.CharField(help_text="text/plain or text/html.")
    value = serializers.CharField(help_text="The text.")


@extend_schema_serializer(component_name="Ninjs")
class NinjsSerializer(serializers.Serializer[Any]):
    """A story in ninjs 3.1; the standard has all its members: https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json."""

    uri = serializers.CharField(help_text="urn:uuid: and the id of the story.")
    standard = serializers.DictField(child=serializers.CharField(), help_text="That it is ninjs 3.1.")
    type = serializers.CharField(help_text="text.")
    version = serializers.CharField(help_text="How many times it was published.")
    versionCreated = serializers.DateTimeField(help_text="When it was updated.")
    language = serializers.CharField(help_text="A language tag (BCP 47).")
    headlines = NinjsTextSerializer(many=True, help_text="The headline, and the short one if there is one.")
    bodies = NinjsTextSerializer(many=True, help_text="The text as HTML, and plain.")


@extend_schema_serializer(many=False)
class ArticlePageSerializer(serializers.Serializer[Any]):
    """A page of cards. Read by cursor, it has no count."""

    count = serializers.IntegerField(required=False, help_text="Stories on all pages.")
    corrected = serializers.CharField(
        required=False,
        help_text="The search that was made instead, with other words, because `search` as given finds nothing.",
    )
    next = serializers.URLField(allow_null=True, help_text="The next page; null on the last.")
    previous = serializers.URLField(allow_null=True, help_text="The page before; null on the first.")
    results = ListedCardSerializer(many=True, help_text="Cards, with what `include` adds, or what `fields` leaves.")


# Regular expressions of JavaScript (ECMA-262): one character that is not a control character, one that is not blank
# either, and one of a path's segments.
PRINTED = r"[^\u0000-\u001f\u007f]"
SIGN = r"[^\s\u0000-\u001f\u007f]"
SEGMENT = r"[^/\\\s%\u0000-\u001f\u007f-\u009f]"


def problem(description: str) -> OpenApiResponse:
    return OpenApiResponse(ProblemSerializer, description=description)


BAD = problem("A parameter is unknown or wrong; `errors` names it.")
MISSING = problem("There is nothing here that readers may see.")
KILLED = problem("The story was declared void; `detail` is the public note.")
MOVED = OpenApiResponse(description="A former address; `Location` has the present one.")


def one(serializer: type[serializers.BaseSerializer[Any]]) -> dict[int, Any]:
    return {200: serializer, 400: BAD, 404: MISSING}


def addressed(serializer: type[serializers.BaseSerializer[Any]]) -> dict[int, Any]:
    """The answers of an endpoint whose content may have moved."""
    return one(serializer) | {301: MOVED}


def _query(name: str, description: str, *, enum: list[str] | None = None, default: str = "") -> OpenApiParameter:
    return OpenApiParameter(name, OpenApiTypes.STR, description=description, enum=enum, default=default or None)


def _names(name: str, description: str, items: dict[str, Any]) -> OpenApiParameter:
    """Names separated by commas."""
    schema = {"type": "array", "minItems": 1, "items": items}
    return OpenApiParameter(name, schema, description=description, explode=False, style="form")


def _one_of(names: list[str]) -> dict[str, Any]:
    return {"type": "string", "enum": names}


def _members(names: list[str]) -> dict[str, Any]:
    """Names that typed clients know, or a path to a member of a member."""
    return {"anyOf": [_one_of(names), {"type": "string", "pattern": r"^[a-z_]+(\.[a-z_]+)+$"}]}


def _limit(default: int, most: int) -> OpenApiParameter:
    schema = {"type": "integer", "minimum": 1, "maximum": most, "default": default}
    return OpenApiParameter("limit", schema, description=f"How many, up to {most:,}.")


FORMATS = ["json", "ninjs"]
FORMAT = _query("format", "ninjs is IPTC's ninjs 3.1, always the whole story.", enum=FORMATS, default="json")
FIELDS = _names(
    "fields", "Only these members, or members of them, such as image.src and image.credit.", _members(CARD + EXTRA)
)
INCLUDE = _names("include", "Also these members, or members of them, which cards do not have.", _members(ADDED))
INCLUDE_FOUND = _names(
    "include",
    f"Also these members, or members of them, which cards do not have; with `search`, {HIGHLIGHT}: what it has found, "
    "marked.",
    _members([*ADDED, HIGHLIGHT]),
)
SIZES = f"The families of picture sizes to list, or {NONE}."
RENDITIONS = _names("renditions", f"{SIZES} All by default.", _one_of([*FAMILIES, NONE]))
RENDITIONS_OF_LIST = _names("renditions", f"{SIZES} By default {', '.join(CARD_FAMILIES)}.", _one_of([*FAMILIES, NONE]))
RENDITIONS_OF_STORY = _names(
    "renditions",
    f"{SIZES} By default all, and {', '.join(CARD_FAMILIES)} in cards inside a story.",
    _one_of([*FAMILIES, NONE]),
)
CARDS = [FIELDS, INCLUDE, RENDITIONS_OF_LIST]
SEARCH = OpenApiParameter(
    "search",
    {"type": "string", "maxLength": LONGEST, "pattern": rf"^{PRINTED}*[^\s\u0000-\u001f\u007f]{PRINTED}*$"},
    description="Full text of headline, standfirst, byline and body: words in any form their language gives them, "
    'with or without accents, "phrases", beginnings* of words, -without. All must match. The most relevant come first, '
    "unless `ordering` says otherwise: matches in the headline before those in the text, new stories before old. A "
    "search that finds nothing is tried again with near words; see `corrected`.",
)
STORY = [FIELDS, RENDITIONS_OF_STORY, FORMAT]
RELATED = [_limit(6, 20), *CARDS]
PREVIEW = [
    OpenApiParameter(
        "token", OpenApiTypes.STR, OpenApiParameter.PATH, description="From the address that an editor has shared."
    ),
    FIELDS,
    RENDITIONS_OF_STORY,
]
PATH = OpenApiParameter(
    "path",
    {"type": "string", "maxLength": LONGEST_PATH, "pattern": f"^/({SEGMENT}({SEGMENT}|/)*)?$"},
    required=True,
    description="As the reader requested it, such as /city/old-slug or /?p=17, escaped.",
)
COLLECTION = [*CARDS, _limit(100, 100)]
LIST = [
    SEARCH,
    FIELDS,
    INCLUDE_FOUND,
    RENDITIONS_OF_LIST,
    _query("ordering", "By default -published_at, or with search relevance.", enum=list(ORDERS)),
    _query("cursor", "For deep or stable reading: empty to begin, then the one in `next`."),
]
MOST_VIEWED = [
    _query("window", "The hours or days up to now.", enum=list(WINDOWS), default="24h"),
    _limit(10, 50),
    *CARDS,
]
CHANGES = [
    _query("after", "The cursor from `next`; empty or left out, to begin with the present state of everything live."),
    _limit(100, 1000),
    FIELDS,
    RENDITIONS_OF_STORY,
]
CHANGES_ANSWER = {
    200: ChangesSerializer,
    400: BAD,
    410: problem("The cursor is too old, or of a state that was lost: start again without `after`."),
}
_STORY = {301: MOVED, 400: BAD, 404: MISSING, 410: KILLED}
ARTICLES = {200: ArticlePageSerializer, 400: BAD, 404: problem("Beyond the last page.")}
ARTICLE: dict[Any, Any] = {
    (200, "application/json"): DetailSerializer,
    (200, ninjs.MEDIA_TYPE): NinjsSerializer,
    **_STORY,
}
PREVIEW_ANSWER = {
    200: DetailSerializer,
    400: BAD,
    404: problem("The token is wrong or has expired, or its story is gone."),
}
RELATED_ANSWER = {200: RelatedSerializer, **_STORY}
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
