"""The ways in which a text can be read: COVID-19 is two words to one reader, and covid19 to another.

One reading runs through the text; other readings of a place come after the text, where no phrase of it reaches them.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from articles.search.analysis import LONGEST, TOKEN, UNSPACED, term
from articles.search.normal import MARKS

# Between the readings of a text. No typed text becomes this term.
GAP: Final = ":"

_LETTER = rf"[^\W\d_{UNSPACED}]"
_PART = rf"(?:[^\W_{UNSPACED}]++[{MARKS}]*+)++(?:'[sS]\b)?+"
# Signs within words: hyphens, apostrophes, full stops, Hebrew ones. Between two digits they mean something else.
_JOINT = r"""(?:['`&.·‧\-‐־״׳]|(?<=[א-ת])"(?=[א-ת]))"""
_JOINED: Final = re.compile(
    # Where a word begins; most positions of a text end here.
    rf"(?<![^\W_{UNSPACED}])(?=\w)(?:"
    # 1,000 and 1.000 and 1'000, with a unit 1,000m; 1,00,000 in India
    r"(?P<number>(?<!\d[.,'])[1-9]\d{0,2}(?P<comma>[.,'])\d{3}(?:(?P=comma)\d{3})*+"
    rf"{_LETTER}*+(?!\w|(?P=comma)\d)"
    r"|(?<!\d,)[1-9]\d?(?:,\d\d)+,\d{3}(?!\w|,\d))"
    # 1 000, unless it is a 1 and a 000
    r"|(?<!\d )[1-9]\d{0,2}(?: \d{3}(?!\d))++(?!\w)"
    # N.A.T.O. and U.S.
    rf"|(?P<initials>(?<!\w\.){_LETTER}(?:\.{_LETTER})+(?!\w))"
    # COVID-19, O'Neill, AT&T, col·lecció
    rf"|(?<![{MARKS}]){_PART}(?:(?:(?<=\d){_JOINT}(?!\d)|(?<!\d){_JOINT}){_PART}){{1,7}}"
    ")"
)
_SIGNS: Final = re.compile(rf"[^\w{MARKS}]+")
_LETTERS_OR_DIGITS: Final = re.compile(r"\d+|[^\W\d_]+")
_MIXED: Final = re.compile(rf"{_LETTER}+\d+|\d+{_LETTER}+")


class Token(NamedTuple):
    """A piece of text that becomes a term: a word, or two characters of a script without spaces."""

    start: int
    end: int
    text: str
    is_word: bool

    def term(self, key: str) -> str:
        return term(self.text, key) if self.is_word else self.text


class Other(NamedTuple):
    """Another reading of the tokens `first` to `end`, exclusive, of a text.

    It is indexed with the words before and after it, so that "Ana ONeill" is a phrase.
    """

    first: int
    end: int
    tokens: list[Token]


class Reading(NamedTuple):
    """A text in normal form as consecutive tokens, and other readings of some of them."""

    tokens: list[Token]
    others: list[Other]

    def terms(self, key: str) -> list[str]:
        """All terms that find the text. `key` is that of a language's stemmer."""
        found = [one.term(key) for one in self.tokens]
        for other in self.others:
            found += [GAP, *(one.term(key) for *_, one in self.around(other))]
        return [one for one in found if one]

    def around(self, other: Other) -> list[tuple[int, int, Token]]:
        """The tokens of another reading and its neighbours, each with the range of the text's tokens it stands for."""
        first, end = other.first, other.end
        before = [(first - 1, first, token) for token in self.tokens[max(0, first - 1) : first]]
        after = [(end, end + 1, token) for token in self.tokens[end : end + 1]]
        return [*before, *((first, end, token) for token in other.tokens), *after]

    def ways(self) -> list[list[Token]]:
        """The readings of a typed text: as it is, with all other readings in place, with letters and digits apart."""
        swapped: list[Token] = []
        at = 0
        for other in self.others:
            swapped += [*self.tokens[at : other.first], *other.tokens]
            at = other.end
        swapped += self.tokens[at:]
        apart = [piece for token in self.tokens for piece in _apart(token)]
        found: list[list[Token]] = []
        for way in (self.tokens, swapped, apart):
            if way not in found:
                found.append(way)
        return found


def read(text: str) -> Reading:
    """The readings of a text in normal form."""
    tokens: list[Token] = []
    others: list[Other] = []
    at = 0
    for match in _JOINED.finditer(text):
        tokens += _tokens(text, at, match.start())
        parts, at = list(_tokens(text, *match.span())), match.end()
        whole = Token(*match.span(), _glued(match[0]), is_word=True)
        first = len(tokens)
        if len(whole.text) > LONGEST:
            tokens += parts
        elif match["number"] or match["initials"]:
            tokens.append(whole)
            others.append(Other(first, first + 1, parts))
        else:
            tokens += parts
            others.append(Other(first, len(tokens), [whole]))
    return Reading(tokens + list(_tokens(text, at, len(text))), others)


def _tokens(text: str, start: int, end: int) -> Iterator[Token]:
    for match in TOKEN.finditer(text, start, end):
        pair, word = match.groups()
        yield Token(*match.span(), word or pair, is_word=bool(word))


def _glued(text: str) -> str:
    """The letters and digits of a compound as one word, with its genitive."""
    genitive = text[-2:] if text[-2:] in {"'s", "'S"} else ""
    return _SIGNS.sub("", text.removesuffix(genitive)) + genitive


def _apart(token: Token) -> Iterator[Token]:
    """covid19 as covid and 19."""
    if not (token.is_word and _MIXED.fullmatch(token.text)):
        yield token
        return
    for match in _LETTERS_OR_DIGITS.finditer(token.text):
        yield token._replace(text=match[0])
