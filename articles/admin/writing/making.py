"""Makes what a picker of the writing screen misses, by its name alone, for accounts that may add it."""

from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Model

from articles.admin.writing.options import same
from articles.editing import rights, versions
from articles.models import Article, Version
from media import text


def make(user: User, model: type[Model], name: str) -> tuple[Model, bool]:
    """The author, tag or topic of that name, or a new draft with that headline; and whether it is new.

    Names are looked for first, so that nobody makes what there is. A new topic stands at the top of the tree. Raises
    Refused, a PermissionDenied, and ValidationError for what cannot be a name.
    """
    if model is Article:
        return _draft(user, name), True
    maker: Any = model
    rows = maker._default_manager.all()
    if known := same(rows, text.name(name)):
        rights.demand(user, "view", model)
        return known, False
    rights.demand(user, "add", model)
    try:
        with transaction.atomic():
            return _saved(maker(name=name)), True
    except IntegrityError:
        # Somebody makes the same at the same time.
        if known := same(rows, text.name(name)):
            return known, False
        raise


@transaction.atomic
def _draft(user: User, headline: str) -> Article:
    rights.demand(user, "add", Article)
    article: Article = _saved(Article(headline=headline, created_by=user))
    versions.record(article, user, Version.Origin.SAVED)
    return article


def _saved(row: Any) -> Any:
    row.full_clean(exclude=["slug"])
    row.save()
    return row
