"""Pages by number, and by cursor for deep or stable reading. Both refuse what they do not understand."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit, urlunsplit

import orjson
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.paginator import EmptyPage, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from rest_framework import exceptions
from rest_framework.pagination import Cursor, CursorPagination, PageNumberPagination
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from articles.api.cursors import checksum
from articles.parameters import single, whole_number
from articles.problems import bad

# Parameters that change how a list is shown, not what is in it or in which order.
SAME_LIST = {"cursor", "page_size", "fields", "include", "renditions"}
PAGE_SIZE = 20
MAX_PAGE_SIZE = 100
LAST_PAGE = 10**8


class Pages(PageNumberPagination):
    """`page` and `page_size`; beyond the last page there is nothing (404)."""

    page_size = PAGE_SIZE
    max_page_size = MAX_PAGE_SIZE
    page_size_query_param = "page_size"
    page_query_description = "A page of the list, from 1 on, which is the one without it. Beyond the last page: 404."
    page_size_query_description = f"Results on a page, up to {MAX_PAGE_SIZE}."

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        page, page_size = super().get_schema_operation_parameters(view)
        page["schema"] |= {"minimum": 1, "maximum": LAST_PAGE}
        page_size["schema"] |= {"minimum": 1, "maximum": MAX_PAGE_SIZE, "default": PAGE_SIZE}
        return [page, page_size]

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        page = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "description": "A page of a list.",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "description": "Of all pages."},
                "next": page | {"description": "The next page; null on the last."},
                "previous": page | {"description": "The page before; null on the first."},
                "results": schema | {"description": "What is on this page."},
            },
        }

    def paginate_queryset(
        self, queryset: "QuerySet[Any, Any] | Sequence[Any]", request: Request, view: APIView | None = None
    ) -> list[Any]:
        return list(self.slice(queryset, request))

    def slice(self, queryset: Any, request: Request) -> Any:
        """The page that the request asks for, counted but not fetched: what is joined to it need not be counted."""
        self.request = request
        number = whole_number(request, "page", 1, most=LAST_PAGE)
        try:
            self.page = Paginator(queryset, self.get_page_size(request)).page(number)
        except EmptyPage as error:
            raise exceptions.NotFound("There is no such page: the list ends before it.") from error
        return self.page.object_list

    def get_page_size(self, request: Request) -> int:
        return whole_number(request, "page_size", PAGE_SIZE, most=MAX_PAGE_SIZE)

    def get_next_link(self) -> str | None:
        return _public(super().get_next_link())

    def get_previous_link(self) -> str | None:
        return _public(super().get_previous_link())

    def envelope(self, results: str, **members: str) -> str:
        """The answer's JSON around the JSON of its results; `members` are more of its own."""
        assert self.page is not None
        return _envelope(results, count=self.page.paginator.count, **members, pages=self)


class Cursors(CursorPagination):
    """`cursor`, empty to begin and then as `next` gives it. New stories do not shift what is being read."""

    page_size = PAGE_SIZE
    max_page_size = MAX_PAGE_SIZE
    page_size_query_param = "page_size"

    def __init__(self, ordering: Sequence[Any]) -> None:
        self.order = tuple(ordering)

    def paginate_queryset(
        self, queryset: "QuerySet[Any, Any] | Sequence[Any]", request: Request, view: APIView | None = None
    ) -> list[Any]:
        single(request, "cursor")
        self.base_path = request.path
        if "page" in request.query_params:
            raise bad("page", "invalid", "page and cursor exclude each other: leave one out.")
        try:
            return super().paginate_queryset(queryset, request, view) or []
        except (exceptions.NotFound, ValidationError, ValueError) as error:
            right = "cursor must be empty to begin, then as next or previous gives it."
            raise bad("cursor", "invalid", right) from error

    def get_page_size(self, request: Request) -> int:
        return whole_number(request, "page_size", PAGE_SIZE, most=MAX_PAGE_SIZE)

    def encode_cursor(self, cursor: Cursor) -> str:
        """The link with a cursor that says which list it belongs to."""
        link = urlsplit(super().encode_cursor(cursor))
        parameters = parse_qs(link.query, keep_blank_values=True)
        (plain,) = parameters["cursor"]
        text = f"{plain}.{self._seal(plain, parameters)}"
        return replace_query_param(urlunsplit(link), "cursor", text)

    def decode_cursor(self, request: Request) -> Cursor | None:
        text = request.query_params["cursor"]
        if not text:
            return None
        plain, _, seal = text.rpartition(".")
        if seal != self._seal(plain, dict(request.query_params.lists())):
            raise exceptions.NotFound
        decoded = QueryDict(mutable=True)
        decoded["cursor"] = plain
        return super().decode_cursor(cast(Request, SimpleNamespace(query_params=decoded)))

    def _seal(self, plain: str, parameters: Mapping[str, Sequence[str]]) -> str:
        """A checksum of a cursor and the list it belongs to: another list has no such place."""
        which = sorted((name, *values) for name, values in parameters.items() if name not in SAME_LIST)
        return checksum(f"{self.base_path} {which} {plain}")

    def get_ordering(self, request: Request, queryset: "QuerySet[Any, Any]", view: Any) -> tuple[str, ...]:
        return self.order

    def get_next_link(self) -> str | None:
        return _public(super().get_next_link())

    def get_previous_link(self) -> str | None:
        return _public(super().get_previous_link())

    def envelope(self, results: str, **members: str) -> str:
        """The answer's JSON around the JSON of its results; `members` are more of its own."""
        return _envelope(results, **members, pages=self)


def _envelope(results: str, *, pages: Pages | Cursors, **members: int | str) -> str:
    head = members | {"next": pages.get_next_link(), "previous": pages.get_previous_link()}
    return f'{orjson.dumps(head).decode()[:-1]},"results":{results}}}'


def _public(link: str | None) -> str | None:
    """The link at the service's public address, whatever host the request came by."""
    return link and settings.PUBLIC_URL + "/" + link.split("/", 3)[3]
