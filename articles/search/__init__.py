"""Full text search: what is searched and what a query means, the same for both databases; each then uses its own index.

Here is the index of published stories, and what that of the desk shares with it (see articles.finding).
"""

from articles.search.entry import Entry, Terms
from articles.search.highlighting import Highlight, Marker, highlight
from articles.search.index import (
    Byline,
    Prepared,
    add,
    change_bylines,
    prepare,
    prepare_byline,
    remove,
    renew,
    vocabulary,
)
from articles.search.indexes import Index
from articles.search.ranking import BEST, Ranking
from articles.search.searching import Search
from articles.search.spelling import corrected

__all__ = [
    "BEST",
    "Byline",
    "Entry",
    "Highlight",
    "Index",
    "Marker",
    "Prepared",
    "Ranking",
    "Search",
    "Terms",
    "add",
    "change_bylines",
    "corrected",
    "highlight",
    "prepare",
    "prepare_byline",
    "remove",
    "renew",
    "vocabulary",
]
