"""Publishing: what readers see after each verb, and what the change log says about it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Change, FormerSlug, PublishedArticle
from articles.publishing import status, upkeep, verbs
from articles.publishing.workflow import Conflict, NotReady, WrongState
from tests import factories

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
# Where a picture can stand in a text.
PLACES = [
    "<figure>{}</figure>",
    "<ul><li>One {}</li><li>Two</li></ul>",
    "<p>Before {} behind</p>",
    '<p><a href="/there">{}</a></p>',
    "<blockquote><p>Said {}</p></blockquote>",
    "<table><tr><td>One {}</td><td>Two</td></tr></table>",
]


def live(article: Article) -> bool:
    return PublishedArticle.objects.live().filter(article=article).exists()


def log(article: Article) -> list[tuple[str, str, int]]:
    """Action, reason and version of every change, in order of effect."""
    return list(Change.objects.filter(article=article).values_list("action", "reason", "version"))


def headline(article: Article) -> str:
    return str(PublishedArticle.objects.get(article=article).document.source["headline"])


def test_a_draft_is_nowhere_in_public() -> None:
    article = factories.draft()
    assert not PublishedArticle.objects.exists()
    assert status.of(article) == "draft"


def test_publishing_shows_the_working_copy() -> None:
    article = factories.draft("Harbour bridge reopens")
    row = verbs.publish(article)
    article.refresh_from_db()
    assert live(article)
    assert (row.slug, row.version, article.version) == ("harbour-bridge-reopens", 1, 1)
    assert article.state == "published"
    assert article.first_published_at == article.published_at == article.updated_at == row.visible_from
    assert log(article) == [("upsert", "published", 1)]
    assert status.of(article) == "live"


def test_later_edits_wait_until_they_are_published() -> None:
    article = factories.published("First")
    article.headline = "Second"
    article.save()
    assert headline(article) == "First"
    assert status.of(article) == "changed"
    verbs.publish(article)
    assert headline(article) == "Second"
    assert log(article) == [("upsert", "published", 1), ("upsert", "updated", 2)]


def test_only_a_significant_update_moves_the_public_date() -> None:
    article = factories.published(at=NOON)
    verbs.publish(article, significant=False)
    assert article.updated_at == NOON
    verbs.publish(article)
    assert article.updated_at
    assert article.updated_at > NOON
    assert article.published_at == article.first_published_at == NOON


def test_a_story_from_elsewhere_keeps_its_date() -> None:
    article = factories.published(at=NOON)
    row = PublishedArticle.objects.get()
    assert (row.published_at, row.first_published_at, row.updated_at, row.visible_from) == (NOON, NOON, NOON, NOON)
    assert live(article)


def test_everything_missing_is_said_at_once() -> None:
    bare = factories.image(credit="", alt_text="")
    article = factories.draft(body="", topic=None, authors=[], lead=bare, expires_at=NOON)
    with pytest.raises(NotReady) as raised:
        verbs.publish(article)
    assert [(problem.field, problem.message) for problem in raised.value.problems] == [
        ("body", "Write the story."),
        ("topic", "Choose a topic."),
        ("authors", "Say who wrote it: add an author or a byline."),
        ("expires_at", "“Visible until” has passed: empty it or choose a later date."),
        ("images", f"“{bare}” (lead picture) needs a credit line and alternative text."),
    ]
    article.refresh_from_db()
    assert (article.state, article.version) == ("draft", 0)
    assert not PublishedArticle.objects.exists()


def test_words_given_in_the_story_can_stand_in_for_the_picture_s_own() -> None:
    bare = factories.image(alt_text="")
    article = factories.draft(lead=bare)
    article.image_uses.update(alt_text="A bridge")
    verbs.publish(article)
    assert live(article)


def test_a_picture_in_the_text_must_be_in_the_library() -> None:
    article = factories.draft(body='<figure><img data-file="0f9c0000-0000-4000-8000-000000000000"></figure>')
    with pytest.raises(NotReady, match="not in the picture library"):
        verbs.publish(article)


@pytest.mark.parametrize("around", PLACES)
def test_a_picture_from_another_site_is_named_and_not_published(around: str) -> None:
    article = factories.draft(body=around.format('<img src="https://pics.example/a.jpg" alt="A gull">'))
    with pytest.raises(NotReady) as refused:
        verbs.publish(article)
    assert [(problem.field, problem.message) for problem in refused.value.problems] == [
        (
            "body",
            "A picture in the text (“https://pics.example/a.jpg”) is not in the picture library, and readers would not "
            "see it: upload it to the library and insert it from there, or take it out.",
        )
    ]
    assert not PublishedArticle.objects.exists()


@pytest.mark.parametrize("around", PLACES)
def test_a_picture_anywhere_in_the_text_needs_a_credit_and_alternative_text(around: str) -> None:
    bare = factories.image(credit="", alt_text="")
    article = factories.draft(body=around.format(f'<img data-file="{bare.pk}">'))
    with pytest.raises(NotReady) as refused:
        verbs.publish(article)
    assert [(problem.field, problem.message) for problem in refused.value.problems] == [
        ("images", f"“{bare}” (in the text) needs a credit line and alternative text.")
    ]


def test_a_scheduled_story_appears_by_the_clock_alone() -> None:
    article = factories.draft()
    at = timezone.now() + timedelta(hours=2)
    verbs.schedule(article, at)
    assert not live(article)
    assert status.of(article) == "scheduled"
    assert PublishedArticle.objects.live(at).count() == 1
    assert Change.objects.pending().count() == 1
    assert article.first_published_at == article.published_at == at.replace(microsecond=0)


def test_a_schedule_can_be_moved_and_leaves_one_change() -> None:
    article = factories.draft()
    verbs.schedule(article, timezone.now() + timedelta(hours=2))
    later = timezone.now() + timedelta(hours=5)
    verbs.schedule(article, later)
    assert [change.effective_at for change in Change.objects.of_stories()] == [later.replace(microsecond=0)]
    assert article.first_published_at == later.replace(microsecond=0)


def test_re_timing_keeps_what_was_scheduled() -> None:
    article = factories.draft("As it was approved")
    verbs.schedule(article, timezone.now() + timedelta(hours=2))
    article.headline = "Changed since"
    article.save()
    sooner = (timezone.now() + timedelta(hours=1)).replace(microsecond=0)
    verbs.retime(article, sooner)
    row = PublishedArticle.objects.live(sooner).get()
    assert (headline(article), row.first_published_at, row.published_at, row.updated_at) == (
        "As it was approved",
        *[sooner] * 3,
    )
    assert [change.effective_at for change in Change.objects.of_stories()] == [sooner]
    article.refresh_from_db()
    assert (article.headline, article.published_at, article.version) == ("Changed since", sooner, 1)


def test_a_story_is_re_timed_only_while_it_waits_and_within_its_dates() -> None:
    now = timezone.now()
    with pytest.raises(WrongState, match="is live"):
        verbs.retime(factories.published(), now + timedelta(hours=1))
    with pytest.raises(WrongState, match="cannot be scheduled for another time"):
        verbs.retime(factories.draft(), now + timedelta(hours=1))
    held = factories.draft(embargo_until=now + timedelta(hours=3), expires_at=now + timedelta(hours=9))
    verbs.schedule(held, now + timedelta(hours=4))
    for at, reason in ((2, "embargo"), (9, "Visible until"), (-1, "has passed")):
        with pytest.raises(WrongState, match=reason):
            verbs.retime(held, now + timedelta(hours=at))
    assert PublishedArticle.objects.get(article=held).visible_from == (now + timedelta(hours=4)).replace(microsecond=0)


def test_publishing_a_scheduled_story_shows_it_now() -> None:
    article = factories.draft()
    verbs.schedule(article, timezone.now() + timedelta(hours=2))
    verbs.publish(article)
    assert live(article)
    assert article.published_at
    assert article.published_at <= timezone.now()


def test_schedules_lie_ahead() -> None:
    with pytest.raises(WrongState, match="has passed"):
        verbs.schedule(factories.draft(), NOON)


def test_a_live_story_is_not_scheduled() -> None:
    with pytest.raises(WrongState, match="is live"):
        verbs.schedule(factories.published(), timezone.now() + timedelta(hours=1))


def test_nothing_is_seen_before_an_embargo_ends() -> None:
    until = timezone.now() + timedelta(hours=3)
    article = factories.draft(embargo_until=until)
    verbs.publish(article)
    assert not live(article)
    assert PublishedArticle.objects.live(until).count() == 1
    assert article.published_at == until


def test_a_live_story_under_a_new_embargo_is_taken_back_until_it_ends() -> None:
    article = factories.published("Known")
    until = timezone.now() + timedelta(hours=3)
    article.embargo_until = until
    article.save()
    verbs.publish(article)
    assert not live(article)
    assert log(article) == [("upsert", "published", 1), ("remove", "unpublished", 2), ("upsert", "published", 2)]
    assert Change.objects.of_stories().pending().get().effective_at == until


def test_what_readers_have_never_seen_is_not_killed() -> None:
    article = factories.draft()
    verbs.schedule(article, timezone.now() + timedelta(hours=3))
    with pytest.raises(WrongState, match="call off its schedule instead"):
        verbs.kill(article, "Void.")


def test_an_expiry_is_announced_and_needs_nobody() -> None:
    gone = timezone.now() + timedelta(hours=1)
    article = factories.published(expires_at=gone)
    assert PublishedArticle.objects.live(gone).count() == 0
    assert log(article) == [("upsert", "published", 1), ("remove", "expired", 1)]


def test_unpublishing_leaves_nothing_to_leak() -> None:
    article = factories.published("Secret", tags=[factories.tag()], lead=factories.image())
    verbs.unpublish(article)
    row = PublishedArticle.objects.get()
    assert not live(article)
    assert article.state == "unpublished"
    assert (hasattr(row, "document"), row.topic) == (False, None)
    assert [rows.count() for rows in (row.tags, row.authors, row.images, row.related)] == [0, 0, 0, 0]
    assert log(article) == [("upsert", "published", 1), ("remove", "unpublished", 1)]


def test_an_unpublished_story_comes_back_with_its_first_date() -> None:
    article = factories.published(at=NOON)
    verbs.unpublish(article)
    verbs.publish(article)
    assert live(article)
    assert article.first_published_at == NOON
    assert [reason for _, reason, _ in log(article)] == ["published", "unpublished", "published"]


def test_unpublishing_a_scheduled_story_cancels_it_without_a_trace() -> None:
    article = factories.draft()
    verbs.schedule(article, timezone.now() + timedelta(hours=2))
    verbs.unpublish(article)
    assert article.state == "draft"
    assert log(article) == []
    assert PublishedArticle.objects.live(timezone.now() + timedelta(days=1)).count() == 0


def test_killing_is_for_good_and_says_why() -> None:
    article = factories.published()
    verbs.kill(article, " Withdrawn: the figures were wrong. ")
    row = PublishedArticle.objects.killed().get()
    assert (row.kill_note, hasattr(row, "document")) == ("Withdrawn: the figures were wrong.", False)
    assert not live(article)
    assert log(article)[-1] == ("remove", "killed", 1)
    for verb in (verbs.publish, verbs.unpublish):
        with pytest.raises(WrongState, match="is killed"):
            verb(article)


def test_killing_needs_a_note() -> None:
    with pytest.raises(ValueError, match="public note"):
        verbs.kill(factories.published(), "  ")


def test_a_draft_cannot_be_withdrawn() -> None:
    with pytest.raises(WrongState, match="is draft and cannot be unpublished"):
        verbs.unpublish(factories.draft())


def test_a_correction_touches_nothing_else() -> None:
    article = factories.published("As published", at=NOON)
    article.headline = "Not yet"
    article.save()
    verbs.correct(article, "correction", "The bridge is 412 metres long, not 421.")
    row = PublishedArticle.objects.get()
    assert headline(article) == "As published"
    assert "412 metres" in row.document.extra
    assert row.updated_at > NOON
    assert row.published_at == NOON
    assert log(article)[-1] == ("upsert", "corrected", 1)
    article.refresh_from_db()
    assert article.headline == "Not yet"
    assert article.updated_at == row.updated_at


def test_refreshing_shows_a_new_name_and_none_of_the_edits() -> None:
    writer = factories.author("Ana Ruiz")
    article = factories.published("As published", authors=[writer])
    untouched = factories.published()
    article.headline = "Not yet"
    article.save()
    writer.name = "Ana Ruiz Vega"
    writer.save()
    upkeep.refresh(PublishedArticle.objects.all())
    row = PublishedArticle.objects.get(article=article)
    assert '"byline":"By Ana Ruiz Vega"' in row.document.card
    assert '"headline":"As published"' in row.document.card
    assert log(article) == [("upsert", "published", 1), ("upsert", "updated", 1)]
    assert log(untouched) == [("upsert", "published", 1)]


def test_a_new_slug_keeps_the_old_address() -> None:
    article = factories.published("One")
    article.slug = "two"
    article.save()
    verbs.publish(article)
    assert list(FormerSlug.objects.values_list("slug", "article")) == [("one", article.pk)]
    assert log(article)[-1] == ("upsert", "slug_changed", 2)
    article.slug = "one"
    article.save()
    verbs.publish(article)
    assert list(FormerSlug.objects.values_list("slug", flat=True)) == ["two"]


def test_an_address_nobody_has_seen_is_not_kept() -> None:
    article = factories.draft("One")
    verbs.schedule(article, timezone.now() + timedelta(hours=2))
    article.slug = "two"
    article.save()
    verbs.schedule(article, timezone.now() + timedelta(hours=2))
    assert not FormerSlug.objects.exists()


def test_former_and_future_addresses_are_taken() -> None:
    article = factories.published("One")
    article.slug = "two"
    article.save()
    assert factories.draft("One").slug == "one-2"
    verbs.publish(article)
    assert factories.draft("One").slug == "one-3"
    assert factories.draft("Two").slug == "two-2"


def test_who_publishes_from_an_old_view_of_the_story_is_told() -> None:
    article = factories.draft()
    mine, yours = Article.objects.get(pk=article.pk), Article.objects.get(pk=article.pk)
    verbs.publish(yours)
    with pytest.raises(Conflict, match="by somebody else"):
        verbs.publish(mine)
    assert PublishedArticle.objects.get().version == 1
