"""The verbs of publishing. Each is one transaction: the document, the change log and the search index move together.

They take their turns at the change log, one at a time however many servers there are.

Every verb takes the article as the editor last saw it. When somebody else has published, unpublished or killed it
since, `Conflict` is raised and nothing has happened.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles import compiling, documents, log, search, snapshots, surrogate_keys, workflow
from articles.models import Article, Change, Correction, FormerSlug, PublishedArticle
from articles.snapshots import Source
from articles.surrogate_keys import LISTS
from articles.workflow import Conflict, NotReady, Passed, WrongMoment, WrongState
from media import calendar

Reason = Change.Reason


@transaction.atomic
def publish(article: Article, *, at: datetime | None = None, significant: bool = True) -> PublishedArticle:
    """Let readers see the working copy, from now on or, for stories brought from elsewhere, as of a past moment `at`.

    A story already live is replaced; its `updated_at` moves only when the update is `significant`, and then to `at`.
    Raises NotReady, WrongState, WrongMoment, Conflict.
    """
    now = _second(timezone.now())
    if at and at > now:
        raise WrongMoment("A story is published now; to publish it later, schedule it.")
    _check_year(at)
    _lock(article, "publish")
    if not article.published_at or article.published_at > now:
        article.published_at = at or now
    return _release(article, visible_from=_second(at or now), significant=significant)


@transaction.atomic
def schedule(article: Article, at: datetime) -> PublishedArticle:
    """Let readers see the working copy from `at` on, which lies ahead. Until then it can be scheduled anew.

    Raises NotReady, Conflict, Passed when `at` does not lie ahead, WrongMoment when the story is not visible any more
    then, and WrongState when it is live.
    """
    _check_year(at)
    if at <= timezone.now():
        raise Passed("The time to publish at has passed: choose a later one.")
    _lock(article, "schedule")
    if _live(article):
        raise WrongState("The story is live. Publish it to replace it now, or unpublish it first.")
    if article.expires_at and timezone.now() < article.expires_at <= at:
        raise WrongMoment("“Visible until” is not later than this: choose an earlier time, or change “Visible until”.")
    article.published_at = _second(at)
    return _release(article, visible_from=_second(at), significant=True)


@transaction.atomic
def unpublish(article: Article) -> None:
    """Take the story away from readers, who then find nothing (404); a scheduled one goes back to being a draft.

    Raises WrongState, Conflict.
    """
    _lock(article, "unpublish")
    row = article.published
    was_seen = row.visible_from <= timezone.now()
    article.state = Article.State.UNPUBLISHED if was_seen else Article.State.DRAFT
    _withdraw(article, row, Reason.UNPUBLISHED)


@transaction.atomic
def kill(article: Article, note: str) -> None:
    """Declare the story void: readers find `note` (410), and nothing else of it ever again.

    Raises WrongState, Conflict, and ValueError without a note.
    """
    if not note.strip():
        raise ValueError("A killed story needs a public note.")
    _lock(article, "kill")
    row = article.published
    if article.state == Article.State.PUBLISHED and row.visible_from > timezone.now():
        raise WrongState("Readers have not seen the story yet: call off its schedule instead.")
    row.killed_at = _second(timezone.now())
    row.kill_note = note.strip()
    article.state = Article.State.KILLED
    _withdraw(article, row, Reason.KILLED)


@transaction.atomic
def correct(
    article: Article, kind: str, text: str, *, by: User | None = None, at: datetime | None = None
) -> Correction:
    """Add a dated public note to what was published. Changes of the working copy stay where they are.

    `at` is the past moment of a correction brought from elsewhere.
    Raises WrongState, WrongMoment, Conflict.
    """
    _check_year(at)
    _lock(article, "correct")
    row = article.published
    moment = _second(at or timezone.now())
    correction = Correction.objects.create(article=article, kind=kind, text=text, published_at=moment, made_by=by)
    article.updated_at = row.updated_at = max(moment, row.updated_at)
    _save(article, "updated_at")
    compiling.store([row])
    _log(row, Reason.CORRECTED)
    return correction


@transaction.atomic
def take_over(article: Article) -> None:
    """Give the former address of another story to this one, at which its slug is or will be saved.

    Links to it lead nowhere until this story is published. To be done with `article.save()` in one transaction.
    """
    log.lock()
    given_up = FormerSlug.objects.filter(slug=article.slug).exclude(article=article.pk)
    stories = list(given_up.values_list("article", flat=True))
    if stories:
        given_up.delete()
        log.touch(*(surrogate_keys.key("article", story) for story in stories))


@transaction.atomic
def refresh(found: QuerySet[PublishedArticle]) -> int:
    """Compile stories again from what was published, after an author, topic, tag or picture they show has changed.

    Only those whose representation really differs are written and logged; what was withdrawn has nothing to compile.
    Returns the number written.
    """
    log.lock()
    # Locked and read here, so that what somebody publishes meanwhile is not overwritten with what was there before.
    rows = list(found.exclude(card="").select_for_update(of=("self",)))
    before = {row.pk: surrogate_keys.of_document(row.card, row.extra) for row in rows}
    changed = compiling.store(rows, only_changed=True)
    now = log.now()
    lasting = [row for row in changed if not row.visible_until or row.visible_until > now]
    log.append((log.change(row, Reason.UPDATED, max(now, row.visible_from), before[row.pk]) for row in lasting), now)
    return len(changed)


@transaction.atomic
def refresh_outdated(most: int = 100) -> int:
    """Compile and index stories again that an earlier version has compiled. Returns how many; 0 when none are left."""
    outdated = PublishedArticle.objects.exclude(card="").filter(compiled_with__lt=documents.REPRESENTATION)
    keys = list(outdated.order_by("pk").values_list("pk", flat=True)[:most])
    found = PublishedArticle.objects.filter(pk__in=keys)
    if keys:
        refresh(found)
        # Those that came out as they were have not been written, and may yet be found by other words.
        for _ in search.renew(found):
            pass
        found.update(compiled_with=documents.REPRESENTATION)
        if not outdated.exists():
            log.touch(LISTS)
    return len(keys)


def would_change(article: Article) -> bool:
    """Whether readers would see anything new if the working copy, as the database has it, were published now."""
    row = PublishedArticle.objects.live().filter(article=article).first()
    if not row:
        return True
    said = (row.slug, row.published_at, row.visible_until, row.source)
    embargoed = article.embargo_until and article.embargo_until > timezone.now()
    return bool(embargoed) or said != (
        article.slug,
        article.published_at,
        article.expires_at,
        snapshots.take(article),
    )


def _release(article: Article, *, visible_from: datetime, significant: bool) -> PublishedArticle:
    """Compile the working copy and make it visible, from an embargo's end at the earliest."""
    if problems := workflow.problems(article):
        raise NotReady(problems)
    before = PublishedArticle.objects.filter(article=article).first()
    live = _live(article)
    released = visible_from
    assert article.published_at  # set by the verb
    if article.embargo_until and article.embargo_until > visible_from:
        visible_from = article.embargo_until
        article.published_at = max(article.published_at, visible_from)
    elif before and live:
        visible_from = min(visible_from, before.visible_from)
    if not article.first_published_at or article.first_published_at > timezone.now():
        article.first_published_at = visible_from
        article.updated_at = article.published_at
    elif significant:
        article.updated_at = max(visible_from, released)
    article.state = Article.State.PUBLISHED
    article.version += 1
    article.save()
    row = before or PublishedArticle(article=article)
    keys = surrogate_keys.of_document(row.card, row.extra)
    renamed = _move(row, article.slug) if before else False
    fill(row, article, visible_from, snapshots.take(article))
    compiling.store([row])
    if live and visible_from > timezone.now():
        # An embargo that lies ahead takes a live story back until it ends.
        _log(row, Reason.PUBLISHED, keys, withdrawn=True)
    else:
        _log(row, Reason.SLUG_CHANGED if live and renamed else Reason.UPDATED if live else Reason.PUBLISHED, keys)
    return row


def fill(row: PublishedArticle, article: Article, visible_from: datetime, source: Source) -> None:
    """Put what publishing decided, and the snapshot to compile from, into a row that is not compiled yet."""
    assert article.published_at
    assert article.first_published_at
    assert article.updated_at
    row.slug = article.slug
    row.version = article.version
    row.visible_from = visible_from
    row.visible_until = article.expires_at
    row.first_published_at = article.first_published_at
    row.published_at = article.published_at
    row.updated_at = article.updated_at
    row.source = source
    row.taken_at = timezone.now()


def _move(row: PublishedArticle, slug: str) -> bool:
    """Keep the old public address leading here, if readers ever had it. Says whether the address changes."""
    FormerSlug.objects.filter(slug=slug, article=row.article_id).delete()
    if row.slug == slug:
        return False
    if row.visible_from <= timezone.now():
        FormerSlug.objects.update_or_create(slug=row.slug, defaults={"article_id": row.article_id})
    return True


def _withdraw(article: Article, row: PublishedArticle, reason: Reason) -> None:
    """Empty the public side, so that there is nothing left to leak, and say so in the log."""
    now = timezone.now()
    row.visible_until = min(now, row.visible_until or now)
    _save(article, "state")
    keys = surrogate_keys.of_document(row.card, row.extra)
    compiling.clear(row)
    Change.objects.filter(article=article).pending(now).delete()
    # Asked last: a story that became visible while all this was being done may be in somebody's copy.
    if row.visible_from <= timezone.now():
        at = log.now()
        log.append(log.with_echoes([log.change(row, reason, at, keys)]), at)


def _lock(article: Article, verb: str) -> None:
    """Take the working copy for ourselves and bring the instance up to date with the database.

    `article.version` and `article.state` are what the editor saw; anything else in the database is a conflict.
    """
    log.lock()
    seen = (article.version, article.state)
    locked = Article.objects.select_for_update().get(pk=article.pk)
    workflow.check_state(locked, verb)
    if (locked.version, locked.state) != seen:
        raise Conflict(
            f"“{locked}” was published or withdrawn by somebody else meanwhile. Look at it again, then decide."
        )
    article.refresh_from_db()


def _check_year(moment: datetime | None) -> None:
    if moment and not calendar.is_within(moment):
        raise WrongMoment(calendar.RIGHT_YEAR)


def _live(article: Article) -> bool:
    return PublishedArticle.objects.live().filter(article=article).exists()


def _save(article: Article, *fields: str) -> None:
    """Write the fields that belong to publishing, leaving `modified_at` alone: no editor has changed the text."""
    Article.objects.filter(pk=article.pk).update(**{name: getattr(article, name) for name in fields})


def _log(row: PublishedArticle, reason: Reason, keys: Iterable[str] = (), *, withdrawn: bool = False) -> None:
    """Log a publication and its expiry in place of whatever was announced and has not taken effect yet.

    `withdrawn`: readers see the story until now, and then not before the publication.
    """
    now = log.now()
    if row.visible_from > now:
        # What is corrected before anybody sees it is published when they do, and comes to those it is related to.
        reason = Reason.PUBLISHED
    Change.objects.filter(article=row.article_id).pending(now).delete()
    changes = [log.change(row, Reason.UNPUBLISHED, now, keys)] if withdrawn else []
    changes.append(log.change(row, reason, max(now, row.visible_from), keys))
    if row.visible_until and row.visible_until > now:
        changes.append(log.change(row, Reason.EXPIRED, row.visible_until))
    log.append(log.with_echoes(changes) + log.echoes_ahead(row, now), now)


def _second(moment: datetime) -> datetime:
    """Public dates have whole seconds, so that what the API shows is what its filters compare."""
    return moment - timedelta(microseconds=moment.microsecond)
