"""Corrects the spelling of a search that finds nothing, by the words over live stories."""

from collections.abc import Iterable

from django.db.models import Count
from jellyfish import damerau_levenshtein_distance

from articles.models import PublishedArticle, SearchWord
from articles.models.published import is_live
from articles.search import analysis
from articles.search.databases import backend
from articles.search.searching import Search

SHORTEST = 4  # letters of a word that can be corrected; shorter ones are like too many others
TWO_ERRORS = 6  # letters from which on a word may have two
MOST_WORDS = 8  # each costs a query, of a search that found nothing anyway


def can_correct(word: str) -> bool:
    """Whether a word, without accents, is long enough and none of a number."""
    return len(word) >= SHORTEST and not any(map(str.isdigit, word))


def corrected(wrong: Search) -> str:
    """What was typed, with the nearest word over a live story for every word that no live story holds.

    Exclusions and beginnings of words stay as they are. Empty when there is nothing to correct.
    """
    live = PublishedArticle.objects.live()
    text = wrong.text
    # From the last to the first, so that places before stay right.
    for start, end in sorted(_places(wrong), reverse=True)[-MOST_WORDS:]:
        word = text[start:end]
        # Counted, because for the first of few PostgreSQL looks into one live story after the other.
        known = Search(word, wrong.keys).matching(live).count()
        if not known and (near := _nearest(word)):
            text = text[:start] + near + text[end:]
    return "" if text == wrong.text else text


def _places(search: Search) -> Iterable[tuple[int, int]]:
    for part in search.query.wanted:
        for match in analysis.TOKEN.finditer("" if part.prefix else part.text):
            if match[2] and can_correct(analysis.fold(match[2])):
                yield part.start + match.start(2), part.start + match.end(2)


def _nearest(word: str) -> str:
    """The word over live stories with the fewest wrong, missing, added or exchanged letters, then the most stories."""
    folded = analysis.fold(word)
    errors = {other: damerau_levenshtein_distance(folded, other) for other in backend().similar(folded)}
    near = [other for other, number in errors.items() if number <= (2 if len(folded) >= TWO_ERRORS else 1)]
    found = SearchWord.objects.filter(is_live(through="published__"), word__in=near).order_by()
    counted = found.values_list("word", "shown").annotate(stories=Count("pk"))
    return min(((errors[other], -stories, shown) for other, shown, stories in counted), default=(0, 0, ""))[2]
