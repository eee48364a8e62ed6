"""Writes a batch of published archive stories with everything that belongs to them."""

from collections import Counter
from contextlib import AbstractContextManager
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles import finding
from articles.changes import log
from articles.models import (
    Article,
    ArticleTag,
    Byline,
    Change,
    ImageUse,
    PublishedArticle,
    RelatedStory,
    ViewBucket,
    ViewDay,
    ViewRanking,
    ViewTotal,
    bulk,
)
from articles.publishing import compiling, verbs
from demo.archive.stories import Made

MONTH = 30 * 24  # hours


def write(made: list[Made], random: Random, turn: AbstractContextManager[Any]) -> None:
    """Compile stories, wait for our `turn`, and write them in one transaction."""
    rows = [PublishedArticle(article=one.article) for one in made]
    for row, (article, source) in zip(rows, made, strict=True):
        assert article.published_at
        verbs.fill(row, article, article.published_at, source)
    compiled = compiling.prepare(rows)
    for story in compiled:
        _ = story.found_by  # cached: slow work is done before our turn
    with turn, transaction.atomic():
        log.lock()
        bulk.create(Article, [one.article for one in made])
        taken_at = timezone.now()
        for row in rows:
            row.taken_at = taken_at
        finding.mark([one.article for one in made])
        _write_parts(made)
        compiling.write(compiled)
        _log(rows)
        _write_views(rows, random)


def _write_parts(made: list[Made]) -> None:
    """Write the working copies' rows besides the article, as the snapshots have them."""
    for model, field, name in ((Byline, "author", "authors"), (ArticleTag, "tag", "tags")):
        rows = ((a.pk, other, place) for a, source in made for place, other in enumerate(source[name]))  # type: ignore[literal-required]
        bulk.insert(model, ["article", field, "position"], rows)
    related = (
        (article.pk, other, RelatedStory.Kind.RELATED, place)
        for article, source in made
        for place, other in enumerate(source["related"])
    )
    bulk.insert(RelatedStory, ["article", "story", "kind", "position"], related)
    uses = (
        (article.pk, use["image"], use["role"], 0, use["caption"], use["alt_text"], use["show_credit"])
        for article, source in made
        for use in source["pictures"]
    )
    columns = ["article", "image", "role", "position", "caption", "alt_text", "show_credit"]
    bulk.insert(ImageUse, columns, uses)


def _log(rows: list[PublishedArticle]) -> None:
    """Log the stories as in effect from now on, whatever their dates, because readers first see them now."""
    now = log.now()
    columns = ["article", "action", "reason", "slug", "version", "effective_at", "recorded_at", "keys"]
    action, reason = Change.Action.UPSERT, Change.Reason.PUBLISHED
    bulk.insert(Change, columns, ((row.article_id, action, reason, row.slug, 1, now, now, "") for row in rows))


def _write_views(rows: list[PublishedArticle], random: Random) -> None:
    """Write views: few stories are read a lot. Only the views of the last month have a date."""
    totals = {row.pk: int(random.paretovariate(0.7) * 20) % 400_000 for row in rows}
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    lately = [key for key in totals if random.random() < 0.1]
    hours = [(key, hour - timedelta(hours=ago)) for key in lately for ago in random.sample(range(MONTH), 4)]
    days: Counter[tuple[int, date]] = Counter()
    dated: Counter[int] = Counter()
    for key, at in hours:
        days[key, at.date()] += 1 + totals[key] // 40
        dated[key] += 1 + totals[key] // 40
    sums = ((key, undated + dated[key], undated) for key, undated in totals.items())
    bulk.insert(ViewTotal, ["published", "views", "undated"], sums)
    bulk.insert(ViewBucket, ["published", "hour", "views"], ((key, at, 1 + totals[key] // 40) for key, at in hours))
    bulk.insert(ViewDay, ["published", "day", "views"], ((*which, views) for which, views in days.items()))
    ViewRanking.objects.forget()
