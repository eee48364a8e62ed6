"""Changing several stories at once: what changes is shown, and exactly that is done."""

from typing import Any, Final

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles.editing.bulk import planning
from articles.editing.bulk.contents import ChangeTags
from articles.models import Article, Change, Handover, Version
from articles.publishing import status, verbs
from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.conftest import EDITOR, in_role, signed_in, user

pytestmark = pytest.mark.django_db

LIST: Final = reverse("admin:articles_article_changelist")


class Screen:
    """The pages of one change, in the order in which an editor sees them."""

    def __init__(self, client: Client, name: str, stories: list[Article]) -> None:
        self.client, self.address = client, reverse("admin:articles_article_in_bulk", args=[name])
        chosen = {"action": name, "_selected_action": [one.pk for one in stories]}
        self.page = client.post(f"{LIST}?o=3", chosen).content

    def plan(self, **data: Any) -> list[str]:
        """The rows that say what changes."""
        asked = screen.fields(self.page, "form.asked")
        # A browser sends nothing for a list in which nothing is chosen.
        self.data = {name: value for name, value in asked.items() if value} | data
        self.page = self.client.post(self.address, self.data).content
        return screen.texts(self.page, ".plan tbody tr")

    def carry_out(self, **data: Any) -> tuple[list[str], list[str]]:
        """The sentence that says what was done, and the reasons for what was not."""
        sent = self.data | screen.fields(self.page, "form.carried-out") | {"confirm": "1"} | data
        # The helper gives one value of a field; lists stay as they were chosen.
        sent |= {name: value for name, value in self.data.items() if isinstance(value, list)}
        self.page = self.client.post(self.address, sent).content
        return screen.texts(self.page, ".told"), self.refused()

    def refused(self) -> list[str]:
        return screen.texts(self.page, ".missing li")


def tags(story: Article) -> list[str]:
    return [str(place.tag) for place in story.tag_places.select_related("tag")]


def test_tags_are_added_and_taken_off_after_showing_what_changes(editor: Client) -> None:
    old, new, other = (factories.tag(name) for name in ("Old", "New", "Other"))
    first = factories.draft("First", tags=[other, old])
    live = factories.published("Live", tags=[old, other])
    has_it = factories.draft("Has it", tags=[new])
    pages = Screen(editor, "change_tags", [first, live, has_it])
    assert screen.texts(pages.page, ".asked .state") == [
        "3 stories selected. Readers see nothing of this in stories that are live until the changes are published."
    ]
    assert sorted(pages.plan(add=[new.pk], remove=[old.pk])) == [
        "First Draft Other, Old Other, New",
        "Live Live Old, Other New, Other",
    ]
    assert screen.texts(pages.page, ".plan details li") == ["Has it"]
    assert screen.texts(pages.page, ".carried-out button") == ["Change the tags of 2 stories"]
    assert tags(first) == ["Other", "Old"]

    assert pages.carry_out() == (["The tags of 2 stories are changed."], [])
    assert [tags(one) for one in (first, live, has_it)] == [["Other", "New"], ["New", "Other"], ["New"]]
    assert screen.links(pages.page, ".back") == [f"{LIST}?o=3"]
    live.refresh_from_db()
    assert status.of(live) == "changed"
    version = Version.objects.filter(article=live).first()
    assert version
    assert (str(version.made_by), version.origin) == ("editor", "bulk")
    assert set(LogEntry.objects.values_list("change_message", flat=True)) == {"Tags changed in bulk."}


def test_the_changes_of_live_stories_are_published_from_there(editor: Client, client: Client) -> None:
    tag = factories.tag("Bridges")
    live, draft = factories.published("Live"), factories.draft("Draft")
    pages = Screen(editor, "change_tags", [live, draft])
    pages.plan(add=[tag.pk])
    pages.carry_out()
    assert screen.texts(pages.page, ".confirmation > p")[1:] == [
        "1 of them is live: readers do not see the change yet."
    ]
    assert client.get("/api/v1/articles/live/").json()["tags"] == []
    pages.address = reverse("admin:articles_article_in_bulk", args=["publish"])
    pages.page = editor.post(pages.address, screen.fields(pages.page, "form") | {"begin": ""}).content
    assert pages.plan() == ["Live Live, changed tags · Compare “Live” with what readers see as in the working copy"]
    assert pages.carry_out() == (["The changes of 1 story are live."], [])
    assert [one["name"] for one in client.get("/api/v1/articles/live/").json()["tags"]] == ["Bridges"]
    newest = Version.objects.filter(article=live).first()
    assert newest
    assert newest.origin == "published"


def test_what_cannot_be_published_is_refused_with_the_reason(editor: Client) -> None:
    draft, live, same = factories.draft("Draft"), factories.published("Live"), factories.published("Same")
    live.bylines.all().delete()
    live.save()
    pages = Screen(editor, "publish", [draft, live, same])
    assert pages.plan() == []
    assert sorted(pages.refused()) == [
        "“Draft” is not live: publish it on a page of its own.",
        "“Live” is not complete. Say who wrote it: add an author or a byline.",
    ]
    assert screen.texts(pages.page, ".plan h2") == ["Nothing changes"]


def test_a_story_that_a_colleague_changes_meanwhile_is_left_alone_by_name(editor: Client) -> None:
    tag = factories.tag("Bridges")
    mine, theirs = factories.draft("Mine"), factories.draft("Theirs")
    pages = Screen(editor, "change_tags", [mine, theirs])
    pages.plan(add=[tag.pk])
    theirs.standfirst = "New."
    theirs.save()
    assert pages.carry_out() == (
        ["The tags of 1 story are changed."],
        ["“Theirs” was changed by a colleague meanwhile. Look at it again, then decide."],
    )
    assert (tags(mine), tags(theirs)) == (["Bridges"], [])


def test_what_is_sent_twice_is_done_once(editor: Client) -> None:
    tag = factories.tag("Bridges")
    story = factories.draft("Story")
    pages = Screen(editor, "change_tags", [story])
    pages.plan(add=[tag.pk])
    page = pages.page
    pages.carry_out()
    pages.page = page
    assert pages.carry_out() == (
        [],
        ["“Story” was changed by a colleague meanwhile. Look at it again, then decide."],
    )
    assert tags(story) == ["Bridges"]


def test_something_else_than_what_was_shown_is_not_done(editor: Client) -> None:
    shown, other = factories.tag("Shown"), factories.tag("Other")
    story = factories.draft("Story")
    pages = Screen(editor, "change_tags", [story])
    pages.plan(add=[shown.pk])
    pages.data |= {"add": [other.pk]}
    assert pages.carry_out()[0] == []
    assert tags(story) == []


def test_stories_move_to_a_topic_and_get_other_authors(editor: Client) -> None:
    city, ana, tom = factories.topic("City"), factories.author("Ana Ruiz"), factories.author("Tom Okafor")
    story = factories.draft("Story", topic=None, authors=[tom])
    pages = Screen(editor, "move_to_topic", [story])
    assert pages.plan(topic=city.pk) == ["Story Draft – City"]
    assert pages.carry_out() == (["1 story moved to the topic."], [])
    story.refresh_from_db()
    assert story.topic == city

    for how, then in (("add", "Tom Okafor, Ana Ruiz"), ("remove", "Tom Okafor"), ("replace", "Ana Ruiz")):
        now = ", ".join(str(one.author) for one in story.bylines.select_related("author"))
        pages = Screen(editor, "change_authors", [story])
        assert pages.plan(authors=[ana.pk], how=how) == [f"Story Draft {now} {then}"]
        assert pages.carry_out() == (["The authors of 1 story are changed."], [])
    assert [str(one.author) for one in story.bylines.all()] == ["Ana Ruiz"]


def test_stories_are_handed_over_with_a_note(editor: Client) -> None:
    ana = user("ana", EDITOR)
    story, reviewed = factories.draft("Story"), factories.draft("Reviewed", stage=Article.Stage.IN_REVIEW)
    pages = Screen(editor, "submit", [story, reviewed])
    assert pages.plan(to=ana.pk, note="By noon, please.") == ["Story Draft Being written In review, ana"]
    assert pages.refused() == ["“Reviewed” is in review and cannot be submitted for review."]
    assert pages.carry_out() == (["1 story in review."], [])
    moved = Handover.objects.get()
    assert (moved.article, moved.to, moved.note) == (story, ana, "By noon, please.")
    pages = Screen(editor, "approve", [story])
    assert pages.plan() == ["Story In review In review, ana Ready"]
    assert pages.carry_out() == (["1 story ready."], [])
    pages = Screen(editor, "assign", [story])
    assert pages.plan(to=ana.pk) == ["Story Ready Ready Ready, ana"]
    assert pages.carry_out() == (["1 story assigned."], [])


def test_stories_come_to_the_end_of_a_collection_in_one_entry_of_the_log(chief: Client, client: Client) -> None:
    inside, one, two = (factories.published(name) for name in ("Inside", "One", "Two"))
    collection = factories.collection("Front page", [inside])
    pages = Screen(chief, "collect", [inside, one, two])
    assert len(pages.plan(collection=collection.pk)) == 2
    before = Change.objects.count()
    assert pages.carry_out() == (["2 stories added to the collection."], [])
    assert Change.objects.count() == before + 1
    found = client.get("/api/v1/collections/front-page/").json()["results"]
    assert found[0]["headline"] == "Inside"
    assert len(found) == 3


def test_killed_stories_are_left_alone(editor: Client) -> None:
    void = factories.published("Void")
    verbs.kill(void, "Wrong.")
    pages = Screen(editor, "change_tags", [void])
    assert pages.plan(add=[factories.tag().pk]) == []
    assert pages.refused() == ["“Void” is killed."]


def test_reporters_change_their_own_stories_only(client: Client) -> None:
    tag = factories.tag("Bridges")
    ana = in_role("ana", "Reporter")
    mine = factories.draft("Mine", created_by=ana)
    handed = factories.draft("Handed in", created_by=ana, stage=Article.Stage.IN_REVIEW)
    other = factories.draft("Other")
    page = signed_in(ana).get(LIST).content
    assert screen.texts(page, "select[name=action] option")[1:] == [
        "Change tags…",
        "Move to a topic…",
        "Change the authors…",
        "Assign to a colleague…",
        "Submit for review…",
        "Export views of selected stories (CSV)",
    ]
    pages = Screen(signed_in(ana), "change_tags", [mine, handed, other])
    assert pages.plan(add=[tag.pk]) == ["Mine Draft – Bridges"]
    assert sorted(pages.refused()) == [
        "“Handed in” is not changed. The story is in review: take it back to change it.",
        "“Other” is not changed. This story is not yours: your account may change its own stories only.",
    ]
    assert pages.carry_out() == (["The tags of 1 story are changed."], [])
    for name in ("publish", "approve", "collect"):
        address = reverse("admin:articles_article_in_bulk", args=[name])
        assert signed_in(ana).post(address, {"stories": str(mine.pk), "confirm": "1"}).status_code == 403


def test_a_right_that_is_taken_away_meanwhile_is_asked_for_again(client: Client) -> None:
    tag, ana = factories.tag("Bridges"), in_role("ana", "Reporter")
    story = factories.draft("Story", created_by=ana)
    pages = Screen(signed_in(ana), "change_tags", [story])
    pages.plan(add=[tag.pk])
    Article.objects.update(created_by=None)
    assert pages.carry_out() == (
        [],
        ["“Story” is not changed. This story is not yours: your account may change its own stories only."],
    )
    assert tags(story) == []


def test_a_choice_that_makes_no_sense_is_said_beside_it(editor: Client) -> None:
    tag, story = factories.tag("Bridges"), factories.draft("Story")
    pages = Screen(editor, "change_tags", [story])
    pages.plan()
    assert screen.texts(pages.page, ".errorlist li") == ["Choose a tag to add or to take off."]
    pages = Screen(editor, "change_tags", [story])
    pages.plan(add=[tag.pk], remove=[tag.pk])
    assert screen.texts(pages.page, ".errorlist li") == ["“Bridges” cannot be both added and taken off."]
    key = tag.pk
    tag.delete()
    pages = Screen(editor, "change_tags", [story])
    pages.plan(add=[key])
    assert screen.texts(pages.page, ".errorlist li") == ["A colleague has deleted or merged what was chosen here."]


@pytest.mark.parametrize("stories", ["x", "1:2", "\0", "9" * 50])
def test_what_cannot_have_been_selected_is_answered_with_words(editor: Client, stories: str) -> None:
    address = reverse("admin:articles_article_in_bulk", args=["change_tags"])
    answer = editor.post(address, {"stories": stories, "add": factories.tag().pk, "confirm": "1"}, follow=True)
    assert screen.texts(answer.content, ".messagelist li") == [
        "Your selection could not be read, so nothing was done: select in the list again."
    ]


def test_no_more_than_some_are_changed_at_once(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.admin.lists.bulk.MOST", 2)
    stories = [factories.draft() for _ in range(3)]
    told = "You have selected more than 2 stories, and no more are changed at once: select fewer, or filter the list."
    chosen = {"action": "change_tags", "_selected_action": [one.pk for one in stories]}
    assert screen.texts(editor.post(LIST, chosen, follow=True).content, ".messagelist li") == [told]
    address = reverse("admin:articles_article_in_bulk", args=["change_tags"])
    sent = {"stories": " ".join(str(one.pk) for one in stories)}
    assert screen.texts(editor.post(address, sent, follow=True).content, ".messagelist li") == [told]


@pytest.mark.parametrize("number", [1, 3])
def test_planning_takes_the_same_queries_for_any_number(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    person = user("editor", EDITOR)
    tag = factories.tag()
    stories = [factories.draft(tags=[factories.tag()]) for _ in range(number)]
    person.has_perm("articles.change_article")
    # The tags of the stories, and the names of all tags.
    with django_assert_num_queries(2):
        planning.plan(person, stories, ChangeTags((str(tag.pk),), ()))


def test_a_tag_is_split_by_choosing_its_stories(chief: Client) -> None:
    bridges, tunnels = factories.tag("Bridges"), factories.tag("Tunnels")
    stays, goes = factories.draft("Stays", tags=[bridges]), factories.draft("Goes", tags=[bridges, factories.tag("X")])
    factories.draft("Other")
    page = chief.get(reverse("admin:articles_tag_change", args=[bridges.pk])).content
    listed = screen.links(page, ".object-tools a")[0]
    assert sorted(screen.texts(chief.get(listed).content, "#result_list .row-title")) == ["Goes", "Stays"]
    pages = Screen(chief, "change_tags", [])
    pages.page = chief.post(listed, {"action": "change_tags", "_selected_action": [goes.pk]}).content
    assert pages.plan(add=[tunnels.pk]) == ["Goes Draft Bridges, X Tunnels, X"]
    assert pages.carry_out()[0] == ["The tags of 1 story are changed."]
    assert (tags(stays), tags(goes)) == (["Bridges"], ["Tunnels", "X"])


@pytest.mark.parametrize(
    ("name", "field"), [("change_tags", "add"), ("move_to_topic", "topic"), ("change_authors", "authors")]
)
def test_what_can_be_no_key_is_told(chief: Client, name: str, field: str) -> None:
    story = factories.draft()
    answer = chief.post(reverse("admin:articles_article_in_bulk", args=[name]), {"stories": str(story.pk), field: "zz"})
    assert answer.status_code == 200
    assert screen.texts(answer.content, ".errorlist li") != []
