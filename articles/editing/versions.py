"""The versions of a story: every state in which a person saved or published it, and how long each is kept.

A version takes about half of what it holds: 2.4 kB for a story of the demo, the median, and 3.1 kB for the longest.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate, TruncHour
from django.utils import timezone

from articles import finding
from articles.editing import colleagues, content
from articles.editing.content import Content
from articles.models import Article, Merged, Version
from articles.models.article import ON_THE_DESK
from articles.models.merge import merged

Origin = Version.Origin

# All versions of the last days are kept, then the last of each day, and for ever those that were published.
ALL_KEPT: Final = timedelta(days=30)
# Autosaves of two people at once do not replace each other: after a day, only the last of each hour is kept.
AUTOSAVES_KEPT: Final = timedelta(days=1)
# After a pause this long, an autosave makes a version of its own.
SITTING: Final = timedelta(minutes=30)
_AT_ONCE: Final = 500


def newest(article: Article) -> Version | None:
    return Version.objects.filter(article=article).select_related("made_by").order_by("-number").first()


def of_another(version: Version, user: User | AnonymousUser) -> Version:
    """The version itself, or the last one that is not the user's own, if there is any."""
    if version.made_by_id is None or version.made_by_id != user.pk:
        return version
    others = Version.objects.filter(article=version.article_id).exclude(made_by=user.pk)
    return others.filter(made_by__isnull=False).select_related("made_by").order_by("-number").first() or version


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

    Autosaves of one person replace each other, until that person saves, which replaces them, too, or anybody does
    something else. Waits for others who save the same story; the lock is held until the end of the transaction.
    """
    stored = Article.objects.select_for_update().get(pk=article.pk)
    found, before = content.take(stored), newest(stored)
    maker = by if by and by.is_authenticated else None
    if before and origin in {Origin.SAVED, Origin.AUTOSAVE} and _runs(before, maker):
        return _replace(before, found, origin)
    if before and of(before) == found and origin != Origin.PUBLISHED:
        return before
    made = Version.objects.create(
        article=stored,
        number=before.number + 1 if before else 1,
        made_at=timezone.now(),
        made_by=maker,
        origin=origin,
        packed=Version.pack(dict(found)),
    )
    finding.index([stored])
    return made


def _runs(version: Version, maker: User | None) -> bool:
    sits = timezone.now() - version.made_at < SITTING
    return version.origin == Origin.AUTOSAVE and sits and maker is not None and version.made_by_id == maker.pk


def _replace(version: Version, found: Content, origin: Origin) -> Version:
    if origin == Origin.AUTOSAVE and of(version) == found:
        return version
    version.made_at, version.origin, version.packed = timezone.now(), origin, Version.pack(dict(found))
    version.save(update_fields=["made_at", "origin", "packed"])
    return version


def locked(article: Article) -> Version:
    """The version that is the stored working copy, with the story locked until the end of the transaction.

    Something other than a save may have changed the story: an import, a command, a verb. `article` is told
    where it is on the desk.
    """
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
    now = now or timezone.now()
    old = Version.objects.annotate(span=TruncDate("made_at")).filter(made_at__lt=now - ALL_KEPT)
    own = Version.objects.annotate(span=TruncHour("made_at")).filter(made_at__lt=now - AUTOSAVES_KEPT)
    return _thin(old.exclude(origin=Origin.PUBLISHED), old) + _thin(own.filter(origin=Origin.AUTOSAVE), own)


def _thin(some: QuerySet[Version, Any], old: QuerySet[Version, Any]) -> int:
    later = old.filter(Q(("span", OuterRef("span"))), article=OuterRef("article"), number__gt=OuterRef("number"))
    replaced = some.filter(Exists(later)).order_by()
    deleted = 0
    while keys := list(replaced.values_list("pk", flat=True)[:_AT_ONCE]):
        deleted += Version.objects.filter(pk__in=keys).delete()[0]
    return deleted
