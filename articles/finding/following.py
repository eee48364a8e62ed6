"""Follows what happens to working copies without the verbs of articles.editing: imports, commands, deletions."""

from typing import Any

from django.db.models.signals import post_delete, post_save

from articles import search
from articles.finding.index import DESK, mark
from articles.models import Article, DeskEntry


def connect() -> None:
    """Connect both receivers. Bulk writes and `queryset.update()` send no signals: after them, call `finding.mark` or
    `finding.leave`.
    """
    post_save.connect(saved, sender=Article)
    post_delete.connect(deleted, sender=DeskEntry)


def saved(sender: type[Article], instance: Article, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        mark([instance])


def deleted(sender: type[DeskEntry], instance: DeskEntry, **kwargs: Any) -> None:
    """Remove the terms of a deleted story, which are in no table of Django's."""
    search.remove([instance.pk], DESK)
