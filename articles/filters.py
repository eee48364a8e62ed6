"""The parameters that choose stories: comma = any of, repeated = all of, a leading minus = none of."""

import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Model, Q, QuerySet
from django.http import QueryDict
from django.utils.dateparse import parse_date, parse_datetime
from django_filters import rest_framework as filters
from drf_spectacular.drainage import set_override

from articles.models import Article, PublishedArticle, PublishedAuthor, PublishedTag, Topic
from articles.problems import BadParameters, ParameterError

# In all filters of a request together: each is a condition of its own for the database.
MOST_TERMS = 20
# A calendar date, and what Python reads of RFC 3339: with its own forms of weeks and without hyphens it is none. A plus
# sign that was not escaped arrives as a space.
MOMENT = re.compile(r"\d{4}-\d\d-\d\d([Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[-+ ]\d\d:?\d\d))?", re.ASCII)
RIGHT_MOMENT = "must be a date, or a time such as 2026-05-01T12:00:00Z"


def describe(parameter: filters.Filter, description: str, **schema: Any) -> None:
    """Say in the OpenAPI schema what a filter takes, which drf-spectacular does not learn from a label."""
    set_override(parameter, "field", {"description": description} | schema)


class RepeatedWidget(forms.Widget):
    """Every value of a repeated parameter."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return list(data.getlist(name))


class ChoicesField(forms.Field):
    """Values of the comma, repeat and minus syntax: [["a", "b"], ["-c"]] for `x=a,b&x=-c`."""

    widget = RepeatedWidget

    def __init__(self, *, parse: Callable[[str], Any] = str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.parse = parse

    def clean(self, value: list[str]) -> list[tuple[list[Any], list[Any]]]:
        groups = [one.split(",") for one in value]
        if any(not item.strip("-") for group in groups for item in group):
            raise forms.ValidationError("is empty: give values separated by commas", code="empty")
        return [
            (
                [self.parse(item) for item in group if not item.startswith("-")],
                [self.parse(item[1:]) for item in group if item.startswith("-")],
            )
            for group in groups
        ]


class ChoicesFilter(filters.Filter):
    """Stories by a field of their own or, through `rows`, by what is attached to them."""

    field_class = ChoicesField
    # One value in the schema: a regular expression of JavaScript (ECMA-262).
    item = r"-*[^-,\u0000-\u001f\u007f][^,\u0000-\u001f\u007f]*"

    def __init__(self, *args: Any, label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, label=label, **kwargs)
        many = "A comma is any of, repeated is all of, a leading minus none of."
        one = {"type": "string", "pattern": f"^-?{self.item}(,-?{self.item})*$"}
        describe(self, f"{label} {many}", type="array", minItems=1, maxItems=MOST_TERMS, items=one)

    def filter(self, stories: "QuerySet[PublishedArticle]", groups: Any) -> "QuerySet[PublishedArticle]":
        for wanted, _ in groups or []:
            if wanted:
                stories = stories.filter(self.condition(wanted))
        # Not this and not that is none of both, and one condition.
        unwanted = [value for _, values in groups or [] for value in values]
        return stories.exclude(self.condition(unwanted)) if unwanted else stories

    def condition(self, values: list[Any]) -> Q:
        return Q(**{f"{self.field_name}__in": values})


class AttachedFilter(ChoicesFilter):
    """By tags or authors, a former slug too: a sub-query, because a join would list a story once for every match."""

    def __init__(self, index: type[Model], name: str, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.index = index

    def condition(self, slugs: list[str]) -> Q:
        rows = self.index._default_manager.values("published")
        now = rows.filter(**{f"{self.field_name}__slug__in": slugs})
        once = rows.filter(**{f"{self.field_name}__former_slugs__slug__in": slugs})
        return Q(pk__in=now.union(once, all=True))


class GenreFilter(ChoicesFilter):
    item = f"({'|'.join(Article.Genre.values)})"


class IdFilter(ChoicesFilter):
    item = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


class TopicFilter(ChoicesFilter):
    """By topic, sub-topics included, a former slug too."""

    def condition(self, slugs: list[str]) -> Q:
        return Q(topic__in=Topic.objects.under(slugs))


class MomentField(forms.Field):
    """RFC 3339, or a date, of which `edge` chooses the first or the last moment (UTC)."""

    def __init__(self, *, edge: time, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.edge = edge

    def clean(self, value: str | None) -> datetime | None:
        if value is None:
            return None
        if not MOMENT.fullmatch(value):
            raise forms.ValidationError(RIGHT_MOMENT, code="invalid")
        try:
            if day := parse_date(value):
                return datetime.combine(day, self.edge, UTC)
            date, clock = value[:10], value[11:].upper().replace(" ", "+")
            if moment := parse_datetime(f"{date}T{clock}"):
                return moment.astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise forms.ValidationError(RIGHT_MOMENT, code="invalid") from error
        raise forms.ValidationError(RIGHT_MOMENT, code="invalid")


class MomentFilter(filters.Filter):
    field_class = MomentField

    def __init__(self, *args: Any, label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, label=label, **kwargs)
        forms = [{"type": "string", "format": form} for form in ("date", "date-time")]
        describe(self, label, anyOf=forms, examples=["2026-05-01", "2026-05-01T12:00:00Z"])


def after(field: str) -> MomentFilter:
    return MomentFilter(field, lookup_expr="gte", edge=time.min, label="From this time (RFC 3339) or date on.")


def before(field: str) -> MomentFilter:
    # Public dates have whole seconds, those of editors' own choice may not: the named second is in.
    return MomentFilter(field, lookup_expr="lte", edge=time.max, label="Up to this time (RFC 3339) or date.")


def genre(value: str) -> str:
    if value not in Article.Genre:
        raise forms.ValidationError(f"must be out of {', '.join(Article.Genre.values)}", code="invalid_choice")
    return value


def identifier(value: str) -> UUID:
    if not re.fullmatch(IdFilter.item, value):
        raise forms.ValidationError("must hold ids (UUIDs), separated by commas", code="invalid")
    return UUID(value)


class LeanFilterSet(filters.FilterSet):
    """Builds only the filters that a request names: copying all of them costs more than the query."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        named = ((name, one) for name, one in type(self).base_filters.items() if name in (data or {}))
        self.base_filters = OrderedDict(named)
        super().__init__(data, *args, **kwargs)


class StoryFilter(LeanFilterSet):
    """Parameters that every list of stories knows."""

    tag = AttachedFilter(PublishedTag, "tag", label="Slugs of tags.")
    topic = TopicFilter("topic", label="Slugs of topics; sub-topics are included.")
    author = AttachedFilter(PublishedAuthor, "author", label="Slugs of authors.")
    genre = GenreFilter("genre", parse=genre, label="Genres.")
    language = ChoicesFilter("language", label="Languages (BCP 47).")
    id = IdFilter("article_id", parse=identifier, label="Ids of stories.")
    published_after = after("published_at")
    published_before = before("published_at")
    updated_after = after("updated_at")
    updated_before = before("updated_at")

    class Meta:
        model = PublishedArticle
        fields: list[str] = []


class FilterBackend(filters.DjangoFilterBackend):
    """django-filter, with its errors as problem details."""

    def filter_queryset(self, request: Any, queryset: Any, view: Any) -> Any:
        filterset = self.get_filterset(request, queryset, view)
        return chosen(filterset) if filterset else queryset


def chosen(filterset: filters.FilterSet) -> Any:
    """The rows that the parameters of a request choose. Raises BadParameters."""
    if not filterset.filters:
        return filterset.queryset
    assert isinstance(filterset.data, QueryDict)
    repeated = [
        name
        for name, values in filterset.data.lists()
        if len(values) > 1 and name in filterset.filters and not isinstance(filterset.filters[name], ChoicesFilter)
    ]
    if repeated:
        raise BadParameters(*(_error(name, "repeated", "may be given once") for name in repeated))
    if error := _too_many(filterset.data, filterset.filters):
        raise BadParameters(error)
    if not filterset.is_valid():
        raise BadParameters(
            *(
                _error(name, error.code or "invalid", " ".join(error.messages))
                for name, errors in filterset.form.errors.as_data().items()
                for error in errors
            )
        )
    return filterset.qs


def _too_many(parameters: QueryDict, named: Mapping[str, filters.Filter]) -> ParameterError | None:
    """The error of the filter with which a request has more than MOST_TERMS. Words of a search are no terms."""
    terms = 0
    for name, one in named.items():
        if isinstance(one, ChoicesFilter):
            terms += ",".join(parameters.getlist(name)).count(",") + 1
            if terms > MOST_TERMS:
                return _error(name, "too_many", f"is too much: all filters together take at most {MOST_TERMS} values")
    return None


def _error(name: str, code: str, what: str) -> ParameterError:
    return {"parameter": name, "code": code, "detail": f"{name} {what}."}
