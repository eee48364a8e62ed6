"""The groups that a newsroom begins with, and what the right to write own stories allows."""

import pytest
from django.contrib.auth.models import Group, Permission, User

from articles.editing import rights
from articles.editing.handing_over import hand_over
from articles.models import Article, Author, Collection, Redirect, Tag, Topic, Webhook
from media.models import Image
from tests import factories
from tests.articles.admin.conftest import in_role, user

pytestmark = pytest.mark.django_db

Stage = Article.Stage
DESK = ["submit", "take_back", "approve", "send_back", "assign", "comment"]
PUBLISHING = ["publish", "schedule", "correct", "unpublish", "retime", "kill", "take_over", "change_live"]
STORY = ["view", "add", "change", "delete", *DESK, *PUBLISHING]
LIBRARY = [Image, Author, Topic, Tag, Collection, Redirect, Webhook, User, Group]


def on_a_story(person: User, story: Article) -> set[str]:
    return {action for action in STORY if rights.may(person, action, story)}


def elsewhere(person: User) -> dict[str, str]:
    """What somebody may do with rows of other models: the first letters of view, add, change, delete."""
    found = {
        model.__name__: "".join(
            action[0] for action in ("view", "add", "change", "delete") if rights.may(person, action, model)
        )
        for model in LIBRARY
    }
    return {name: letters for name, letters in found.items() if letters}


LOOKING = dict.fromkeys(["Author", "Topic", "Tag", "Collection"], "v")


def test_a_reporter_writes_own_stories_and_submits_them() -> None:
    ana = in_role("ana", "Reporter")
    assert on_a_story(ana, factories.draft(created_by=ana)) == {
        *("view", "add", "change", "delete", "submit", "take_back", "assign", "comment")
    }
    assert on_a_story(ana, factories.draft()) == {"view", "add", "comment"}
    assert elsewhere(ana) == LOOKING | {"Image": "vac"}


def test_an_editor_publishes_all_stories() -> None:
    ben = in_role("ben", "Editor")
    assert on_a_story(ben, factories.draft()) == {*STORY} - {"kill", "change_live"}
    assert elsewhere(ben) == LOOKING | {"Image": "vac", "Author": "va", "Tag": "va"}


def test_a_chief_editor_kills_and_looks_after_taxonomy_collections_and_accounts() -> None:
    mara = in_role("mara", "Chief editor")
    assert on_a_story(mara, factories.draft()) == {*STORY}
    assert elsewhere(mara) == {
        **dict.fromkeys(["Image", "Author", "Topic", "Tag", "Collection", "Redirect"], "vacd"),
        "User": "vac",
        "Group": "v",
    }


def test_a_picture_editor_looks_after_the_library() -> None:
    pia = in_role("pia", "Picture editor")
    assert on_a_story(pia, factories.draft()) == {"view", "comment", "change_live"}
    assert elsewhere(pia) == LOOKING | {"Image": "vacd"}


@pytest.mark.parametrize("way", ["began", "signs", "was given"])
def test_a_story_is_ones_own_when_one_began_it_signs_it_or_was_given_it(way: str) -> None:
    ana = user("ana", ["write_own"])
    story = {
        "began": lambda: factories.draft(created_by=ana),
        "signs": lambda: factories.draft(authors=[factories.author(user=ana)]),
        "was given": lambda: factories.draft(assigned_to=ana),
    }[way]()
    others = factories.draft(created_by=user("ben", ["write_own"]))
    assert rights.may(ana, "change", story)
    assert rights.may(ana, "change", others).reason == (
        "This story is not yours: your account may change its own stories only."
    )
    # Without the right to view, a list has own stories only.
    assert list(rights.allowed(ana, "view", Article.objects.all())) == [story]
    assert list(rights.allowed(ana, "change", Article.objects.all())) == [story]


def test_what_is_in_review_or_ready_is_taken_back_before_it_is_changed() -> None:
    ana, ben = in_role("ana", "Reporter"), in_role("ben", "Editor")
    story = factories.draft(created_by=ana)
    hand_over(story, "submit", ana, to=ben)
    assert rights.may(ana, "change", story).reason == "The story is in review: take it back to change it."
    assert list(rights.allowed(ana, "change", Article.objects.all())) == []
    hand_over(story, "approve", ben)
    assert rights.may(ana, "change", story).reason == "The story is ready: ask a colleague to send it back."
    assert rights.may(ben, "change", story)


def test_nobody_gives_more_than_they_have() -> None:
    mara, ben, chief = in_role("mara", "Chief editor"), in_role("ben", "Editor"), User.objects.create_superuser("chief")
    other = user("other", ["change_webhook"])
    assert rights.may(mara, "change", ben)
    for person in (chief, other):
        assert rights.may(mara, "change", person).reason == (
            "This account may do more than yours: ask somebody who may do as much."
        )
    webmasters = Group.objects.create(name="Webmasters")
    webmasters.permissions.set(Permission.objects.filter(codename="change_webhook"))
    names = [group.name for group in rights.givable(mara).order_by("name")]
    assert names == ["Chief editor", "Editor", "Picture editor", "Reporter"]
    assert set(rights.grantable(mara)) == set(Permission.objects.filter(group__name="Chief editor"))
    assert set(rights.givable(chief)) == set(Group.objects.all())


def test_a_closed_account_counts_for_what_it_may_do_when_it_is_opened() -> None:
    mara, boss = in_role("mara", "Chief editor"), user("boss", ["change_webhook"])
    User.objects.filter(pk=boss.pk).update(is_active=False)
    assert not rights.may(mara, "change", User.objects.get(pk=boss.pk))


def test_who_was_given_a_story_changes_it_and_hands_nothing_on() -> None:
    ana, ben = in_role("ana", "Reporter"), in_role("ben", "Reporter")
    story = factories.draft(created_by=ana)
    hand_over(story, "submit", ana, to=ben)
    assert rights.may(ben, "take_back", story).reason == (
        "Only those who wrote this story, or may change all stories, hand it on."
    )
    assert rights.may(ana, "take_back", story)
