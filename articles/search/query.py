"""Parses what readers type: words, "phrases", beginnings* and -exclusions. No text is a syntax error."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from articles.search.readings import Token, read

# White space separates parts: a minus or a quotation mark within a word is like any other sign between words.
_PART: Final = re.compile(r'(?<!\S)(-?)(?:"([^"]*)"(\*?)|(\S+))')
_QUOTES: Final = str.maketrans(dict.fromkeys("“”„«»", '"'))
# Endings that mark the role of a Korean word in its sentence, without those that as often end a name.
_PARTICLE: Final = re.compile("(?<=[가-힣]{2})(?:에게서|에서[는도]?|에게|으로[는도]?|까지|부터|[은는을를의에와과])$")


class Part(NamedTuple):
    """A word, or several that must follow each other. `start` is the place in the typed text."""

    text: str
    start: int
    prefix: bool


class Phrase(NamedTuple):
    """Terms that must follow each other; with `prefix` the last is only the beginning of a term."""

    terms: tuple[str, ...]
    prefix: bool


# One phrase of each group must match. All are in the terms of one language.
Branch = tuple[tuple[Phrase, ...], ...]


@dataclass(frozen=True)
class Query:
    """All wanted parts must match, and no unwanted one."""

    wanted: tuple[Part, ...]
    unwanted: tuple[Part, ...]


def parse(text: str) -> Query:
    """The parts of a text in normal form, without those that have no words."""
    wanted: list[Part] = []
    unwanted: list[Part] = []
    for match in _PART.finditer(text.translate(_QUOTES)):
        minus, quoted, star, bare = match.groups()
        content = bare if quoted is None else quoted
        part = Part(content, match.start(4 if quoted is None else 2), bool(star) or (bare or "").endswith("*"))
        if read(content).terms(""):
            (unwanted if minus else wanted).append(part)
    return Query(tuple(wanted), tuple(unwanted))


def branches(parts: Sequence[Part], keys: Iterable[str]) -> list[Branch]:
    """The parts in the terms of each language: all of them must match in one of the branches.

    `keys` are those of `analysis.stemming`. Languages with the same terms share a branch.
    """
    return list(dict.fromkeys(tuple(dict.fromkeys(phrases(part, key) for part in parts)) for key in keys))


def phrases(part: Part, key: str) -> tuple[Phrase, ...]:
    """The part in the terms of a language, in all its readings. One of the phrases must match."""
    texts = dict.fromkeys((part.text, _PARTICLE.sub("", part.text)))
    ways = (way for text in texts for way in read(text).ways())
    return tuple(dict.fromkeys(phrase for way in ways for phrase in _phrases(way, key, part.prefix)))


def _phrases(way: Sequence[Token], key: str, prefix: bool) -> Iterable[Phrase]:
    terms = [(token, term) for token in way if (term := token.term(key))]
    if not terms:
        return
    *before, (token, last) = terms
    whole = tuple(term for _, term in before)
    if not token.is_word:
        # In a script without spaces, all terms but the last of a text have two characters.
        yield Phrase((*whole, last), prefix=True)
    elif not prefix:
        yield Phrase((*whole, last), prefix=False)
    else:
        # The index holds stems: ferry begins ferryman, and its stem, ferri, begins that of ferries.
        short, long = sorted((key + token.term(""), last), key=len)
        for one in [short] if long.startswith(short) else [short, long]:
            yield Phrase((*whole, one), prefix=True)


def written(found: Iterable[Branch], phrase: Callable[[Phrase], str], *, every: str, either: str) -> str:
    """Branches in a database's query language: `phrase` writes a phrase, `every` and `either` are its operators."""
    return either.join(
        f"({every.join(f'({either.join(map(phrase, group))})' for group in branch)})" for branch in found
    )
