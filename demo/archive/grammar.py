"""Headlines, standfirsts and bodies that look like news at a glance, made from a small grammar."""

import tomllib
from pathlib import Path
from random import Random
from typing import Final

WORDS: Final = tomllib.loads(Path(__file__).with_name("vocabulary.toml").read_text("utf-8"))
PARAGRAPHS, WHOLE_LINES, PLACES = 1500, 300, 240


class Grammar:
    """Writes stories from a stock of ready-made paragraphs, so that a story takes microseconds."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.places = [self.place() for _ in range(PLACES)]
        self.paragraphs = [f"<p>{self.paragraph()}</p>" for _ in range(PARAGRAPHS)]
        self.headings = [f"<h2>{self.fill(self.one('headings'))}</h2>" for _ in range(WHOLE_LINES)]
        self.quotes = [
            f"<blockquote><p>{self.fill(self.one('quotes'))}.</p><footer>{self.person()}</footer></blockquote>"
            for _ in range(WHOLE_LINES)
        ]

    def headline(self) -> str:
        place = self.random.choice(self.places)
        return f"{place} {self.one('bodies')} {self.one('deeds')} {self.one('things')}"

    def standfirst(self) -> str:
        return f"{self.fill(self.one('subjects'))} {self.fill(self.one('verbs'))} {self.one('causes')}."

    def body(self) -> str:
        """300 to 900 words of clean HTML: paragraphs under headings, a quotation or two."""
        parts = self.random.choices(self.paragraphs, k=self.random.randint(6, 15))
        for turn, place in enumerate(range(len(parts) - 2, 2, -4)):
            parts.insert(place, self.random.choice(self.quotes if turn % 2 else self.headings))
        return "".join(parts)

    def paragraph(self) -> str:
        return " ".join(self.sentence() for _ in range(self.random.randint(2, 4)))

    def sentence(self) -> str:
        return self.fill(f"{self.one('subjects')} {self.one('verbs')}, {self.one('tails')}.")

    def fill(self, pattern: str) -> str:
        return pattern.format(
            body=self.one("bodies"),
            thing=self.one("things"),
            place=self.random.choice(self.places),
            person=self.person(),
            number=self.random.randint(2, 90),
        )

    def person(self) -> str:
        return f"{self.one('first_names')} {self.one('last_names')}"

    def place(self) -> str:
        return f"{self.one('syllables')}{self.one('syllables')}{self.one('endings')}".capitalize()

    def one(self, kind: str) -> str:
        """A word or phrase of a kind, from vocabulary.toml."""
        return str(self.random.choice(WORDS[kind]))
