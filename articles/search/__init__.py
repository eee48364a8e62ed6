"""Full text search over published stories.

This package decides what is searched and what a query means, the same for both databases; each then uses its own index.
"""

from articles.search.entry import Entry
from articles.search.highlighting import Highlight, highlight
from articles.search.index import Byline, Prepared, add, change_bylines, prepare, prepare_byline, remove, renew
from articles.search.ranking import BEST, Ranking
from articles.search.searching import Search
from articles.search.spelling import corrected

__all__ = [
    "BEST",
    "Byline",
    "Entry",
    "Highlight",
    "Prepared",
    "Ranking",
    "Search",
    "add",
    "change_bylines",
    "corrected",
    "highlight",
    "prepare",
    "prepare_byline",
    "remove",
    "renew",
]
