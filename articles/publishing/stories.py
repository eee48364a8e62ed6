"""Published snapshots with everything they name looked up, ready to be compiled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from articles import body, search
from articles.addresses import placeholders
from articles.body.length import Length, measure
from articles.models import Author, Correction, ImageUse, Merged, PublishedArticle, Tag, Topic
from articles.publishing import snapshots
from articles.publishing.snapshots import PictureSource, Source
from media.models import Image
from media.serializers import ShownImage, describe

Row = TypeVar("Row")

# "By A, B and C" in languages whose newspapers print it so; in others, the names alone.
BYLINES = {
    "en": ("By ", " and "),
    "es": ("Por ", " y "),
    "fr": ("Par ", " et "),
    "de": ("Von ", " und "),
    "pt": ("Por ", " e "),
    "it": ("Di ", " e "),
}


def name_of(byline: str, language: str) -> str:
    """A byline that an editor wrote, without “By”, for machines that expect a name."""
    by, _ = BYLINES.get(language[:2], ("", ""))
    return byline.removeprefix(by)


@dataclass
class Story:
    """One published story in memory. Its attributes make no queries."""

    row: PublishedArticle
    source: Source
    topic: Topic | None
    authors: list[Author]
    tags: list[Tag]
    library: dict[str, Image]
    corrections: list[Correction] = field(default_factory=list)

    @property
    def id(self) -> UUID:
        return self.row.article_id

    @property
    def topic_slug(self) -> str:
        return self.topic.slug if self.topic else ""

    @property
    def url(self) -> str:
        return placeholders.api(f"articles/{self.row.slug}/")

    @property
    def canonical_url(self) -> str:
        return placeholders.canonical(topic=self.topic_slug, slug=self.row.slug, article_id=str(self.id))

    @property
    def byline(self) -> str:
        if self.source["byline"] or not self.authors:
            return self.source["byline"]
        by, conjunction = BYLINES.get(self.source["language"][:2], ("", ", "))
        *others, last = [author.name for author in self.authors]
        return by + (", ".join(others) + conjunction + last if others else last)

    @property
    def lead(self) -> ShownImage | None:
        return next(iter(self._pictures(ImageUse.Role.LEAD)), None)

    @property
    def gallery(self) -> list[ShownImage]:
        return self._pictures(ImageUse.Role.GALLERY)

    @cached_property
    def parts(self) -> list[body.Part]:
        return body.parse(self.source["body"])

    @cached_property
    def blocks(self) -> list[body.Block]:
        """The text with its pictures looked up, without those that are no longer in the library."""
        return [block for part in self.parts if (block := self._block(part))]

    @property
    def body_html(self) -> str:
        return body.render(self.blocks)

    @cached_property
    def inline(self) -> dict[str, PictureSource]:
        """The pictures in the text, by id."""
        return {use["image"]: use for use in self.source["pictures"] if use["role"] == ImageUse.Role.INLINE}

    @cached_property
    def text(self) -> str:
        return body.plain_text(self.parts)

    @cached_property
    def length(self) -> Length:
        return measure(self.text, self.source["language"])

    @cached_property
    def found_by(self) -> search.Prepared:
        """The words by which searches find the story."""
        return search.prepare(self._entry(self.text))

    def signed_by(self, before: str) -> search.Byline:
        """The words of the byline by which searches find the story, which had another one before."""
        return search.prepare_byline(self._entry(""), before)

    @property
    def image_ids(self) -> set[UUID]:
        """Every picture that readers see with this story, including portraits."""
        return {image.id for image in self.library.values()} | {a.image_id for a in self.authors if a.image_id}

    def _entry(self, text: str) -> search.Entry:
        source = self.source
        return search.Entry(source["language"], source["headline"], source["standfirst"], self.byline, text)

    def _block(self, part: body.Part) -> body.Block | None:
        if not isinstance(part, body.Figure):
            return part
        use = self.inline.get(str(part.image_id))
        if not use or use["image"] not in self.library:
            return None
        # A picture may be in a text twice, with different words.
        here: PictureSource = {
            **use,
            "caption": part.caption or use["caption"],
            "alt_text": part.alt_text or use["alt_text"],
        }
        return {"type": "image", "image": describe(self._shown(here))}

    def _pictures(self, role: ImageUse.Role) -> list[ShownImage]:
        return [
            self._shown(use) for use in self.source["pictures"] if use["role"] == role and use["image"] in self.library
        ]

    def _shown(self, use: PictureSource) -> ShownImage:
        return ShownImage.of(
            self.library[use["image"]],
            caption=use["caption"],
            alt_text=use["alt_text"],
            show_credit=use["show_credit"],
        )


def load(rows: Sequence[PublishedArticle]) -> list[Story]:
    """The stories of `rows`, in the same order. Five queries, however many rows."""
    sources = [snapshots.read(row) for row in rows]
    topics = _by_text(Topic.objects.in_bulk({source["topic"] for source in sources if source["topic"]}))
    authors = _present(Author.objects.select_related("image"), _named(source["authors"] for source in sources))
    tags = _present(Tag.objects.all(), _named(source["tags"] for source in sources))
    images = _by_text(Image.objects.in_bulk(_named([use["image"] for use in source["pictures"]] for source in sources)))
    corrections: dict[UUID, list[Correction]] = {}
    for correction in Correction.objects.filter(article__in=[row.article_id for row in rows]):
        corrections.setdefault(correction.article_id, []).append(correction)
    return [
        Story(
            row=row,
            source=source,
            topic=topics.get(source["topic"] or ""),
            authors=list(dict.fromkeys(authors[one] for one in source["authors"] if one in authors)),
            tags=list(dict.fromkeys(tags[one] for one in source["tags"] if one in tags)),
            library={use["image"]: images[use["image"]] for use in source["pictures"] if use["image"] in images},
            corrections=corrections.get(row.article_id, []),
        )
        for row, source in zip(rows, sources, strict=True)
    ]


def _present(rows: QuerySet[Any], keys: set[str]) -> dict[str, Any]:
    """The rows with these ids, by them. In place of one that was merged comes what it was merged into.

    One query; two more if something was merged.
    """
    found = _by_text(rows.in_bulk(keys))
    merged = Merged.objects.present(keys - found.keys())
    stand_in = _by_text(rows.in_bulk(set(merged.values()))) if merged else {}
    return found | {key: stand_in[stays] for key, stays in merged.items() if stays in stand_in}


def _by_text(rows: dict[UUID, Row]) -> dict[str, Row]:
    """Rows by id as text, as in snapshots."""
    return {str(key): row for key, row in rows.items()}


def _named(lists: Iterable[Iterable[str]]) -> set[str]:
    return {one for ids in lists for one in ids}
