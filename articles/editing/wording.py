"""A content in words, as lines for people to read and compare."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Final, cast

from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format

from articles import body
from articles.body import Figure
from articles.editing.content import MOMENTS, Content
from articles.models import Article, Author, ImageUse, RelatedStory, Tag, Topic
from media.models import Image

LABELS: Final = {
    "authors": "authors",
    "tags": "tags",
    "pictures": "pictures",
    "text_pictures": "words of pictures in the text",
    "related": "related stories",
    "body": "text",
    "slug": "address",
}
GONE: Final = "(deleted since)"


def label(name: str) -> str:
    return LABELS.get(name) or str(cast(Any, Article._meta.get_field(name)).verbose_name)


class Wording:
    """Words for contents. The names of whatever they mention are read together, in at most five queries."""

    def __init__(self, *contents: Content) -> None:
        self._names: dict[str, str] = {}
        pictures = [use["image"] for one in contents for use in one["pictures"]]
        pictures += [image for one in contents for image in one["text_pictures"]]
        pictures += [str(shown.image_id) for one in contents for shown in body.figures(one["body"]) if shown.image_id]
        self._read(Author, (key for one in contents for key in one["authors"]))
        self._read(Tag, (key for one in contents for key in one["tags"]))
        self._read(Topic, (one["topic"] for one in contents if one["topic"]))
        self._read(Article, (link["story"] for one in contents for link in one["related"]))
        self._read(Image, pictures)

    def lines(self, content: Content, name: str) -> list[str]:
        """A member's lines; none if it is empty."""
        value = cast(Any, content)[name]
        if not value:
            return []
        if name in MOMENTS:
            return [_moment(value)]
        if way := self._ways().get(name):
            return way(value)
        if name == "genre":
            return [str(dict(Article.Genre.choices).get(value, value))]
        return [line for line in str(value).split("\n") if line]

    def _ways(self) -> dict[str, Callable[[Any], list[str]]]:
        return {
            "body": self._body,
            "topic": lambda key: [self._name(key)],
            "authors": lambda keys: [self._name(key) for key in keys],
            "tags": lambda keys: [self._name(key) for key in keys],
            "related": lambda links: [
                f"{self._name(link['story'])} · {RelatedStory.Kind(link['kind']).label}" for link in links
            ],
            "pictures": lambda uses: [self._picture(use["image"], use, use["role"]) for use in uses],
            "text_pictures": lambda given: [self._picture(image, words) for image, words in sorted(given.items())],
        }

    def _body(self, html: str) -> list[str]:
        lines: list[str] = []
        for part in body.parse(html):
            if isinstance(part, Figure):
                name = self._name(str(part.image_id)) if part.image_id else part.src
                lines.append(" · ".join(word for word in (f"[{name}]", part.caption, part.alt_text) if word))
            else:
                lines += body.plain_text([part]).split("\n") or [f"[{part['type']}]"]
        return lines

    def _picture(self, image: str, use: Any, role: str = "") -> str:
        told = [self._name(image), str(ImageUse.Role(role).label) if role else "", use["caption"], use["alt_text"]]
        told += [] if use["show_credit"] else ["credit not shown"]
        return " · ".join(word for word in told if word)

    def _name(self, key: str) -> str:
        return self._names.get(key, GONE)

    def _read(self, model: type[Model], keys: Iterable[str]) -> None:
        if wanted := set(keys):
            self._names |= {str(row.pk): str(row) for row in model._default_manager.filter(pk__in=wanted)}


def _moment(text: str) -> str:
    return date_format(timezone.localtime(datetime.fromisoformat(text)), "j F Y, H:i e")
