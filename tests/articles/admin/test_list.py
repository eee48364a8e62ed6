"""The list of stories."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Article
from articles.publishing import status, verbs
from articles.publishing.status import Status
from tests import factories
from tests.articles.admin import screen

LIST = reverse("admin:articles_article_changelist")


def headlines(client: Client, **parameters: str) -> list[str]:
    return sorted(screen.texts(client.get(LIST, parameters).content, "#result_list .row-title"))


def one_of_each() -> None:
    """A story in every state, with the state's name as its headline."""
    now = timezone.now()
    factories.draft("draft")
    factories.draft("in_review", stage=Article.Stage.IN_REVIEW)
    factories.draft("ready", stage=Article.Stage.READY)
    factories.published("live")
    verbs.schedule(factories.draft("scheduled"), now + timedelta(days=1))
    factories.published("changed").save()
    expired = factories.published("expired", at=now - timedelta(hours=1))
    Article.objects.filter(pk=expired.pk).update(expires_at=now)
    expired.published.visible_until = now
    expired.published.save()
    verbs.unpublish(factories.published("unpublished"))
    verbs.kill(factories.published("killed"), "Void.")


@pytest.mark.parametrize("rows", [1, 3])
def test_its_queries_do_not_grow_with_its_rows(
    editor: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        factories.published(lead=factories.image(), tags=[factories.tag()], authors=[factories.author()])
    editor.get(LIST)
    # Session, user, permissions (2), number of stories, first and last date and the days between, topics and languages
    # to filter by, stories, lead pictures, authors, saved filters.
    with django_assert_num_queries(13):
        response = editor.get(LIST)
    assert len(screen.texts(response.content, "#result_list .row-title")) == rows


def test_a_row_tells_what_matters(editor: Client) -> None:
    factories.published("Harbour bridge reopens", topic=factories.topic("City"), authors=[factories.author("Ana Ruiz")])
    cells = screen.texts(editor.get(LIST).content, "#result_list tbody td, #result_list tbody th")
    assert [cells[2], cells[3], cells[4], *cells[7:]] == [
        "Harbour bridge reopens Live",
        "City",
        "Ana Ruiz",
        "0",
    ]


def test_filtering_by_status_agrees_with_the_status_of_each_story(editor: Client) -> None:
    one_of_each()
    assert {one.headline: status.of(one) for one in Article.objects.all()} == {name: name for name in Status.values}
    assert {name: headlines(editor, status=name) for name in Status.values} == {name: [name] for name in Status.values}


def test_search_looks_at_headline_standfirst_and_authors(editor: Client) -> None:
    factories.draft("Harbour bridge reopens", standfirst="After two years", authors=[factories.author("Ana Ruiz")])
    factories.draft("Storm season")
    for words in ("harbour", "two years", "ruiz"):
        assert headlines(editor, q=words) == ["Harbour bridge reopens"]


def test_a_part_of_an_authors_name_filters(editor: Client) -> None:
    factories.draft("Hers", authors=[factories.author("Ana Ruiz"), factories.author("Tom Okafor")])
    factories.draft("Nobody's", authors=[])
    assert headlines(editor, author="ruiz") == ["Hers"]


def test_several_stories_are_unpublished_after_asking(editor: Client) -> None:
    live, scheduled, draft = factories.published("Live"), factories.draft("Scheduled"), factories.draft("Draft")
    verbs.schedule(scheduled, timezone.now() + timedelta(days=1))
    chosen = {"action": "unpublish_selected", "_selected_action": [live.pk, scheduled.pk, draft.pk]}
    page = editor.post(LIST, chosen).content
    assert sorted(screen.texts(page, ".consequences li")) == ["Live", "Scheduled"]
    assert status.of(Article.objects.get(pk=live.pk)) == "live"

    seen = [f"{one.pk}:{one.version}:{one.state}" for one in (live, scheduled)]
    page = editor.post(LIST, chosen | {"seen": seen}, follow=True).content
    assert screen.texts(page, ".messagelist li") == [
        "Readers no longer see 1 story.",
        "The schedule of 1 story is called off.",
    ]
    assert [status.of(Article.objects.get(pk=one.pk)) for one in (live, scheduled)] == ["unpublished", "draft"]


def test_a_story_published_again_meanwhile_is_left_alone_and_named(editor: Client) -> None:
    article = factories.published("Harbour bridge reopens")
    chosen = {"action": "unpublish_selected", "_selected_action": [article.pk], "seen": [f"{article.pk}:0:published"]}
    page = editor.post(LIST, chosen, follow=True).content
    assert screen.texts(page, ".messagelist li") == [
        "“Harbour bridge reopens” was published or withdrawn by somebody else meanwhile. Look at it again, then decide."
    ]
    assert status.of(Article.objects.get()) == "live"


def test_who_may_not_publish_has_no_such_action_and_nobody_deletes_in_bulk(editor: Client, reporter: Client) -> None:
    factories.draft()
    everybody = [
        "---------",
        "Change tags…",
        "Move to a topic…",
        "Change the authors…",
        "Assign to a colleague…",
        "Submit for review…",
        "Mark as ready…",
    ]
    assert screen.texts(editor.get(LIST).content, "select[name=action] option") == [
        *everybody,
        "Publish changes…",
        "Unpublish selected stories…",
        "Export views of selected stories (CSV)",
    ]
    assert screen.texts(reporter.get(LIST).content, "select[name=action] option") == [
        *everybody,
        "Export views of selected stories (CSV)",
    ]
