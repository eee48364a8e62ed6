"""Finds working copies by everything that editors know of them, for their eyes only: articles.search on the desk.

Every change marks a story's entry as outdated in its own transaction. The verbs of editors index it at once; of other
changes, a search indexes a few, and the worker all.
"""

from articles.finding.index import AT_ONCE, DESK, catch_up, index, leave, mark, renew
from articles.finding.passages import Passage, passages
from articles.finding.searching import LONGEST, Found, by_beginning, matching
from articles.finding.story import Kind, Story

__all__ = [
    "AT_ONCE",
    "DESK",
    "LONGEST",
    "Found",
    "Kind",
    "Passage",
    "Story",
    "by_beginning",
    "catch_up",
    "index",
    "leave",
    "mark",
    "matching",
    "passages",
    "renew",
]
