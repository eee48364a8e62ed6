"""The index follows every change of a working copy, at once or as soon as somebody searches."""

from functools import partial
from unittest import mock

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries

from articles import finding
from articles.editing import commenting, versions
from articles.finding import story as words
from articles.models import Article, DeskEntry, DeskTerms, Version
from tests import factories
from tests.articles.finding.test_found import found
from tests.articles.publishing.test_concurrency import together

pytestmark = pytest.mark.django_db


def outdated() -> list[str]:
    return sorted(DeskEntry.objects.filter(outdated=True).values_list("article__headline", flat=True))


def test_a_version_is_indexed_in_its_own_transaction() -> None:
    story = factories.draft("Bridge")
    versions.record(story, None, Version.Origin.SAVED)
    assert outdated() == []
    Article.objects.filter(pk=story.pk).update(headline="Tunnel")
    with transaction.atomic():
        versions.record(story, None, Version.Origin.SAVED)
        transaction.set_rollback(True)
    assert (found("bridge"), found("tunnel")) == (["Tunnel"], [])


def test_comments_are_indexed_when_they_are_made_and_when_they_are_taken_back() -> None:
    story, tom = factories.draft("Bridge"), User.objects.create_user("tom")
    said = commenting.comment(story, tom, "Is the budget right?")
    assert (outdated(), found("budget")) == ([], ["Bridge"])
    commenting.take_back(said, tom)
    assert (outdated(), found("budget")) == ([], [])


def test_a_story_saved_elsewhere_is_indexed_by_the_next_search_or_the_worker() -> None:
    story = factories.draft("Bridge")
    assert (outdated(), found("bridge")) == (["Bridge"], ["Bridge"])
    story.headline = "Tunnel"
    story.save()
    assert (outdated(), finding.catch_up(), finding.catch_up(), outdated()) == (["Tunnel"], 1, 0, [])
    assert found("tunnel") == ["Tunnel"]


def test_a_renamed_author_tag_topic_or_picture_makes_its_stories_outdated_and_no_others() -> None:
    rows = (
        factories.author("Ana Ruiz"),
        factories.tag("Ferries"),
        factories.topic("Harbour"),
        factories.image(caption="A"),
    )
    author, tag, topic, image = rows
    factories.draft("Signed", authors=[author])
    factories.draft("Tagged", tags=[tag])
    factories.draft("Filed", topic=topic)
    factories.draft("Illustrated", lead=image)
    finding.catch_up()
    seen = []
    for row, field in ((author, "name"), (tag, "name"), (topic, "name"), (image, "caption")):
        setattr(row, field, "Zeppelins")
        row.save()
        seen.append((outdated(), found("zeppelins")))
        setattr(row, field, "Balloons")
        row.save()
        finding.catch_up()
    assert seen == [([name], [name]) for name in ("Signed", "Tagged", "Filed", "Illustrated")]


def test_a_search_indexes_only_a_few_and_leaves_the_rest_to_the_worker() -> None:
    for number in range(finding.AT_ONCE + 2):
        factories.draft(f"Bridge {number}")
    assert len(found("bridge")) == finding.AT_ONCE
    assert finding.catch_up() == 2
    assert len(found("bridge")) == finding.AT_ONCE + 2


@pytest.mark.parametrize("rows", [1, 3])
def test_catching_up_takes_the_same_queries_however_many_stories(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        story = factories.draft(f"Bridge {number}", tags=[factories.tag()], lead=factories.image())
        Version.objects.create(
            article=story, number=1, made_at=story.modified_at, packed=Version.pack({}), origin="saved"
        )
    # Savepoint (2), whether any, which, entries, stories, versions, tags, authors, pictures, comments; terms and words
    # deleted (2) and inserted (2), entries written.
    with django_assert_num_queries(16):
        assert finding.catch_up() == rows


def test_what_has_not_changed_is_not_written_again() -> None:
    story = factories.draft("Bridge")
    finding.catch_up()
    with mock.patch("articles.finding.index.search.add") as add:
        story.save()
        finding.catch_up()
    assert (add.call_count, outdated()) == (0, [])


def test_a_story_that_cannot_be_indexed_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    bad, _ = factories.draft("Bad bridge"), factories.draft("Good bridge")

    def terms(self: words.Story) -> object:
        if self.id == bad.pk:
            raise ValueError(self)
        return original(self)

    original = words.Story.terms
    with mock.patch.object(words.Story, "terms", terms):
        assert found("bridge") == ["Good bridge"]
    assert [record.message for record in caplog.records] == [
        f"The working copy {bad.pk} cannot be indexed: editors do not find it."
    ]


def test_reindex_finds_again_what_the_index_had_lost_or_never_had() -> None:
    for headline in ("Bridge one", "Bridge two"):
        factories.draft(headline)
    finding.catch_up()
    DeskEntry.objects.filter(article__headline="Bridge one").delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_desk")
    call_command("reindex", verbosity=0)
    assert sorted(found("bridge")) == ["Bridge one", "Bridge two"]
    assert DeskTerms.objects.count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite allows one writer at a time")
def test_several_who_index_one_story_at_once_index_it_once() -> None:
    story = factories.draft("Bridge")
    people = [User.objects.create_user(f"tom{number}") for number in range(4)]
    together(
        *(partial(commenting.comment, story, one, "The budget?") for one in people),
        *[finding.catch_up] * 2,
        partial(found, "bridge"),
    )
    # The tables of the index are not emptied between tests.
    indexed = DeskTerms.objects.filter(entry__article=story).count()
    assert (indexed, outdated(), found("budget")) == (1, [], ["Bridge"])
