"""Builds the search index again, after the stemmers or the analysis of texts have changed."""

from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from articles import log, search
from articles.models import PublishedArticle
from articles.surrogate_keys import LISTS


class Command(BaseCommand):
    help = "Index every published story again from its document. Search goes on meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        stories = PublishedArticle.objects.exclude(card="")
        with tqdm(total=stories.count(), unit="story", disable=options["verbosity"] == 0) as progress:
            for indexed in search.renew(stories):
                progress.update(indexed)
        log.touch(LISTS)
