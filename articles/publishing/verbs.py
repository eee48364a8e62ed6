"""The verbs of publishing. Each is one transaction: the document, the change log and the search index change together.

They wait for each other at the change log: one runs at a time, however many servers there are.

Every verb takes the article as the editor last saw it: its version, its state and, if the verb releases the working
copy, when that was last changed. If somebody else has changed these since, it raises `Conflict` and changes nothing.
"""

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.changes import log, surrogate_keys
from articles.models import Article, Change, Correction, FormerSlug, PublishedArticle, PublishedDocument
from articles.models.article import ON_THE_DESK
from articles.publishing import compiling, snapshots, workflow
from articles.publishing.snapshots import Source
from articles.publishing.telling import tell
from articles.publishing.workflow import Conflict, NotReady, Passed, WrongMoment, WrongState
from media import calendar

Reason = Change.Reason


@transaction.atomic
def publish(article: Article, *, at: datetime | None = None, significant: bool = True) -> PublishedArticle:
    """Let readers see the working copy, from now on or, for imported stories, from a past time `at`.

    A live story is replaced; its `updated_at` moves only if the update is `significant`, and then to `at`.
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
    """Let readers see the working copy from a future time `at`. Until then it can be scheduled again.

    Raises NotReady, Conflict, Passed if `at` is not in the future, WrongMoment if the story is no longer visible then,
    and WrongState if it is live.
    """
    _check_year(at)
    if at <= timezone.now():
        raise Passed("The time of publication has passed: choose a later one.")
    _lock(article, "schedule")
    if _live(article):
        raise WrongState("The story is live. Publish it to replace it now, or unpublish it first.")
    if article.expires_at and timezone.now() < article.expires_at <= at:
        raise WrongMoment("“Visible until” is not later than this: choose an earlier time, or change “Visible until”.")
    article.published_at = _second(at)
    return _release(article, visible_from=_second(at), significant=True)


@transaction.atomic
def retime(article: Article, at: datetime) -> PublishedArticle:
    """Let readers see what was scheduled at another future time. Changes of the working copy since stay private.

    Raises Conflict, Passed if `at` is not in the future, WrongState if the story is live, and WrongMoment if `at` is
    before the end of its embargo or after the story ends.
    """
    _check_year(at)
    if at <= timezone.now():
        raise Passed("The time of publication has passed: choose a later one.")
    _lock(article, "retime")
    row = PublishedArticle.objects.select_related("document").get(article=article)
    if row.visible_from <= timezone.now():
        raise WrongState("The story is live. Publish it to replace it now, or unpublish it first.")
    if article.embargo_until and article.embargo_until > at:
        raise WrongMoment("The story is under embargo then: choose a later time, or change the embargo.")
    if row.visible_until and row.visible_until <= at:
        raise WrongMoment("“Visible until” is not later than this: choose an earlier time.")
    at = _second(at)
    first = row.first_published_at > timezone.now()
    row.visible_from = row.published_at = row.updated_at = at
    row.first_published_at = at if first else row.first_published_at
    article.published_at, article.updated_at, article.first_published_at = at, at, row.first_published_at
    _save(article, "published_at", "updated_at", "first_published_at")
    compiling.store([row])
    tell(row, Reason.PUBLISHED)
    return row


@transaction.atomic
def unpublish(article: Article) -> None:
    """Withdraw the story from readers, who then find nothing (404). A scheduled one becomes a draft again.

    Raises WrongState, Conflict.
    """
    _lock(article, "unpublish")
    row = article.published
    was_seen = row.visible_from <= timezone.now()
    article.state = Article.State.UNPUBLISHED if was_seen else Article.State.DRAFT
    _withdraw(article, row, Reason.UNPUBLISHED)


@transaction.atomic
def kill(article: Article, note: str) -> None:
    """Declare the story void for good: readers find only `note` (410).

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
    """Add a dated public note to what was published. Changes of the working copy stay private.

    `at` is the past time of an imported correction.
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
    tell(row, Reason.CORRECTED)
    return correction


@transaction.atomic
def take_over(article: Article) -> None:
    """Give another story's former address to this one, whose slug it is.

    Links to it lead nowhere until this story is published. Call it in the same transaction as `article.save()`.
    """
    log.lock()
    given_up = FormerSlug.objects.filter(slug=article.slug).exclude(article=article.pk)
    stories = list(given_up.values_list("article", flat=True))
    if stories:
        given_up.delete()
        log.touch(*(surrogate_keys.key("article", story) for story in stories))


def would_change(article: Article) -> bool:
    """Whether readers would see anything new if the stored working copy were published now."""
    row = PublishedArticle.objects.live().filter(article=article).select_related("document").first()
    if not row:
        return True
    published = (row.slug, row.published_at, row.visible_until, snapshots.read_now(row))
    embargoed = article.embargo_until and article.embargo_until > timezone.now()
    return bool(embargoed) or published != (
        article.slug,
        article.published_at,
        article.expires_at,
        snapshots.take(article),
    )


def _release(article: Article, *, visible_from: datetime, significant: bool) -> PublishedArticle:
    """Compile the working copy and make it visible, but not before an embargo ends."""
    if problems := workflow.problems(article):
        raise NotReady(problems)
    before = PublishedArticle.objects.filter(article=article).select_related("document").first()
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
    _leave_the_desk(article)
    row = before or PublishedArticle(article=article)
    keys = before.surrogate_keys if before else set()
    renamed = _move(row, article.slug) if before else False
    fill(row, article, visible_from, snapshots.take(article))
    compiling.store([row])
    if live and visible_from > timezone.now():
        # An embargo that ends in the future withdraws a live story until then.
        tell(row, Reason.PUBLISHED, keys, withdrawn=True)
    else:
        tell(row, Reason.SLUG_CHANGED if live and renamed else Reason.UPDATED if live else Reason.PUBLISHED, keys)
    return row


def fill(row: PublishedArticle, article: Article, visible_from: datetime, source: Source) -> None:
    """Set what publishing decided, and the snapshot to compile from, on a row that is compiled afterwards."""
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
    row.taken_at = timezone.now()
    row.document = PublishedDocument(published=row, source=source)


def _move(row: PublishedArticle, slug: str) -> bool:
    """Keep the old public address leading here, if readers ever had it. Returns whether the address changes."""
    FormerSlug.objects.filter(slug=slug, article=row.article_id).delete()
    if row.slug == slug:
        return False
    if row.visible_from <= timezone.now():
        FormerSlug.objects.update_or_create(slug=row.slug, defaults={"article_id": row.article_id})
    return True


def _withdraw(article: Article, row: PublishedArticle, reason: Reason) -> None:
    """Empty the public side, so that nothing is left to leak, and log it."""
    now = timezone.now()
    row.visible_until = min(now, row.visible_until or now)
    _save(article, "state")
    _leave_the_desk(article)
    keys = row.surrogate_keys
    compiling.clear(row)
    Change.objects.filter(article=article).pending(now).delete()
    # Checked last: a story that became visible meanwhile may be in somebody's copy.
    if row.visible_from <= timezone.now():
        at = log.now()
        log.append(log.with_echoes([log.change(row, reason, at, keys)]), at)


def _lock(article: Article, verb: str) -> None:
    """Lock the working copy and bring the instance, which is as the editor saw it, up to date.

    Raises WrongState, and Conflict if the instance differed from the stored row.
    """
    log.lock()
    seen, last_changed = (article.version, article.state), article.modified_at
    article.refresh_from_db(from_queryset=Article.objects.select_for_update())
    workflow.check_state(article, verb)
    if (article.version, article.state) != seen:
        raise Conflict(
            f"“{article}” was published or withdrawn by somebody else meanwhile. Look at it again, then decide."
        )
    if workflow.VERBS[verb].releases and article.modified_at != last_changed:
        raise Conflict(f"“{article}” was changed while you were looking. Look at it again, then decide.")


def _check_year(moment: datetime | None) -> None:
    if moment and not calendar.is_within(moment):
        raise WrongMoment(calendar.RIGHT_YEAR)


def _live(article: Article) -> bool:
    return PublishedArticle.objects.live().filter(article=article).exists()


def _save(article: Article, *fields: str) -> None:
    """Write fields that belong to publishing without changing `modified_at`: no editor has changed the text."""
    Article.objects.filter(pk=article.pk).update(**{name: getattr(article, name) for name in fields})


def _leave_the_desk(article: Article) -> None:
    """What was handed over has arrived: the next change begins as a story that is being written."""
    if article.stage != Article.Stage.WRITING or article.assigned_to_id:
        article.stage, article.assigned_to = Article.Stage.WRITING, None
        _save(article, *ON_THE_DESK)


def _second(moment: datetime) -> datetime:
    """Public dates have whole seconds, so that what the API shows is what its filters compare."""
    return moment - timedelta(microseconds=moment.microsecond)
