"""Marks what a search found in the words of a published story, as HTML whose only markup is <mark>."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import islice, takewhile
from typing import Final, NamedTuple, TypedDict

from articles.search import analysis, query
from articles.search.entry import Entry
from articles.search.normal import Aligned, aligned, normal
from articles.search.readings import GAP, Reading, Token, read

WORDS: Final = 30  # of a snippet
# In one text. More help nobody, and looking at all of them takes long: `a*` matches every tenth word.
MOST_HITS: Final = 200
MOST_PARTS: Final = 16
# Without non-breaking spaces, such as U+00A0.
_BLANKS: Final = re.compile(r"[ \t\n\r\f\v]+")


class Highlight(TypedDict):
    """The whole headline, and the words around the best match in the text or, if it has none, in the standfirst."""

    headline: str
    snippet: str


class Place(NamedTuple):
    """A token and its term, and the numbers of the tokens of the text that it stands for."""

    token: Token
    term: str
    first: int
    end: int


class Hit(NamedTuple):
    """A match of the wanted part number `part`: tokens `first` to `end`, exclusive, at these spans of the text."""

    first: int
    end: int
    part: int
    spans: tuple[tuple[int, int], ...]


class Marker:
    """Marks what the wanted parts of a query match in texts of one language (BCP 47)."""

    def __init__(self, wanted: Sequence[query.Part], language: str) -> None:
        self._key = analysis.stemming(language)
        self._groups = [query.phrases(part, self._key) for part in dict.fromkeys(wanted)][:MOST_PARTS]

    @property
    def parts(self) -> set[int]:
        """The numbers of the wanted parts."""
        return set(range(len(self._groups)))

    def read(self, text: str) -> "Marked":
        return Marked(text, self._key, self._groups)


def highlight(wanted: Sequence[query.Part], entry: Entry) -> Highlight:
    """Mark what the wanted parts of a query match in a story."""
    marker = Marker(wanted, entry.language)
    headline, standfirst, body = map(marker.read, (entry.headline, entry.standfirst, entry.body))
    shown = standfirst if (standfirst.hits and not body.hits) or not body.tokens else body
    return {"headline": headline.marked(), "snippet": shown.snippet()}


class Marked:
    """A text, its tokens and the matches among them."""

    def __init__(self, text: str, key: str, groups: Sequence[Sequence[query.Phrase]]) -> None:
        self.text = _BLANKS.sub(" ", text).strip()
        if (found := aligned(self.text)) is None:
            self.text = normal(self.text)
            found = Aligned(self.text, range(len(self.text)), range(1, len(self.text) + 1))
        self.aligned = found
        reading = read(found.text)
        self.tokens = reading.tokens
        places = list(_places(reading, key))
        hits = (
            self._hit(places[first : first + len(phrase.terms)], phrase.terms, part)
            for part, group in enumerate(groups)
            for phrase in group
            for first in islice(_matches([place.term for place in places], phrase), MOST_HITS)
        )
        self.hits = sorted(hits)[:MOST_HITS]

    @property
    def parts(self) -> set[int]:
        """The numbers of the wanted parts that match."""
        return {hit.part for hit in self.hits}

    def snippet(self) -> str:
        """The first WORDS words that match the most different parts, then the most times."""
        windows = (
            list(takewhile(lambda hit, end=start.first + WORDS: hit.first < end, self.hits[number:]))  # type: ignore[misc]  # the end of this window
            for number, start in enumerate(self.hits)
        )
        best = max(windows, key=lambda hits: (len({hit.part for hit in hits}), len(hits)), default=[])
        first, end = (best[0].first, best[-1].end) if best else (0, 0)
        # Centre the matches, as far as there is text on both sides.
        first -= max(0, WORDS - (end - first)) // 2
        first = max(0, min(first, len(self.tokens) - WORDS))
        return self.marked(first, first + WORDS)

    def marked(self, first: int = 0, end: int | None = None) -> str:
        """The text from token `first` to token `end`, exclusive, with its matches marked."""
        shown = self.tokens[first:end]
        before, after = first > 0, first + len(shown) < len(self.tokens)
        at = self._shown(shown[0].start, shown[0].end)[0] if before else 0
        stop = self._shown(shown[-1].start, shown[-1].end)[1] if after else len(self.text)
        pieces = ["… "] if before else []
        for start, end_of_mark in self._marks(at, stop):
            pieces += [escape(self.text[at:start]), "<mark>", escape(self.text[start:end_of_mark]), "</mark>"]
            at = end_of_mark
        pieces.append(escape(self.text[at:stop]))
        return "".join([*pieces, " …"] if after else pieces)

    def _hit(self, places: Sequence[Place], terms: Sequence[str], part: int) -> Hit:
        spans = (
            # In a script without spaces, a token spans one character, and its term may include the next.
            self._shown(token.start, token.end if token.is_word else token.start + len(term))
            for (token, *_), term in zip(places, terms, strict=True)
        )
        return Hit(min(one.first for one in places), max(one.end for one in places), part, tuple(spans))

    def _shown(self, start: int, end: int) -> tuple[int, int]:
        """The place in the shown text of a stretch of the compared text."""
        return self.aligned.starts[start], self.aligned.ends[end - 1]

    def _marks(self, first: int, last: int) -> list[tuple[int, int]]:
        """The spans to mark between two places of the text, with overlapping ones joined."""
        found: list[tuple[int, int]] = []
        for start, stop in sorted({span for hit in self.hits for span in hit.spans}):
            if start < first or stop > last:
                continue
            if found and start <= found[-1][1]:
                found[-1] = (found[-1][0], max(stop, found[-1][1]))
            else:
                found.append((start, stop))
        return found


def _places(reading: Reading, key: str) -> Iterator[Place]:
    """The terms in the order in which they are indexed (Reading.terms)."""
    for number, token in enumerate(reading.tokens):
        if term := token.term(key):
            yield Place(token, term, number, number + 1)
    for other in reading.others:
        yield Place(other.tokens[0], GAP, other.first, other.end)
        for first, end, token in reading.around(other):
            if term := token.term(key):
                yield Place(token, term, first, end)


def _matches(terms: Sequence[str], phrase: query.Phrase) -> Iterator[int]:
    """The numbers of the terms at which a phrase begins."""
    *whole, last = phrase.terms
    ends = (number for number, term in enumerate(terms) if term == last or (phrase.prefix and term.startswith(last)))
    firsts = (number - len(whole) for number in ends)
    return (first for first in firsts if first >= 0 and list(terms[first : first + len(whole)]) == whole)
