"""The stories that an archive is seeded with: those that will be copied, and a few that are the same in every archive.

The id and the slug of a story that will be copied end with MARK. It stands nowhere else, so that replacing it, in all
columns of all tables, gives the copy's.
"""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from articles.addresses import slugs
from articles.models import Tag
from demo.archive.stories import Made, Writer
from tests.benchmark.archives.sizes import RARE

# Twelve hexadecimal digits, the last group of a UUID: a fixed part, and the number of the copy.
FIXED: Final = "ca7c0de"


def mark(copy: int) -> str:
    """The mark of a copy; the story that is copied has number 0. There can be a million copies."""
    return f"{FIXED}{copy:05x}"


MARK: Final = mark(0)


class Marked(Writer):
    """Writes stories that can be copied."""

    def _story(self, number: int, earlier: Sequence[Made]) -> Made:
        made = super()._story(number, earlier)
        made.article.id = UUID(made.article.id.hex[: -len(MARK)] + MARK)
        made.article.slug = f"{made.article.slug[-(slugs.MAX_LENGTH - len(MARK) - 1) :].lstrip('-')}-{MARK}"
        return made


class Rare(Writer):
    """Writes stories with a tag of their own. They are not copied: in every archive as many stories have the tag."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        tag, _ = Tag.objects.get_or_create(slug=RARE, defaults={"name": "Rare"})
        self.rare = str(tag.pk)

    def _story(self, number: int, earlier: Sequence[Made]) -> Made:
        made = super()._story(number, earlier)
        made.source["tags"].append(self.rare)
        return made
