"""The orders in which a list of stories can be read."""

from typing import Final

from rest_framework.request import Request

from articles import search
from articles.http import parameters
from articles.http.found import NEWEST, Order
from articles.http.problems import bad

VIEWS: Final[Order] = ("-views", "-article_id")
ORDERS: dict[str, Order] = {
    "-published_at": NEWEST,
    "published_at": ("published_at", "article_id"),
    "-updated_at": ("-updated_at", "-article_id"),
    "-views": VIEWS,
    "relevance": search.BEST,
}
# Only these orders work with a cursor, which remembers a place: views and relevance change between requests.
STABLE = ("-published_at", "published_at", "-updated_at")


def of(request: Request) -> Order:
    """The requested order: by default the newest first or, in a search, the most relevant."""
    searching = "search" in request.query_params
    paged = "cursor" not in request.query_params
    order = parameters.choice(request, "ordering", "relevance" if searching and paged else "-published_at", ORDERS)
    if order == "relevance" and not searching:
        raise bad("ordering", "invalid_choice", "ordering=relevance needs search.")
    if not paged and order not in STABLE:
        raise bad("ordering", "invalid_choice", f"With cursor, ordering must be one of {', '.join(STABLE)}.")
    return ORDERS[order]
