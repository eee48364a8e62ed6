"""The first page, and the lists of authors, tags and topics."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from selectolax.lexbor import LexborHTMLParser

from articles.editing import commenting
from articles.editing.handing_over import hand_over
from articles.models import Article
from articles.publishing import verbs
from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.conftest import in_role, signed_in, user

DESK = reverse("admin:index")


def piles(client: Client) -> dict[str, list[str]]:
    """The titles of what lies on the desk, by pile."""
    page = LexborHTMLParser(client.get(DESK).content.decode())
    return {
        " ".join(pile.css("h2")[0].text().split()): [line.text() for line in pile.css(".line-title > a")]
        for pile in page.css(".pile")
    }


def said(client: Client, pile: str) -> list[str]:
    page = client.get(DESK).content
    number = screen.texts(page, ".pile h2").index(pile)
    return screen.texts(page, f".pile:nth-of-type({number + 1}) .line-said")


def test_the_desk_shows_what_is_to_do(editor: Client) -> None:
    me, ana = User.objects.get(username="editor"), in_role("ana", "Reporter")
    factories.draft("Somebody's draft")
    factories.draft("My draft", created_by=me)
    hand_over(factories.draft("For me"), "submit", ana, to=me, note="Tonight, please.")
    hand_over(factories.draft("For anybody"), "submit", ana)
    hand_over(factories.draft("Ready to go"), "approve", me)
    verbs.schedule(factories.draft("Tomorrow"), timezone.now() + timedelta(days=1))
    verbs.publish(factories.draft("Held", embargo_until=timezone.now() + timedelta(hours=3)))
    factories.published("Today")
    factories.published("Last week", at=timezone.now() - timedelta(days=7))
    changed = factories.published("Changed", at=timezone.now() - timedelta(days=7))
    changed.save()
    wrong = factories.published("Wrong", at=timezone.now() - timedelta(days=7))
    commenting.comment(wrong, ana, "The sum is wrong.", asks_correction=True)
    factories.draft("No credit", lead=factories.image(title="Quay", credit=""))
    assert piles(editor) == {
        "Waiting for me": ["For me"],
        "Mine": ["My draft"],
        "In review": ["For anybody", "For me"],
        "Ready": ["Ready to go"],
        "Scheduled and embargoed": ["Held", "Tomorrow"],
        "Live now": ["Today"],
        "Changed since publishing": ["Changed"],
        "Pictures in trouble": ["No credit"],
        "Corrections due": ["Wrong"],
    }
    assert said(editor, "Waiting for me") == ["ana: Tonight, please."]
    assert said(editor, "Pictures in trouble") == ["“Quay” needs a credit line"]
    assert said(editor, "Corrections due") == ["ana: The sum is wrong."]


def test_a_pile_that_is_empty_takes_no_room(editor: Client) -> None:
    assert piles(editor) == {}
    assert screen.texts(editor.get(DESK).content, ".desk-empty span")[:3] == ["Waiting for me", "Mine", "In review"]


def test_somebody_who_is_asked_finds_it_on_the_desk_until_they_answer(editor: Client) -> None:
    me, ana = User.objects.get(username="editor"), in_role("ana", "Reporter")
    thread = commenting.comment(factories.draft("Bridge"), ana, "Is this so, @editor?")
    assert piles(editor) == {"Waiting for me": ["Bridge"]}
    commenting.comment(thread.article, me, "It is.", parent=thread)
    assert piles(editor) == {}


def test_the_topics_of_a_desk_are_kept_for_the_person(editor: Client) -> None:
    region = factories.topic("Region")
    for name, topic in {"City": factories.topic("City", parent=region), "Culture": factories.topic("Culture")}.items():
        factories.published(f"Of {name}", topic=topic)
    keep = reverse("admin:articles_article_desk_topics")
    editor.post(keep, {"topic": ["region"]})
    assert piles(editor) == {"Live now": ["Of City"]}
    assert screen.texts(editor.get(DESK).content, ".desk-topics summary") == ["1 topic"]
    colleague = signed_in(in_role("ben", "Editor"))
    assert sorted(piles(colleague)["Live now"]) == ["Of City", "Of Culture"]
    answer = editor.post(keep, {"topic": ["region", "gone"]}, follow=True)
    assert "A topic is no longer there, and was left out." in screen.texts(answer.content, ".messagelist li")
    editor.post(keep)
    assert sorted(piles(editor)["Live now"]) == ["Of City", "Of Culture"]
    assert editor.get(keep).status_code == 405


def test_more_than_a_pile_shows_is_in_the_list(editor: Client) -> None:
    for number in range(8):
        factories.draft(f"Story {number}", stage=Article.Stage.IN_REVIEW)
    assert len(piles(editor)["In review"]) == 6
    more = screen.links(editor.get(DESK).content, ".more-link a")
    assert more == [reverse("admin:articles_article_changelist") + "?stage=in_review"]
    assert len(screen.texts(editor.get(more[0]).content, "#result_list .row-title")) == 8


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_costs_the_same_however_much_is_on_it(
    editor: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    me, ana = User.objects.get(username="editor"), in_role("ana", "Reporter")
    for _ in range(rows):
        factories.draft(lead=factories.image(credit=""))
        hand_over(factories.draft(), "submit", ana, to=me)
        verbs.schedule(factories.draft(), timezone.now() + timedelta(days=1))
        commenting.comment(factories.published(), ana, "Look, @editor", asks_correction=True)
    # Session, user, permissions (2), worker, upkeep, topics (2), given and how, comments, mine, in review, ready,
    # scheduled, live (most viewed, newest, hours), changed, pictures and what they lack, corrections.
    with django_assert_num_queries(22):
        editor.get(DESK)


def test_what_only_administrators_need_has_a_page_of_its_own(chief: Client, reporter: Client) -> None:
    address = reverse("admin:administration")
    assert screen.texts(chief.get(DESK).content, ".rooms") == []
    assert address in screen.links(chief.get(DESK).content, "nav.places a")
    assert "Groups" in screen.texts(chief.get(address).content, ".rooms th")
    assert address not in screen.links(reporter.get(DESK).content, "nav.places a")


@pytest.mark.parametrize("model", ["author", "tag", "topic"])
def test_lists_count_the_live_stories(chief: Client, model: str) -> None:
    author, tag, topic = factories.author(), factories.tag(), factories.topic()
    factories.published(authors=[author], tags=[tag], topic=topic)
    factories.draft(authors=[author], tags=[tag], topic=topic)
    verbs.unpublish(factories.published(authors=[author], tags=[tag], topic=topic))
    page = chief.get(reverse(f"admin:articles_{model}_changelist")).content
    assert screen.texts(page, ".field-stories") == ["1"]


def test_topics_stand_as_a_tree(chief: Client) -> None:
    region = factories.topic("Region")
    factories.topic("City", parent=region)
    factories.topic("Culture")
    page = chief.get(reverse("admin:articles_topic_changelist")).content
    assert screen.texts(page, ".branch-1, .branch-2") == ["Culture", "Region", "City"]


def test_the_change_log_is_only_read(chief: Client) -> None:
    factories.published("One", topic=factories.topic("City"))
    page = chief.get(reverse("admin:articles_change_changelist")).content
    assert screen.texts(page, ".field-reason") == ["Published", "Edited"]
    assert screen.texts(page, ".field-what") == ["One", "topic-city"]
    assert chief.get(reverse("admin:articles_change_add")).status_code == 403


def test_nobody_is_asked_about_stories_that_they_may_not_see(db: None) -> None:
    story, mara = factories.draft("Secret"), in_role("mara", "Chief editor")
    own = user("own", ["write_own"])
    commenting.comment(story, mara, "Hush, @own")
    assert b"Secret" not in signed_in(own).get(DESK).content
