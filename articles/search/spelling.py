"""Corrects the spelling of a search that finds nothing, by words in the headings of stories that could be found."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, QuerySet
from jellyfish import damerau_levenshtein_distance

from articles.search import analysis
from articles.search.databases import backend
from articles.search.searching import Search

SHORTEST = 4  # letters of a word that can be corrected; shorter ones resemble too many others
TWO_ERRORS = 6  # letters from which a word may have two errors
MOST_WORDS = 8  # each costs a query, in a search that found nothing anyway


def can_correct(word: str) -> bool:
    """Whether a word, without accents, is long enough and has no digits."""
    return len(word) >= SHORTEST and not any(map(str.isdigit, word))


def corrected(wrong: Search, stories: "QuerySet[Any]", words: "QuerySet[Any]") -> str:
    """The typed text, with every word that none of `stories` has replaced by the nearest of their `words`.

    Exclusions and beginnings of words stay as they are. "" if there is nothing to correct.
    """
    text = wrong.text
    # From the last to the first, so that earlier places stay right.
    for start, end in sorted(_places(wrong), reverse=True)[-MOST_WORDS:]:
        word = text[start:end]
        # count(), because for exists() PostgreSQL checks one story after the other.
        known = Search(word, wrong.keys, wrong.index).matching(stories).count()
        if not known and (near := _nearest(word, wrong, words)):
            text = text[:start] + near + text[end:]
    return "" if text == wrong.text else text


def _places(search: Search) -> Iterable[tuple[int, int]]:
    for part in search.query.wanted:
        for match in analysis.TOKEN.finditer("" if part.prefix else part.text):
            if match[2] and can_correct(analysis.fold(match[2])):
                yield part.start + match.start(2), part.start + match.end(2)


def _nearest(word: str, wrong: Search, words: "QuerySet[Any]") -> str:
    """The one of `words` with the fewest wrong, missing, added or exchanged letters.

    Of several, the one with the most stories; "" if none is near.
    """
    folded = analysis.fold(word)
    similar = backend().similar(wrong.index.vocabulary(), folded)
    errors = {other: damerau_levenshtein_distance(folded, other) for other in similar}
    near = [other for other, number in errors.items() if number <= (2 if len(folded) >= TWO_ERRORS else 1)]
    found = words.filter(word__in=near).order_by()
    counted = found.values_list("word", "shown").annotate(stories=Count("pk"))
    return min(((errors[other], -stories, shown) for other, shown, stories in counted), default=(0, 0, ""))[2]
