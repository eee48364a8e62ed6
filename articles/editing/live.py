"""Changes to what live stories show of an author, a tag, a topic or a picture: one save changes all of them at once.

That takes a separate right. Without it, an account can still change fields that live stories do not show, and rows that
no live story shows. Scheduled stories count as live, because readers will see them without another check.
"""

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any, Final

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import FileField, Model, Q

from articles.addresses import slugs
from articles.changes import log
from articles.editing import rights
from articles.models import Article, PublishedArticle, Topic
from articles.models.published import PublishedArticleQuerySet
from articles.models.slugged import Slugged
from articles.publishing.refreshing import SHOWN

# For columns whose names mean little to editors.
CALLED: Final = {"focal_x": "focal point", "focal_y": "focal point", "path": "parent", "slug": "address"}


class ChangesLive(Exception):
    """The account may not save this, for `reason`: it would change `what`, in words, in the live `stories`."""

    def __init__(self, what: str, stories: PublishedArticleQuerySet, reason: str) -> None:
        super().__init__(reason)
        self.what = what
        self.stories = stories
        self.reason = reason


def check(user: User | AnonymousUser, row: Model) -> None:
    """Raise ChangesLive unless the account may save `row` as it is now.

    Call it in the transaction that saves the row, so that nobody publishes between the check and the save.
    """
    if not (type(row) in SHOWN or isinstance(row, Article)):
        return
    answer = rights.may(user, "take_over" if isinstance(row, Article) else "change_live", Article)
    if answer:
        return
    log.lock()
    lasting = PublishedArticle.objects.lasting()
    changes = [(name, where) for name, where in _changes(row) if lasting.filter(where).exists()]
    if changes:
        names = dict.fromkeys(_called(row, name) for name, _ in changes)
        found = lasting.filter(reduce(or_, (where for _, where in changes)))
        raise ChangesLive(_listed(list(names)), lasting.filter(pk__in=found.values("pk")), answer.reason)


def showing(row: Model) -> PublishedArticleQuerySet:
    """The live or scheduled stories that show a row."""
    found = PublishedArticle.objects.lasting()
    return found.filter(_where(row)) if type(row) in SHOWN and row.pk else found.none()


def _changes(row: Model) -> Iterator[tuple[str, Q]]:
    """The names of what would change for readers, each with a condition for the stories that show it."""
    if getattr(row, "take_over", False):
        yield "former address", _given_up(row)
    if type(row) not in SHOWN or row._state.adding:
        return
    if _has_new_file(row):
        yield "picture", _where(row)
    before = type(row)._default_manager.filter(pk=row.pk).values(*SHOWN[type(row)].documents).first() or {}
    if isinstance(row, Slugged):
        # An empty address is made from the name, and may come out unchanged.
        row.slug = row.slug or slugs.free(str(row), row.held)
        row.slug_chosen()
    for name, value in before.items():
        field: Any = row._meta.get_field(name)
        if field.to_python(getattr(row, name)) != value:
            below = isinstance(row, Topic) and name in {"slug", "path"}
            yield name, Q(topic__path__startswith=before["path"]) if below else _where(row)


def _where(row: Model) -> Q:
    return Q(**{SHOWN[type(row)].relation: row.pk})


def _given_up(row: Any) -> Q:
    """The condition for stories that show the row whose former address this one takes over."""
    owner = row._meta.get_field("former_slugs").field.name
    rows = row.former_slugs.model.objects.filter(slug=row.slug).exclude(**{owner: row.pk}).values(owner)
    return Q(**{f"{'article' if isinstance(row, Article) else SHOWN[type(row)].relation}__in": rows})


def _has_new_file(row: Model) -> bool:
    files = (getattr(row, field.name) for field in row._meta.concrete_fields if isinstance(field, FileField))
    return any(file and not file._committed for file in files)


def _called(row: Model, name: str) -> str:
    if name in CALLED or name not in {field.attname for field in row._meta.concrete_fields}:
        return CALLED.get(name, name)
    return str(row._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _listed(names: list[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
