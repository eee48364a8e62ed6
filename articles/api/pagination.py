"""Pages by number, and by cursor for deep or stable reading. Both refuse invalid values."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit, urlunsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.paginator import EmptyPage, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from rest_framework import exceptions
from rest_framework.pagination import Cursor, CursorPagination, PageNumberPagination
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from articles.api.cursors import checksum
from articles.http.parameters import single, whole_number
from articles.http.problems import bad

# Parameters that change how a list is shown, not what is in it or in which order.
SAME_LIST = {"cursor", "page_size", "fields", "include", "renditions"}
PAGE_SIZE = 20
MAX_PAGE_SIZE = 100
LAST_PAGE = 10**8


class Pages(PageNumberPagination):
    """`page` and `page_size`. Beyond the last page: 404."""

    page_size = PAGE_SIZE
    max_page_size = MAX_PAGE_SIZE
    page_size_query_param = "page_size"
    page_query_description = "The number of the page; 1, the first, by default. Beyond the last page: 404."
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
        """The requested page, counted but not fetched, so that the count needs none of what is joined later."""
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

    def envelope(self, results: list[Any], **members: str) -> dict[str, Any]:
        """The answer around `results`, with more `members`."""
        assert self.page is not None
        return {"count": self.page.paginator.count, **members, **_links(self), "results": results}


class Cursors(CursorPagination):
    """`cursor`, empty to begin, then from `next`. New stories do not shift the pages."""

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
            right = "cursor must be empty to begin, then the one in next or previous."
            raise bad("cursor", "invalid", right) from error

    def get_page_size(self, request: Request) -> int:
        return whole_number(request, "page_size", PAGE_SIZE, most=MAX_PAGE_SIZE)

    def encode_cursor(self, cursor: Cursor) -> str:
        """The link, with a cursor that is bound to its list."""
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
        cursor = super().decode_cursor(cast(Request, SimpleNamespace(query_params=decoded)))
        if cursor and cursor.position is not None:
            _check(str(cursor.position))
        return cursor

    def _seal(self, plain: str, parameters: Mapping[str, Sequence[str]]) -> str:
        """A checksum of a cursor and its list, because a cursor has no meaning in another list."""
        which = sorted((name, *values) for name, values in parameters.items() if name not in SAME_LIST)
        return checksum(f"{self.base_path} {which} {plain}")

    def get_ordering(self, request: Request, queryset: "QuerySet[Any, Any]", view: Any) -> tuple[str, ...]:
        return self.order

    def get_next_link(self) -> str | None:
        return _public(super().get_next_link())

    def get_previous_link(self) -> str | None:
        return _public(super().get_previous_link())

    def envelope(self, results: list[Any], **members: str) -> dict[str, Any]:
        """The answer around `results`, with more `members`."""
        return {**members, **_links(self), "results": results}


def _check(position: str) -> None:
    """Raise NotFound unless it is a moment as rows have it, in UTC: databases fail on some of the others."""
    moment = parse_datetime(position)
    if moment is None or moment.utcoffset() != timedelta(0):
        raise exceptions.NotFound


def _links(pages: Pages | Cursors) -> dict[str, str | None]:
    return {"next": pages.get_next_link(), "previous": pages.get_previous_link()}


def _public(link: str | None) -> str | None:
    """The link at the service's public address, whatever host the request named."""
    return link and settings.PUBLIC_URL + "/" + link.split("/", 3)[3]
