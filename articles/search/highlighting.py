"""Marks what a search has found in a published story's own words, as HTML in which nothing but <mark> is markup."""

import unicodedata
from collections.abc import Iterator, Sequence
from html import escape
from itertools import islice, takewhile
from typing import Final, NamedTuple, TypedDict

from articles.search import analysis, query
from articles.search.entry import Entry

WORDS: Final = 30  # of a snippet
# More matches of one text than that help nobody, and looking at all of them takes long: `a*` matches every tenth word.
MOST_HITS: Final = 200
MOST_PARTS: Final = 16


class Highlight(TypedDict):
    """The whole headline, and the words around the best match in the text or, without one there, in the standfirst."""

    headline: str
    snippet: str


class Hit(NamedTuple):
    """Where a phrase of the wanted part number `part` matches: from the text's term number `first` on."""

    first: int
    terms: tuple[str, ...]
    part: int

    @property
    def end(self) -> int:
        return self.first + len(self.terms)


def highlight(wanted: Sequence[query.Part], entry: Entry) -> Highlight:
    """What the wanted parts of a query match in a story."""
    key = analysis.stemming(entry.language)
    groups = [query.phrases(part, key) for part in dict.fromkeys(wanted)][:MOST_PARTS]
    headline, standfirst, body = (_Text(text, key, groups) for text in (entry.headline, entry.standfirst, entry.body))
    shown = standfirst if (standfirst.hits and not body.hits) or not body.terms else body
    return {"headline": headline.marked(), "snippet": shown.snippet()}


class _Text:
    """A text, its terms and the matches among them."""

    def __init__(self, text: str, key: str, groups: Sequence[Sequence[query.Phrase]]) -> None:
        self.text = " ".join(unicodedata.normalize("NFC", text).split())
        self.terms = analysis.terms(self.text, key)
        self.hits = sorted(
            Hit(first, phrase.terms, part)
            for part, group in enumerate(groups)
            for phrase in group
            for first in islice(_places(self.terms, phrase), MOST_HITS)
        )[:MOST_HITS]

    def snippet(self) -> str:
        """The first WORDS words with the most matches, of the most different parts."""
        windows = (
            list(takewhile(lambda hit, end=start.first + WORDS: hit.first < end, self.hits[number:]))  # type: ignore[misc]  # the end of this window
            for number, start in enumerate(self.hits)
        )
        best = max(windows, key=lambda hits: (len({hit.part for hit in hits}), len(hits)), default=[])
        first, end = (best[0].first, best[-1].end) if best else (0, 0)
        # The matches in the middle, as far as there is text on both sides.
        first -= max(0, WORDS - (end - first)) // 2
        first = max(0, min(first, len(self.terms) - WORDS))
        return self.marked(first, first + WORDS)

    def marked(self, first: int = 0, end: int | None = None) -> str:
        """The text from its term number `first` to before number `end`, with what matches in it marked."""
        places = [match.span() for match in islice(analysis.TOKEN.finditer(self.text), first, end)]
        before, after = first > 0, first + len(places) < len(self.terms)
        at = places[0][0] if before else 0
        pieces = ["… "] if before else []
        for start, stop in self._marks(places, first):
            pieces += [escape(self.text[at:start]), "<mark>", escape(self.text[start:stop]), "</mark>"]
            at = stop
        pieces.append(escape(self.text[at : places[-1][1] if after else None]))
        return "".join([*pieces, " …"] if after else pieces)

    def _marks(self, places: Sequence[tuple[int, int]], first: int) -> list[tuple[int, int]]:
        """What is to be marked of the terms at `places`, of which `first` is the number of the first."""
        found: list[tuple[int, int]] = []
        spans = {
            # Of a script without spaces, a term is one character and, if there are two, the next.
            (start, stop if ":" in term else start + len(term))
            for hit in self.hits
            for number, term in enumerate(hit.terms, hit.first - first)
            if 0 <= number < len(places)
            for start, stop in [places[number]]
        }
        for start, stop in sorted(spans):
            if found and start <= found[-1][1]:
                found[-1] = (found[-1][0], max(stop, found[-1][1]))
            else:
                found.append((start, stop))
        return found


def _places(terms: Sequence[str], phrase: query.Phrase) -> Iterator[int]:
    """The numbers of the terms where a phrase begins."""
    *whole, last = phrase.terms
    ends = (number for number, term in enumerate(terms) if term == last or (phrase.prefix and term.startswith(last)))
    firsts = (number - len(whole) for number in ends)
    return (first for first in firsts if first >= 0 and list(terms[first : first + len(whole)]) == whole)
