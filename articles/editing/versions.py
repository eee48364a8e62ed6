"""The versions of a story: every state in which a person saved or published it, and how long each is kept.

A version takes about half of what it holds: 2.4 kB for a story of the demo, the median, and 3.1 kB for the longest.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import TruncDate
from django.utils import timezone

from articles.editing import colleagues, content
from articles.editing.content import Content
from articles.models import Article, Merged, Version
from articles.models.article import ON_THE_DESK
from articles.models.merge import merged

Origin = Version.Origin

# All versions of the last days are kept, then the last of each day, and for ever those that were published.
ALL_KEPT: Final = timedelta(days=30)
_AT_ONCE: Final = 500


def newest(article: Article) -> Version | None:
    return Version.objects.filter(article=article).select_related("made_by").first()


def of(version: Version) -> Content:
    return all_of([version])[0]


def all_of(found: Sequence[Version]) -> list[Content]:
    """Their contents, with what merged tags and authors stand for now. At most two queries, however many versions."""
    contents = [content.read(version.unpack()) for version in found]
    present = Merged.objects.present(key for one in contents for key in (*one["tags"], *one["authors"]))
    for one in contents if present else []:
        one["tags"], one["authors"] = merged(one["tags"], present), merged(one["authors"], present)
    return contents


def naming(version: Version) -> str:
    """Who made it, by name."""
    return colleagues.named(version.made_by)


@transaction.atomic
def record(article: Article, by: User | AnonymousUser | None, origin: Origin) -> Version:
    """Keep the stored working copy as the newest version. One that changes nothing is kept only if it was published.

    Waits for others who save the same story; the lock is held until the end of the transaction.
    """
    stored = Article.objects.select_for_update().get(pk=article.pk)
    found, before = content.take(stored), newest(stored)
    if before and of(before) == found and origin != Origin.PUBLISHED:
        return before
    return Version.objects.create(
        article=stored,
        number=before.number + 1 if before else 1,
        made_at=timezone.now(),
        made_by=by if by and by.is_authenticated else None,
        origin=origin,
        packed=Version.pack(dict(found)),
    )


def catch_up(article: Article) -> Version:
    """The version that is the stored working copy; made, unless the newest is. Locks nothing if it is.

    Something other than a save may have changed the story: an import, a command, a verb of publishing.
    """
    before = newest(article)
    if before and of(before) == content.take(Article.objects.get(pk=article.pk)):
        return before
    return record(article, None, Origin.ELSEWHERE)


def locked(article: Article) -> Version:
    """The same, with the story locked until the end of the transaction, and `article` told where it is on the desk."""
    version = record(article, None, Origin.ELSEWHERE)
    article.refresh_from_db(fields=list(ON_THE_DESK))
    return version


@transaction.atomic
def restore(article: Article, version: Version, names: tuple[str, ...], by: User | AnonymousUser) -> list[str]:
    """Make members of the working copy what they were in a version. What they are now is a version, too.

    Returns the names of those that lack something since deleted. Raises ValidationError if the story cannot be so.
    """
    locked(article)
    lost = content.write(Article.objects.get(pk=article.pk), of(version), names)
    record(article, by, Origin.RESTORED)
    return lost


def thin(now: datetime | None = None) -> int:
    """Delete old versions that a later one of the same day replaced, and that were not published. Returns how many."""
    old = Version.objects.annotate(day=TruncDate("made_at")).filter(made_at__lt=(now or timezone.now()) - ALL_KEPT)
    later = old.filter(article=OuterRef("article"), day=OuterRef("day"), number__gt=OuterRef("number"))
    replaced = old.exclude(origin=Origin.PUBLISHED).filter(Exists(later)).order_by()
    deleted = 0
    while keys := list(replaced.values_list("pk", flat=True)[:_AT_ONCE]):
        deleted += Version.objects.filter(pk__in=keys).delete()[0]
    return deleted
