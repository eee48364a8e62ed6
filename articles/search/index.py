"""Writes the index: the terms that find stories, and the vocabulary that corrects spelling."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from articles.models import PublishedArticle, PublishedDocument, SearchWord, bulk
from articles.search import analysis, spelling
from articles.search.databases import backend
from articles.search.entry import Entry, Terms
from articles.search.indexes import PUBLIC, Index

BATCH = 500


class Prepared(NamedTuple):
    """What the index holds of a story: its terms, and the words of its heading, shown words by compared ones."""

    terms: Terms
    words: dict[str, str]


class Byline(NamedTuple):
    """What the index holds of a byline: its terms, and the words of the heading before and with it."""

    terms: list[str]
    before: dict[str, str]
    words: dict[str, str]


def prepare(entry: Entry) -> Prepared:
    """The part of indexing that needs no database, and takes most of the time."""
    return Prepared(entry.terms(), _words(entry))


def prepare_byline(entry: Entry, before: str) -> Byline:
    """The same for a story of which nothing but the byline, `before`, has changed. It reads no text of a story."""
    return Byline(entry.terms_of(entry.byline), _words(entry._replace(byline=before)), _words(entry))


def add(stories: Iterable[tuple[int, Prepared]], index: Index = PUBLIC) -> None:
    """Index stories that are not in the index yet, by their keys: in the public one, of their PublishedArticle."""
    found = list(stories)
    backend().add(index.table, [(key, prepared.terms) for key, prepared in found])
    words = ((key, word, shown) for key, prepared in found for word, shown in prepared.words.items())
    bulk.insert(index.words, [index.story, "word", "shown"], words)


def change_bylines(stories: Iterable[tuple[int, Byline]]) -> None:
    """Index other bylines of stories that are in the index, by the keys of their PublishedArticle."""
    found = list(stories)
    backend().change_bylines([(key, byline.terms) for key, byline in found])
    words = {word for _, byline in found for word, _ in byline.before.items() ^ byline.words.items()}
    SearchWord.objects.filter(published__in=[key for key, _ in found], word__in=words).delete()
    rows = ((key, word, byline.words[word]) for key, byline in found for word in byline.words.keys() & words)
    bulk.insert(SearchWord, ["published", "word", "shown"], rows)


def remove(keys: Sequence[int], index: Index = PUBLIC) -> None:
    """Remove stories from the index, by the same keys."""
    backend().remove(index.table, keys)
    index.vocabulary().filter(**{f"{index.story}__in": keys}).delete()


def renew(stories: "QuerySet[PublishedArticle]") -> Iterator[int]:
    """Index stories again from their documents, yielding after every batch how many it held."""
    keys = list(stories.filter(document__isnull=False).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        with transaction.atomic():
            locked = PublishedDocument.objects.filter(pk__in=keys[start : start + BATCH]).select_for_update()
            documents = list(locked.values_list("pk", "card", "extra"))
            remove([key for key, _, _ in documents])
            add((key, prepare(Entry.of_document(card, extra))) for key, card, extra in documents)
        yield len(documents)


def _words(entry: Entry) -> dict[str, str]:
    return vocabulary(" ".join((entry.headline, entry.standfirst, entry.byline)))


def vocabulary(heading: str) -> dict[str, str]:
    """The words of a text that correct spelling, shown words by compared ones."""
    shown = (word for word in analysis.words(heading) if len(word) <= analysis.LONGEST)
    folded = {analysis.fold(word): word for word in shown}
    return {word: shown for word, shown in folded.items() if spelling.can_correct(word)}
