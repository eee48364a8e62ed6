"""Corrects the spelling of a search that finds nothing, by words in the headings of live stories."""

from collections.abc import Iterable

from django.db.models import Count
from jellyfish import damerau_levenshtein_distance

from articles.models import PublishedArticle, SearchWord
from articles.models.published import is_live
from articles.search import analysis
from articles.search.databases import backend
from articles.search.searching import Search

SHORTEST = 4  # letters of a word that can be corrected; shorter ones resemble too many others
TWO_ERRORS = 6  # letters from which a word may have two errors
MOST_WORDS = 8  # each costs a query, in a search that found nothing anyway


def can_correct(word: str) -> bool:
    """Whether a word, without accents, is long enough and has no digits."""
    return len(word) >= SHORTEST and not any(map(str.isdigit, word))


def corrected(wrong: Search) -> str:
    """The typed text, with every word that no live story has replaced by the nearest one in their headings.

    Exclusions and beginnings of words stay as they are. "" if there is nothing to correct.
    """
    live = PublishedArticle.objects.live()
    text = wrong.text
    # From the last to the first, so that earlier places stay right.
    for start, end in sorted(_places(wrong), reverse=True)[-MOST_WORDS:]:
        word = text[start:end]
        # count(), because for exists() PostgreSQL checks one live story after the other.
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
    """The word in headings of live stories with the fewest wrong, missing, added or exchanged letters.

    Of several, the one with the most stories; "" if none is near.
    """
    folded = analysis.fold(word)
    errors = {other: damerau_levenshtein_distance(folded, other) for other in backend().similar(folded)}
    near = [other for other, number in errors.items() if number <= (2 if len(folded) >= TWO_ERRORS else 1)]
    found = SearchWord.objects.filter(is_live(through="published__"), word__in=near).order_by()
    counted = found.values_list("word", "shown").annotate(stories=Count("pk"))
    return min(((errors[other], -stories, shown) for other, shown, stories in counted), default=(0, 0, ""))[2]
