"""Changes that readers see at once: stories added to a collection, and changes of live stories published."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, cast

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max

from articles.changes import log
from articles.editing import versions
from articles.editing.bulk.planning import Change
from articles.editing.wording import label
from articles.models import Article, Collection, CollectionEntry, PublishedArticle, Version
from articles.publishing import snapshots, verbs, workflow
from articles.publishing.snapshots import Source
from articles.publishing.workflow import Conflict, NotReady, WrongState


@dataclass(frozen=True)
class Collect(Change):
    """Stories come to the end of a collection, in the order in which they are given. Readers see it at once."""

    collection: Collection
    right = "view"

    @property
    def done(self) -> str:  # type: ignore[override]
        return f"Added to the collection “{self.collection}” in bulk."

    def present(self, articles: Sequence[Article]) -> list[Any]:
        inside = set(self._entries().filter(story__in=articles).values_list("story", flat=True))
        return [article.pk in inside for article in articles]

    def wanted(self, article: Article, present: Any) -> Any:
        return True

    def wording(self, values: Sequence[Any]) -> Callable[[Any], list[str]]:
        return lambda inside: [f"in “{self.collection}”" if inside else "–"]

    def make(self, article: Article, wanted: Any, by: User) -> None:
        last = self._entries().aggregate(last=Max("position"))["last"]
        CollectionEntry.objects.create(
            collection=self.collection, story=article, position=0 if last is None else last + 1
        )

    def together(self) -> AbstractContextManager[Any]:
        return self._saved()

    @contextmanager
    def _saved(self) -> Iterator[None]:
        """One transaction and one entry of the log for all of them. The log is locked before the stories."""
        with transaction.atomic():
            log.lock()
            if not Collection.objects.select_for_update().filter(pk=self.collection.pk).exists():
                raise Conflict(f"The collection “{self.collection}” is no longer there.")
            yield
            Collection.objects.get(pk=self.collection.pk).save()

    def _entries(self) -> Any:
        return CollectionEntry.objects.filter(collection=self.collection)


@dataclass(frozen=True)
class Publish(Change):
    """Readers see the working copies of live stories. What a story has are the names of members in which they differ.

    What readers can see of dates and the address counts, too. None: it is not live.
    """

    significant: bool
    right = "publish"
    done = "Published in bulk."
    is_logged = True

    def present(self, articles: Sequence[Article]) -> list[Any]:
        live = PublishedArticle.objects.live().filter(article__in=articles).select_related("document")
        rows = {row.article_id: row for row in live}
        copies = zip(articles, snapshots.take_all(articles), strict=True)
        return [_differing(rows[one.pk], copy, one) if one.pk in rows else None for one, copy in copies]

    def wanted(self, article: Article, present: Any) -> Any:
        if present is None:
            raise WrongState(f"“{article}” is not live: publish it on a page of its own.")
        if problems := workflow.problems(article):
            raise WrongState(f"“{article}” is not complete. {NotReady(problems)}")
        return ()

    def wording(self, values: Sequence[Any]) -> Callable[[Any], list[str]]:
        return lambda names: [label(name) for name in names or ()]

    def make(self, article: Article, wanted: Any, by: User) -> None:
        verbs.publish(article, significant=self.significant)
        versions.record(article, by, Version.Origin.PUBLISHED)


def _differing(row: PublishedArticle, copy: Source, article: Article) -> tuple[str, ...]:
    public = snapshots.read_now(row)
    names = [name for name in copy if cast(Any, public)[name] != cast(Any, copy)[name]]
    dates = {"published_at": row.published_at, "expires_at": row.visible_until, "slug": row.slug}
    return (*names, *(name for name, value in dates.items() if getattr(article, name) != value))
