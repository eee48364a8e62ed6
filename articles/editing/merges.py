"""Merging tags, or authors, into one of them, and undoing that for a day.

Working copies and published stories follow in one transaction, their documents by upkeep. What was merged leads on from
its addresses for ever. Merging makes no versions and no unpublished changes: earlier versions and snapshots are read as
if they had named what stays.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.models import AnonymousUser, User
from django.core import serializers
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from articles import finding
from articles.changes import log
from articles.changes.surrogate_keys import LISTS, key
from articles.editing import rights
from articles.models import Article, Merge, Merged, PublishedArticle
from articles.publishing import merging, snapshots, upkeep
from articles.publishing.merging import MERGEABLE, Mergeable
from articles.publishing.workflow import Conflict, WrongState

# How long a merge can be undone.
UNDONE_FOR: Final = timedelta(days=1)
# Rows that are merged at once.
MOST: Final = 20
# A story that is saved at the same moment may name what goes: then the merge begins again.
_ATTEMPTS: Final = 3


@dataclass(frozen=True)
class Effect:
    """What merging others into a row changes: the numbers of working copies and of live or scheduled stories."""

    stays: Any
    copies: int
    live: int


def of(model: Any) -> Mergeable:
    return MERGEABLE[model]


def effects(what: Mergeable, rows: Sequence[Any]) -> list[Effect]:
    """For each of the rows, what merging all others into it changes. Two queries for each."""
    found = []
    for row in rows:
        gone = [one.pk for one in rows if one.pk != row.pk]
        copies = what.places.objects.filter(**{f"{what.field}__in": gone}).order_by().values("article").distinct()
        found.append(Effect(row, copies.count(), _showing(what, gone).count()))
    return found


def demand(user: User | AnonymousUser, what: Mergeable, gone: Iterable[UUID]) -> None:
    """Raise rights.Refused unless the account may change these, and live stories if they show them."""
    rights.demand(user, "change", what.model)
    if not rights.may(user, "change_live", Article) and _showing(what, gone).exists():
        rights.demand(user, "change_live", Article)


def merge(what: Mergeable, stays: UUID, gone: Sequence[UUID], by: User) -> Merge:
    """Merge rows into the one that stays. Raises Conflict, WrongState, and rights.Refused."""
    for attempt in range(_ATTEMPTS):
        try:
            return _merge(what, stays, gone, by)
        except IntegrityError:
            if attempt == _ATTEMPTS - 1:
                raise
    raise AssertionError


@transaction.atomic
def _merge(what: Mergeable, stays: UUID, gone: Sequence[UUID], by: User) -> Merge:
    log.lock()
    places = what.places.objects.all()
    stories = places.filter(**{f"{what.field}__in": gone}).order_by().values("article")
    # In the order of a save, which holds its story when the database looks whether its tags are there. Once these are
    # locked, saves that add one of them wait, and find what it was merged into.
    list(Article.objects.select_for_update().filter(pk__in=stories).order_by("pk").values_list("pk"))
    rows = {row.pk: row for row in what.model.objects.select_for_update().filter(pk__in=[stays, *gone])}
    if set(rows) != {stays, *gone} or stays in gone or not gone:
        raise Conflict("A colleague has deleted or merged one of these meanwhile. Look at the list again, then decide.")
    demand(by, what, gone)
    kept, leaving = rows[stays], [rows[key] for key in gone]
    account = _account(what, kept, leaving)
    if account:
        # Its stories become the account's own.
        rights.demand(by, "approve", Article)
    undo = {
        "rows": serializers.serialize("json", leaving),
        "former": {str(row.pk): list(row.former_slugs.values_list("slug", flat=True)) for row in leaving},
        "account": account,
        "copies": _lists(what, places.filter(article__in=stories)),
    }
    done = Merge.objects.create(kind=what.kind, stays=stays, at=timezone.now(), by=by)
    merging.unite(places, what.field, "article_id", stays, gone)
    undo["published"] = merging.move(what, stays, gone)
    done.undo = undo
    done.save()
    _lead_on(what, kept, leaving)
    what.model.objects.filter(pk__in=gone).delete()
    if account:
        what.model.objects.filter(pk=stays).update(user=account)
    Merged.objects.bulk_create(Merged(gone=key, stays=stays, merge=done) for key in gone)
    upkeep.refresh_soon(PublishedArticle.objects.filter(pk__in=undo["published"]))
    finding.leave(Article.objects.filter(pk__in=list(undo["copies"])))
    log.touch(LISTS, *(key(what.field, row.slug) for row in rows.values()))
    return done


@transaction.atomic
def undo(merge: Merge, by: User) -> list[Any]:
    """Bring back what a merge took away. Returns the rows. Raises WrongState, and rights.Refused.

    They come back to stories that still have what they were merged into.
    """
    log.lock()
    done = Merge.objects.select_for_update().filter(pk=merge.pk).first()
    if not done or done.undo is None or done.at < timezone.now() - UNDONE_FOR:
        raise WrongState("This merge was undone already, or a day has passed: it stays as it is.")
    what = next(one for one in MERGEABLE.values() if one.kind == done.kind)
    now = UUID(Merged.objects.present([str(done.stays)]).get(str(done.stays), str(done.stays)))
    kept = what.model.objects.select_for_update(no_key=True).filter(pk=now).first()
    if not kept:
        raise WrongState("What this was merged into is no longer there, so the merge stays as it is.")
    demand(by, what, [now])
    back: list[Any] = [one.object for one in serializers.deserialize("json", done.undo["rows"])]
    for row in back:
        _refuse_taken(row)
    if done.undo["account"]:
        what.model.objects.filter(pk=now, user=done.undo["account"]).update(user=None)
    gone = [str(row.pk) for row in back]
    Merged.objects.filter(merge=done).delete()
    for row in back:
        _let_go(row)
        row.save_base(raw=True)
        what.former.objects.filter(slug=row.slug).delete()
        leading = what.former.objects.filter(**{what.field: now}, slug__in=done.undo["former"][str(row.pk)])
        leading.update(**{what.field: row.pk})
    # What this was merged into may have been merged itself.
    copies = {story: [str(now) if one == str(done.stays) else one for one in keys] for story, keys in _copies(done)}
    restored = partial(_restored, gone=gone, stays=str(now))
    _put_back(what, copies, restored)
    # Stories that were published since are among the working copies.
    published = PublishedArticle.objects.filter(Q(pk__in=done.undo["published"]) | Q(article__in=list(copies)))
    _put_back_published(what, published, copies, restored)
    merging.reattach(what, published, [now, *(row.pk for row in back)])
    upkeep.refresh_soon(published)
    finding.leave(Article.objects.filter(pk__in=list(copies)))
    log.touch(LISTS, *(key(what.field, row.slug) for row in [kept, *back]))
    done.delete()
    return back


def undoable(what: Mergeable) -> list[Merge]:
    """The merges that can still be undone, newest first."""
    since = timezone.now() - UNDONE_FOR
    return list(Merge.objects.filter(kind=what.kind, at__gte=since, undo__isnull=False).select_related("by"))


def names(merge: Merge) -> list[str]:
    """The names of what can be brought back."""
    return [one["fields"]["name"] for one in json.loads(merge.undo["rows"])] if merge.undo else []


def forget() -> int:
    """Drop what undoing takes of merges that a day has passed since. Returns how many."""
    old = Merge.objects.filter(at__lt=timezone.now() - UNDONE_FOR, undo__isnull=False)
    return old.update(undo=None)


def _showing(what: Mergeable, keys: Iterable[UUID]) -> Any:
    found = what.found_by.objects.filter(**{f"{what.field}__in": list(keys)}).values("published")
    return PublishedArticle.objects.lasting().filter(pk__in=found)


def _account(what: Mergeable, kept: Any, leaving: Sequence[Any]) -> int | None:
    """The account of an author that the one who stays takes over, so that its stories stay that person's own."""
    if what.field != "author":
        return None
    accounts = {row.user_id for row in [kept, *leaving] if row.user_id}
    if len(accounts) > 1:
        raise WrongState("These authors have different accounts: take the account from all but one of them first.")
    return None if kept.user_id or not accounts else accounts.pop()


def _lists(what: Mergeable, places: Any) -> dict[str, list[str]]:
    """The ids in the working copies of stories, in order, by the stories' ids."""
    found: dict[str, list[str]] = {}
    for article, named in places.values_list("article_id", f"{what.field}_id"):
        found.setdefault(str(article), []).append(str(named))
    return found


def _lead_on(what: Mergeable, kept: Any, leaving: Sequence[Any]) -> None:
    """Make all present and former addresses of what goes lead to what stays."""
    what.former.objects.filter(**{f"{what.field}__in": leaving}).update(**{what.field: kept})
    what.former.objects.filter(slug__in=[row.slug for row in leaving]).delete()
    what.former.objects.bulk_create(what.former(slug=row.slug, **{what.field: kept}) for row in leaving)


def _refuse_taken(row: Any) -> None:
    """Raise WrongState if another row has the name or the address by now."""
    other: Any = type(row).objects.filter(slug=row.slug).first()
    if other:
        raise WrongState(f"“{other}” has the address of “{row}” by now: give it another one first.")
    if type(row)._meta.model_name == "tag" and (twin := row.twins().first()):
        raise WrongState(f"There is another “{twin}” by now: give it another name first.")


def _let_go(row: Any) -> None:
    """Empty links to what was deleted since, or belongs to another row by now."""
    for field in row._meta.concrete_fields:
        if not field.is_relation:
            continue
        value = getattr(row, field.attname)
        others = type(row).objects.filter(**{field.attname: value}).exclude(pk=row.pk)
        is_taken = field.one_to_one and value is not None and others.exists()
        if is_taken or not field.related_model.objects.filter(pk=value).exists():
            setattr(row, field.attname, None)


def _copies(done: Merge) -> Iterable[tuple[str, list[str]]]:
    assert done.undo
    found: dict[str, list[str]] = done.undo["copies"]
    return found.items()


def _restored(now: list[str], before: list[str], *, gone: list[str], stays: str) -> list[str]:
    """A list with what was merged put back, as it was before if nothing else has changed; unchanged without `stays`."""
    if stays not in now or set(gone) & set(now):
        return now
    if now == list(dict.fromkeys(stays if one in gone else one for one in before)):
        return before
    involved = [one for one in before if one in gone or one == stays]
    place = now.index(stays)
    others = [one for one in now if one not in {*involved, stays}]
    at = sum(one in others for one in now[:place])
    return [*others[:at], *involved, *others[at:]]


def _put_back(what: Mergeable, copies: dict[str, list[str]], restored: Any) -> None:
    """Restore the lists of working copies."""
    found = Article.objects.select_for_update().filter(pk__in=list(copies)).order_by("pk")
    stories = [str(one) for one in found.values_list("pk", flat=True)]
    places = what.places.objects.filter(article__in=stories)
    changed = {
        article: after
        for article, now in _lists(what, places).items()
        if (after := restored(now, copies[article])) != now
    }
    places.filter(article__in=list(changed)).delete()
    what.places.objects.bulk_create(
        what.places(article_id=article, **{f"{what.field}_id": named}, position=at)
        for article, after in changed.items()
        for at, named in enumerate(after)
    )


def _put_back_published(what: Mergeable, published: Any, copies: dict[str, list[str]], restored: Any) -> None:
    """Restore the lists in snapshots that were taken after the merge; the others have never changed."""
    for row in published.documented().select_related("document").iterator(chunk_size=100):
        now = snapshots.read(row)[what.member]  # type: ignore[literal-required]
        before = copies.get(str(row.article_id))
        if before and (after := restored(now, before)) != now:
            snapshots.change(row, **{what.member: after})
