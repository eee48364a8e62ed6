"""Builds the search indexes again, after the stemmers or the analysis of texts have changed."""

from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from articles import finding, search
from articles.changes import log
from articles.changes.surrogate_keys import LISTS
from articles.models import Article, PublishedArticle


class Command(BaseCommand):
    help = "Index every published story again from its document, and every working copy. Search works meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        stories = PublishedArticle.objects.documented()
        with tqdm(total=stories.count(), unit="story", disable=options["verbosity"] == 0) as progress:
            for indexed in search.renew(stories):
                progress.update(indexed)
        log.touch(LISTS)
        with tqdm(total=Article.objects.count(), unit="working copy", disable=options["verbosity"] == 0) as progress:
            for indexed in finding.renew():
                progress.update(indexed)
