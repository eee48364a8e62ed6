"""The change log: what it reports, and that nothing is ever inserted before what was read."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.utils import timezone

from articles.changes import log, position
from articles.models import Change, Redirect
from articles.publishing import verbs
from tests import factories

pytestmark = pytest.mark.django_db
LATER = datetime(2099, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[mock.Mock]:
    """The clock: `return_value` is now."""
    with mock.patch("django.utils.timezone.now", return_value=timezone.now().replace(microsecond=0)) as now:
        yield now


def keys() -> str:
    return Change.objects.latest("pk").keys


def test_a_change_names_all_that_a_story_was_and_is_found_by() -> None:
    article = factories.published(
        topic=factories.topic("City", parent=factories.topic("Region")),
        tags=[factories.tag("Bridges")],
        authors=[factories.author("Ana Ruiz", image=factories.image())],
        lead=factories.image(),
    )
    portrait, lead = article.authors.get().image_id, article.images.get().pk
    images = " ".join(sorted(f"image-{one}" for one in (portrait, lead)))
    before = f"article-{article.pk} author-ana-ruiz {images} tag-bridges topic-city topic-region"
    assert keys() == before
    article.tag_places.all().delete()
    article.topic = factories.topic("Sport")
    article.save()
    verbs.publish(article)
    assert keys() == f"article-{article.pk} author-ana-ruiz {images} tag-bridges topic-city topic-region topic-sport"
    verbs.unpublish(article)
    assert keys() == f"article-{article.pk} author-ana-ruiz {images} topic-sport"


@pytest.mark.parametrize(
    ("make", "field", "kind"),
    [
        (factories.author, "bio", "author"),
        (factories.tag, "description", "tag"),
        (factories.topic, "description", "topic"),
    ],
)
def test_what_only_the_lists_show_is_logged_beside_stories(make: object, field: str, kind: str) -> None:
    row = make("Harbour")  # type: ignore[operator]  # one of the factories
    factories.published(**{"topic": row} if kind == "topic" else {f"{kind}s": [row]})
    Change.objects.all().delete()
    setattr(row, field, "By the sea.")
    row.save()
    assert [(one.action, one.reason, one.keys) for one in Change.objects.all()] == [
        ("edit", "edited", f"{kind}-harbour")
    ]
    row.save()
    assert Change.objects.count() == 1


def test_a_picture_that_every_story_words_anew_is_logged_all_the_same() -> None:
    picture = factories.image()
    article = factories.draft(lead=picture)
    article.image_uses.update(caption="Here.")
    verbs.publish(article)
    picture.caption = "At noon."
    picture.save()
    assert keys() == f"image-{picture.pk}"
    assert Change.objects.filter(article=article).count() == 1


def test_a_new_slug_names_both() -> None:
    tag = factories.tag("Bridges")
    factories.published(tags=[tag])
    tag.slug = "bridges-and-tunnels"
    tag.save()
    assert keys() == "tag-bridges tag-bridges-and-tunnels"


def test_topics_that_come_and_go_are_logged() -> None:
    topic = factories.topic("City")
    topic.delete()
    assert [one.keys for one in Change.objects.all()] == ["topic-city", "topic-city"]


def test_collections_and_redirects_are_logged_whenever_they_are_saved() -> None:
    collection = factories.collection("Front page", [factories.published()])
    redirect = Redirect.objects.create(path="/old", address="/new")
    Change.objects.all().delete()
    collection.save()
    redirect.delete()
    collection.delete()
    assert [one.keys for one in Change.objects.order_by("pk")] == [
        "collection-front-page",
        "redirects",
        "collection-front-page",
    ]


def test_a_clock_that_goes_back_puts_nothing_before_what_was_read(clock: mock.Mock) -> None:
    first = factories.published()
    clock.return_value -= timedelta(seconds=50)
    second = factories.published()
    assert list(Change.objects.of_stories().values_list("article", flat=True)) == [first.pk, second.pk]


def test_a_log_that_is_far_ahead_of_the_clock_holds_nothing_up(clock: mock.Mock, caplog: Any) -> None:
    factories.published()
    clock.return_value -= timedelta(hours=1)
    second = factories.published()
    assert second.changes.get().effective_at == clock.return_value
    assert "The change log is 1:00:00 ahead of the clock" in caplog.text


@pytest.mark.parametrize("make", [factories.author, factories.tag])
def test_what_no_live_story_shows_is_not_talked_about(make: Any) -> None:
    row = make("Merger")
    fields: Any = {"tags" if make is factories.tag else "authors": [row]}
    verbs.schedule(factories.draft(**fields), LATER)
    row.description = row.bio = "Not yet."
    row.slug = "secret-merger"
    row.save()
    assert "merger" not in " ".join(Change.objects.filter(article=None).values_list("keys", flat=True))
    assert set(Change.objects.of_stories().values_list("effective_at", flat=True)) == {LATER}


def test_a_collection_is_talked_about_while_it_is_public_and_when_it_ceases_to_be() -> None:
    collection = factories.collection("Plans", [], public=False)
    assert not Change.objects.filter(keys="collection-plans").exists()
    for public in (True, False, False):
        collection.public = public
        collection.save()
    assert Change.objects.filter(keys="collection-plans").count() == 2


def test_those_a_story_is_related_to_are_told_when_it_comes_and_goes() -> None:
    story = factories.draft("Later")
    showing = factories.published("Main", related=[story])
    hidden = factories.draft("Draft", related=[story])
    verbs.publish(story)
    verbs.publish(story)
    verbs.kill(story, "Void.")
    told = [(one.slug, one.reason, one.keys) for one in Change.objects.of_stories().exclude(article=story)]
    echo = ("main", "updated", f"article-{showing.pk}")
    assert (told[0][:2], told[1:]) == (("main", "published"), [echo, echo])
    assert not hidden.changes.exists()


def test_whoever_is_published_later_hears_of_what_was_announced_before() -> None:
    story = factories.draft("Later")
    verbs.schedule(story, LATER)
    showing = factories.published("Main", related=[story])
    verbs.publish(showing)
    ahead = [(one.slug, one.reason, one.effective_at) for one in Change.objects.pending().order_by("pk")]
    assert ahead == [("later", "published", LATER), ("main", "updated", LATER)]


def test_the_position_moves_with_changes_and_with_the_clock(clock: mock.Mock) -> None:
    start = position.read()
    article = factories.draft()
    verbs.schedule(article, clock.return_value + timedelta(minutes=1))
    announced = position.read()
    assert announced.next_at == clock.return_value + timedelta(minutes=1)
    clock.return_value += timedelta(minutes=1)
    in_effect = position.read()
    assert in_effect.next_at is None
    assert len({start.token, announced.token, in_effect.token}) == 3
    assert position.read() == in_effect


def test_what_was_announced_is_told_once_nobody_can_call_it_off(clock: mock.Mock) -> None:
    first = factories.published("First")
    at = clock.return_value + timedelta(minutes=1)
    verbs.schedule(factories.draft("Second"), at)
    clock.return_value = at
    factories.published("Third")
    told = []
    for seconds in (0.9, 0.1):
        clock.return_value += timedelta(seconds=seconds)
        told.append([change.slug for change in Change.objects.settled().of_stories()])
    assert told == [["first"], ["first", "second", "third"]]
    assert first.slug == "first"


def test_touching_is_one_transaction_with_what_it_follows() -> None:
    log.touch("topic-city", "topic-region", "")
    change = Change.objects.get()
    assert (change.article, change.keys, change.effective_at) == (None, "topic-city topic-region", change.recorded_at)
