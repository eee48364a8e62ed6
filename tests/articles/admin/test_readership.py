"""What editors see about their readers: on a story's page, in the list, on the desk, and in spreadsheets."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.admin.readership.chart import scale
from articles.models import Article
from articles.publishing import verbs
from articles.readership import counting, windows
from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.conftest import signed_in, user

LIST = reverse("admin:articles_article_changelist")


def read(article: Article, *views: tuple[timedelta, int]) -> None:
    """Count views, each some time ago."""
    now = timezone.now()
    with connection.cursor() as cursor:
        rows = [(article.published.pk, windows.hour_of(now - ago), number) for ago, number in views]
        counting.add(cursor, rows)


def page(article: Article, name: str = "views") -> str:
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def test_a_story_shows_how_it_was_read(editor: Client) -> None:
    story = factories.published("Bridge", at=timezone.now() - timedelta(days=90))
    read(story, (timedelta(0), 3), (timedelta(days=2), 40), (timedelta(days=20), 500))
    content = editor.get(page(story)).content
    assert screen.texts(content, "h1") == ["Views of “Bridge”"]
    assert screen.texts(content, ".figures div") == [
        "Total 543",
        "Last hour 3",
        "Last 24 hours 3",
        "Last 7 days 43",
        "Last 30 days 543",
    ]
    assert len(screen.texts(content, ".chart-bar")) == 30
    assert screen.texts(content, ".chart-scale span") == ["600", "300", "0"]
    rows = screen.texts(content, ".readership tbody tr")
    assert (len(rows), rows[0].split()[-1], rows[2].split()[-1], rows[20].split()[-1]) == (30, "3", "40", "500")


@pytest.mark.parametrize(("period", "bars"), [("48h", 48), ("30d", 30), ("12m", 12), ("rubbish", 30), ("", 30)])
def test_a_chart_shows_one_period(editor: Client, period: str, bars: int) -> None:
    content = editor.get(page(factories.published()), {"period": period}).content
    assert len(screen.texts(content, ".chart-bar")) == bars


def test_a_story_that_was_never_published_was_never_read(editor: Client) -> None:
    content = editor.get(page(factories.draft())).content
    assert screen.texts(content, ".readership p") == ["Nobody has read this story yet: it was never published."]
    assert editor.get(page(factories.draft(), "views_csv")).content == b"start,views\r\n"


def test_the_numbers_of_a_chart_are_there_for_spreadsheets(editor: Client) -> None:
    story = factories.published("Bridge")
    read(story, (timedelta(0), 3))
    answer = editor.get(page(story, "views_csv"), {"period": "30d"})
    assert isinstance(answer, HttpResponse)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="views-bridge-30d.csv"'
    lines = answer.content.decode().splitlines()
    assert (len(lines), lines[0], lines[-1]) == (31, "start,views", f"{datetime.now(UTC):%Y-%m-%d},3")


def test_the_list_shows_views_and_is_ordered_by_them(editor: Client) -> None:
    for headline, views in (("Some", 5), ("None", 0), ("Many", 1200)):
        read(factories.published(headline), (timedelta(0), views))
    factories.draft("Draft")
    column = screen.texts(editor.get(LIST).content, "#result_list thead th").index("Views")
    ordered = editor.get(LIST, {"o": f"-{column}"}).content
    assert screen.texts(ordered, ".row-title")[:2] == ["Many", "Some"]
    assert screen.texts(ordered, ".field-views")[:2] == ["1200", "5"]


def test_views_of_selected_stories_are_there_for_spreadsheets(editor: Client) -> None:
    at = datetime(2026, 5, 1, 12, tzinfo=UTC)
    story = factories.published("=HYPERLINK(1)", at=at)
    read(story, (timedelta(0), 7))
    draft = factories.draft("Draft")
    chosen = {"action": "export_selected", "_selected_action": [str(story.pk), str(draft.pk)]}
    lines = editor.post(LIST, chosen).content.decode().splitlines()
    assert lines[0] == "id,slug,headline,published_at,views"
    assert sorted(lines[1:]) == sorted(
        [f"{story.pk},hyperlink-1,'=HYPERLINK(1),2026-05-01T12:00:00Z,7", f"{draft.pk},{draft.slug},Draft,,0"]
    )


def test_the_desk_shows_what_is_read_now(editor: Client) -> None:
    old = factories.published("Old", at=timezone.now() - timedelta(days=3))
    read(old, (timedelta(0), 4), (timedelta(hours=3), 2), (timedelta(days=2), 90))
    read(factories.published("New"), (timedelta(0), 1))
    gone = factories.published("Gone")
    read(gone, (timedelta(0), 50))
    verbs.unpublish(gone)
    content = editor.get(reverse("admin:index")).content
    titles = screen.texts(content, ".pile h2")
    name = screen.attributes(content, ".pile h2", "id")[titles.index("Live now")]
    pile = f"[aria-labelledby={name}]"
    assert screen.texts(content, f"{pile} .line-title > a") == ["Old", "New"]
    assert screen.texts(content, f"{pile} .line-views") == [
        "6 views in the last 24 hours",
        "1 view in the last 24 hours",
    ]
    assert len(screen.links(content, f"{pile} .line-views")) == 2


@pytest.mark.parametrize("name", ["views", "views_csv"])
def test_only_who_may_see_stories_may_see_their_views(name: str, db: None) -> None:
    story = factories.published()
    assert signed_in(user("nobody", [])).get(page(story, name)).status_code == 403
    assert Client().get(page(story, name)).status_code == 302
    assert signed_in(user("guest", ["view_article"])).get(page(story, name)).status_code == 200


@pytest.mark.parametrize("views", [1, 300])
def test_the_page_costs_the_same_however_often_it_was_read(
    editor: Client, views: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    story = factories.published()
    read(story, *[(timedelta(hours=hour), 1) for hour in range(views)])
    # Session, user, permissions (2), story, windows (2 each), chart, total.
    with django_assert_num_queries(15):
        editor.get(page(story))


@pytest.mark.parametrize(
    ("most", "top"), [(0, 2), (1, 2), (2, 2), (3, 4), (9, 10), (10, 10), (11, 20), (41, 60), (99, 100), (101, 200)]
)
def test_a_scale_ends_on_a_round_number(most: int, top: int) -> None:
    assert scale(most) == top
