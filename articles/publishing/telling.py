"""What the change log says about a story that was published: the publication, and its end if it has one."""

from collections.abc import Iterable

from articles.changes import log
from articles.models import Change, PublishedArticle

Reason = Change.Reason


def tell(row: PublishedArticle, reason: Reason, keys: Iterable[str] = (), *, withdrawn: bool = False) -> None:
    """Log a publication and its expiry, replacing changes that were announced and have not taken effect yet.

    `withdrawn`: readers saw the story until now, and will see it again only when it is published.
    """
    now = log.now()
    if row.visible_from > now:
        # For readers, a story corrected before they see it is simply published then, also where it is related.
        reason = Reason.PUBLISHED
    Change.objects.filter(article=row.article_id).pending(now).delete()
    changes = [log.change(row, Reason.UNPUBLISHED, now, keys)] if withdrawn else []
    changes.append(log.change(row, reason, max(now, row.visible_from), keys))
    if row.visible_until and row.visible_until > now:
        changes.append(log.change(row, Reason.EXPIRED, row.visible_until))
    log.append(log.with_echoes(changes) + log.echoes_ahead(row, now), now)
