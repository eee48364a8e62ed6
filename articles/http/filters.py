"""The parameters that choose stories: comma = any of, repeated = all of, a leading minus = none of."""

import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.dateparse import parse_date, parse_datetime
from django_filters import rest_framework as filters
from drf_spectacular.drainage import set_override

from articles.http.found import Choice, Found, Moment
from articles.http.problems import BadParameters, ParameterError
from articles.models import Article, Author, PublishedArticle, Tag, Topic
from articles.models.slugged import Slugged

# In all filters of a request together: each value costs the database a condition.
MOST_TERMS = 20
# A calendar date, or the part of RFC 3339 that Python reads; not Python's other forms, with weeks or without hyphens. A
# plus sign that was not escaped arrives as a space.
MOMENT = re.compile(r"\d{4}-\d\d-\d\d([Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[-+ ]\d\d:?\d\d))?", re.ASCII)
RIGHT_MOMENT = "must be a date, or a time such as 2026-05-01T12:00:00Z"


def describe(parameter: filters.Filter, description: str, **schema: Any) -> None:
    """Describe in the OpenAPI schema what a filter takes: drf-spectacular does not use the label."""
    set_override(parameter, "field", {"description": description} | schema)


class RepeatedWidget(forms.Widget):
    """Gives every value of a repeated parameter."""

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
    """Chooses stories by one of their fields; see AttachedFilter for what is attached to them."""

    field_class = ChoicesField
    # The pattern of one value in the schema, as a regular expression of JavaScript (ECMA-262).
    item = r"-*[^-,\u0000-\u001f\u007f][^,\u0000-\u001f\u007f]*"

    def __init__(self, *args: Any, label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, label=label, **kwargs)
        many = "A comma is any of, repeated is all of, a leading minus none of."
        one = {"type": "string", "pattern": f"^-?{self.item}(,-?{self.item})*$"}
        describe(self, f"{label} {many}", type="array", minItems=1, maxItems=MOST_TERMS, items=one)

    def choices(self, groups: Sequence[tuple[list[Any], list[Any]]]) -> Iterator[Choice]:
        for wanted, _ in groups:
            if wanted:
                yield Choice(str(self.field_name), self.keys(wanted))
        # All unwanted values make one condition: “not a and not b” means neither.
        if unwanted := [value for _, values in groups for value in values]:
            yield Choice(str(self.field_name), self.keys(unwanted), wanted=False)

    def keys(self, values: list[Any]) -> tuple[Any, ...]:
        return tuple(dict.fromkeys(values))


class AttachedFilter(ChoicesFilter):
    """By present or former slugs of topics, tags or authors.

    Slugs are looked up first, in a query of their own: databases know how many stories have a key, and plan for it.
    """

    def __init__(self, model: type[Slugged], label: str = "") -> None:
        super().__init__(str(model._meta.model_name), label=label)
        self.named = model

    def keys(self, values: list[Any]) -> tuple[Any, ...]:
        named: Any = self.named._default_manager.order_by()
        now = named.filter(slug__in=values).values_list("pk", flat=True)
        once = named.filter(former_slugs__slug__in=values).values_list("pk", flat=True)
        return tuple(now.union(once))


class GenreFilter(ChoicesFilter):
    item = f"({'|'.join(Article.Genre.values)})"


class IdFilter(ChoicesFilter):
    item = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


class MomentField(forms.Field):
    """A time in RFC 3339, or a date: `edge` chooses the start or the end of that day (UTC)."""

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

    def moment(self, at: datetime) -> Moment:
        return Moment(str(self.field_name), str(self.lookup_expr), at)


def after(field: str) -> MomentFilter:
    return MomentFilter(field, lookup_expr="gte", edge=time.min, label="From this time (RFC 3339) or date on.")


def before(field: str) -> MomentFilter:
    # Public dates have whole seconds; dates that editors set may not: the named second is included.
    return MomentFilter(field, lookup_expr="lte", edge=time.max, label="Up to this time (RFC 3339) or date.")


def genre(value: str) -> str:
    if value not in Article.Genre:
        raise forms.ValidationError(f"must be one of {', '.join(Article.Genre.values)}", code="invalid_choice")
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


class FoundFilter(LeanFilterSet):
    """Filters that choose stories."""

    class Meta:
        model = PublishedArticle
        fields: list[str] = []

    @property
    def found(self) -> Found:
        """The live stories that the parameters choose. Raises BadParameters."""
        check(self)
        named = [(self.filters[name], self.form.cleaned_data[name]) for name in self.filters]
        choices = (choice for one, value in named if isinstance(one, ChoicesFilter) for choice in one.choices(value))
        moments = (one.moment(value) for one, value in named if isinstance(one, MomentFilter))
        return Found(PublishedArticle.objects.live(), tuple(choices), tuple(moments))


class StoryFilter(FoundFilter):
    """The parameters of every list of stories."""

    tag = AttachedFilter(Tag, label="Slugs of tags.")
    topic = AttachedFilter(Topic, label="Slugs of topics; sub-topics are included.")
    author = AttachedFilter(Author, label="Slugs of authors.")
    genre = GenreFilter("genre", parse=genre, label="Genres.")
    language = ChoicesFilter("language", label="Languages (BCP 47).")
    id = IdFilter("article_id", parse=identifier, label="Ids of stories.")
    published_after = after("published_at")
    published_before = before("published_at")
    updated_after = after("updated_at")
    updated_before = before("updated_at")


class FilterBackend(filters.DjangoFilterBackend):
    """django-filter's backend, with its errors as problem details."""

    def filter_queryset(self, request: Any, queryset: Any, view: Any) -> Any:
        filterset = self.get_filterset(request, queryset, view)
        if not filterset:
            return queryset
        check(filterset)
        return filterset.qs


def check(filterset: filters.FilterSet) -> None:
    """Raise BadParameters unless the parameters of a request are right."""
    if not filterset.filters:
        return
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


def _too_many(parameters: QueryDict, named: Mapping[str, filters.Filter]) -> ParameterError | None:
    """An error at the filter that takes a request over MOST_TERMS. Search words do not count as terms."""
    terms = 0
    for name, one in named.items():
        if isinstance(one, ChoicesFilter):
            terms += ",".join(parameters.getlist(name)).count(",") + 1
            if terms > MOST_TERMS:
                return _error(name, "too_many", f"is too much: all filters together take at most {MOST_TERMS} values")
    return None


def _error(name: str, code: str, what: str) -> ParameterError:
    return {"parameter": name, "code": code, "detail": f"{name} {what}."}
