"""The orders a list of stories can be read in."""

from django.db.models import F, OrderBy
from django.db.models.functions import Coalesce
from rest_framework.request import Request

from articles import parameters, search
from articles.problems import bad

Order = tuple[str | OrderBy, ...]
ORDERS: dict[str, Order] = {
    "-published_at": ("-published_at", "-article_id"),
    "published_at": ("published_at", "article_id"),
    "-updated_at": ("-updated_at", "-article_id"),
    "-views": (Coalesce(F("view_total__views"), 0).desc(), "-article_id"),
    "relevance": search.BEST,
}
# A cursor remembers a place, and views and relevance move while one reads.
PLACES = ("published_at", "updated_at")
STABLE = ("-published_at", "published_at", "-updated_at")


def of(request: Request) -> Order:
    """The order asked for: by default the newest first, or the most relevant to a search."""
    searching = "search" in request.query_params
    paged = "cursor" not in request.query_params
    order = parameters.choice(request, "ordering", "relevance" if searching and paged else "-published_at", ORDERS)
    if order == "relevance" and not searching:
        raise bad("ordering", "invalid_choice", "ordering=relevance needs search.")
    if not paged and order not in STABLE:
        raise bad("ordering", "invalid_choice", f"With cursor, ordering must be one of {', '.join(STABLE)}.")
    return ORDERS[order]
