"""What was published of a story, as a content that can be compared with the working copy."""

from typing import Any, cast

from articles.editing import content
from articles.editing.content import Content
from articles.models import Article, PublishedArticle
from articles.publishing import snapshots


def published(article: Article) -> Content | None:
    """What readers see or will see of a story, by what was published last; None if there is nothing. Six queries."""
    rows = PublishedArticle.objects.lasting().filter(article=article)
    row = rows.select_related("document").first()
    return of(row, content.take(article)) if row and hasattr(row, "document") else None


def of(row: PublishedArticle, copy: Content) -> Content:
    """What a published story shows. What readers cannot see is as in the working copy."""
    source: dict[str, Any] = dict(snapshots.read_now(row))
    uses = source.pop("pictures")
    kinds = {link["story"]: link["kind"] for link in copy["related"]}
    found: dict[str, Any] = dict(copy) | source
    found["pictures"] = [use for use in uses if use["role"] != content.Role.INLINE]
    found["text_pictures"] = content.given(use for use in uses if use["role"] == content.Role.INLINE)
    found["related"] = [{"story": key, "kind": kinds.get(key, "related")} for key in source["related"]]
    found["slug"] = row.slug
    found["published_at"] = content.moment(row.published_at)
    found["expires_at"] = content.moment(row.visible_until)
    return cast(Content, found)
