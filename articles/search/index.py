"""Writes the index: the terms by which stories are found, and the vocabulary by which spelling is corrected."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from articles import bulk
from articles.models import PublishedArticle, SearchWord
from articles.search import analysis, spelling
from articles.search.databases import backend
from articles.search.entry import Entry, Terms

BATCH = 500


class Prepared(NamedTuple):
    """What is indexed of a story: its terms, and the words of its heading as compared and as shown."""

    terms: Terms
    words: dict[str, str]


def prepare(entry: Entry) -> Prepared:
    """The half of indexing that asks the database nothing, and takes most of the time."""
    return Prepared(entry.terms(), _words(" ".join((entry.headline, entry.standfirst, entry.byline))))


def add(stories: Iterable[tuple[int, Prepared]]) -> None:
    """Index stories that are not in the index yet, by the keys of their PublishedArticle."""
    found = list(stories)
    backend().add([(key, prepared.terms) for key, prepared in found])
    words = ((key, word, shown) for key, prepared in found for word, shown in prepared.words.items())
    bulk.insert(SearchWord, ["published", "word", "shown"], words)


def remove(keys: Sequence[int]) -> None:
    """Take stories out of the index, by the keys of their PublishedArticle."""
    backend().remove(keys)
    SearchWord.objects.filter(published__in=keys).delete()


def renew(stories: "QuerySet[PublishedArticle]") -> Iterator[int]:
    """Index stories again from their documents, yielding after every batch how many it held."""
    # What was withdrawn has no document left.
    stories = stories.exclude(card="")
    keys = list(stories.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        with transaction.atomic():
            locked = stories.filter(pk__in=keys[start : start + BATCH]).select_for_update(of=("self",))
            documents = list(locked.values_list("pk", "card", "extra"))
            remove([key for key, _, _ in documents])
            add((key, prepare(Entry.of_document(card, extra))) for key, card, extra in documents)
        yield len(documents)


def _words(heading: str) -> dict[str, str]:
    shown = (word for word in analysis.words(heading) if len(word) <= analysis.LONGEST)
    folded = {analysis.fold(word): word for word in shown}
    return {word: shown for word, shown in folded.items() if spelling.can_correct(word)}
