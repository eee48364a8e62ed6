"""What is pointed out before publishing, and keeps nothing from being published."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.editing.checks import checks
from articles.models import Redirect
from articles.publishing import verbs, workflow
from tests import factories

pytestmark = pytest.mark.django_db


def found(**fields: object) -> list[str]:
    """What is pointed out of an otherwise complete story."""
    values = {"standfirst": "On Monday.", "lead": factories.image()} | fields
    story = factories.draft(**values)  # type: ignore[arg-type]
    assert workflow.problems(story) == []
    return [one.message for one in checks(story)]


def test_nothing_is_said_of_a_good_story() -> None:
    assert found(body="<h2>One</h2><p>Text.</p><h3>Below</h3><p>More.</p><h2>Two</h2><p>End.</p>") == []


def test_headlines() -> None:
    assert found(headline="x" * 111) == ["The headline has 111 characters; after about 110 it is cut."]
    factories.published("Bridge reopens", at=timezone.now() - timedelta(days=6))
    factories.published("Old news", at=timezone.now() - timedelta(days=8))
    factories.draft("Only a draft")
    assert found(headline="BRIDGE reopens") == ["A story of the last seven days has the same headline."]
    assert found(headline="Old news") == []
    assert found(headline="Only a draft") == []


def test_what_is_missing_beside_the_text() -> None:
    assert found(standfirst="", lead=None, authors=[], byline="By our staff") == [
        "There is no standfirst: lists and search engines show the headline alone.",
        "There is a byline and no author: nobody's page will list the story.",
        "There is no lead picture.",
    ]


def test_headings_that_skip_a_level() -> None:
    assert found(body="<h3>Deep</h3><p>a</p><h2>Two</h2><p>b</p><h4>Four</h4><p>c</p>") == [
        "The heading “Deep” skips a level.",
        "The heading “Four” skips a level.",
    ]


@pytest.mark.parametrize("words", ["here", "Click here!", "read more…", "Haz clic aquí"])
def test_links_that_do_not_say_where_they_lead(words: str) -> None:
    text = f'<ul><li>See <a href="https://example.com/report">{words}</a>.</li></ul>'
    assert found(body=text) == [f"The link “{words}” does not say where it leads."]


def test_links_that_lead_nowhere() -> None:
    live = factories.published("Live", topic=factories.topic("City"))
    factories.draft("Draft", topic=live.topic)
    moved = Redirect.objects.create(path="/city/moved", address="https://example.com/elsewhere")
    for slug in ("live", "draft", "gone", moved.path.rsplit("/", 1)[-1]):
        text = f'<blockquote><p><a href="https://www.example.test/city/{slug}">Its story</a></p></blockquote>'
        expected = ["The link “Its story” leads to no story that readers see."]
        assert found(body=text) == (expected if slug in {"draft", "gone"} else [])
    assert found(body='<h2 id="there">T</h2><p><a href="#there">One</a> <a href="#not">Two</a></p>') == [
        "The link “Two” leads to a heading that is not there."
    ]
    assert found(body='<p><a href="https://example.com/city/gone">Elsewhere</a> <a href="/">Home</a></p>') == []


def test_a_story_of_many_links_costs_as_many_queries_as_are_looked_up(django_assert_max_num_queries: object) -> None:
    links = "".join(f'<p><a href="/city/{number}">Story {number}</a></p>' for number in range(200))
    story = factories.draft(body=links, lead=factories.image(), standfirst="On Monday.")
    with django_assert_max_num_queries(160):  # type: ignore[operator]
        assert len(checks(story)) == 50


def test_it_is_published_all_the_same() -> None:
    verbs.publish(factories.draft("x" * 200, body="<h4>Deep</h4><p>Text.</p>"))
