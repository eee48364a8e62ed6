"""The snapshot of a working copy that publishing compiles from.

It is kept with the published document, so that a correction or a renamed tag is compiled from what was published, and
later edits stay private.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any, Final, TypedDict, cast
from uuid import UUID

from articles.models import Article, ArticleTag, Byline, ImageUse, Merged, PublishedArticle, RelatedStory
from articles.models.merge import merged


class PictureSource(TypedDict):
    """One use of a picture. Empty words mean the picture's own; words given in the text replace these."""

    image: str
    role: str
    caption: str
    alt_text: str
    show_credit: bool


class Source(TypedDict):
    """Everything of a working copy that readers may see. Ids are text."""

    headline: str
    short_headline: str
    standfirst: str
    body: str
    byline: str
    dateline: str
    genre: str
    language: str
    topic: str | None
    authors: list[str]
    tags: list[str]
    pictures: list[PictureSource]
    related: list[str]
    seo_title: str
    seo_description: str


# Values for members that a snapshot's version did not know: those of a story before anybody fills it in.
EMPTY: Final[dict[str, Any]] = {
    "headline": "",
    "short_headline": "",
    "standfirst": "",
    "body": "",
    "byline": "",
    "dateline": "",
    "genre": Article.Genre.REPORT,
    "language": "en",
    "topic": None,
    "authors": [],
    "tags": [],
    "pictures": [{"image": "", "role": ImageUse.Role.GALLERY, "caption": "", "alt_text": "", "show_credit": True}],
    "related": [],
    "seo_title": "",
    "seo_description": "",
}


def read(row: PublishedArticle) -> Source:
    """The snapshot that a document was compiled from, whichever version took it.

    Members that its version did not know are empty; those that this version does not know are left out.
    """
    found = _filled(row.document.source, EMPTY | {"pictures": []})
    found["pictures"] = [_filled(use, EMPTY["pictures"][0]) for use in found["pictures"]]
    return cast(Source, found)


def change(row: PublishedArticle, **members: Any) -> None:
    """Replace members of a stored snapshot, which otherwise never changes."""
    row.document.source |= members
    row.document.save(update_fields=["source"])


def read_now(row: PublishedArticle) -> Source:
    """The same, with what merged tags and authors stand for now, as a working copy has them. At most two queries."""
    found = read(row)
    present = Merged.objects.present([*found["tags"], *found["authors"]])
    found["tags"], found["authors"] = merged(found["tags"], present), merged(found["authors"], present)
    return found


def _filled(stored: Mapping[str, Any], empty: Mapping[str, Any]) -> dict[str, Any]:
    return {name: stored[name] if name in stored else deepcopy(value) for name, value in empty.items()}


def take(article: Article) -> Source:
    """The snapshot of a stored article. Four queries."""
    return take_all([article])[0]


def take_all(articles: Sequence[Article]) -> list[Source]:
    """The snapshots of stored articles, in the same order. Four queries, however many articles."""
    authors = _in_order(Byline.objects.filter(article__in=articles).values_list("article_id", "author_id"))
    tags = _in_order(ArticleTag.objects.filter(article__in=articles).values_list("article_id", "tag_id"))
    related = _in_order(RelatedStory.objects.filter(article__in=articles).values_list("article_id", "story_id"))
    uses: defaultdict[UUID, list[ImageUse]] = defaultdict(list)
    for use in ImageUse.objects.filter(article__in=articles):
        uses[use.article_id].append(use)
    return [
        {
            "headline": article.headline,
            "short_headline": article.short_headline,
            "standfirst": article.standfirst,
            "body": article.body,
            "byline": article.byline,
            "dateline": article.dateline,
            "genre": article.genre,
            "language": article.language,
            "topic": str(article.topic_id) if article.topic_id else None,
            "authors": authors[article.pk],
            "tags": tags[article.pk],
            "pictures": [_picture(use) for use in uses[article.pk]],
            "related": related[article.pk],
            "seo_title": article.seo_title,
            "seo_description": article.seo_description,
        }
        for article in articles
    ]


def _picture(use: ImageUse) -> PictureSource:
    return {
        "image": str(use.image_id),
        "role": use.role,
        "caption": use.caption,
        "alt_text": use.alt_text,
        "show_credit": use.show_credit,
    }


def _in_order(pairs: Iterable[tuple[UUID, UUID]]) -> defaultdict[UUID, list[str]]:
    """The second ids, as text, by the first."""
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for article_id, other_id in pairs:
        found[article_id].append(str(other_id))
    return found
