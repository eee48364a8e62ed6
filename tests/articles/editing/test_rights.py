"""Who may do what, for every screen."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission, User

from articles.editing import rights
from articles.models import Article, Delivery, Tag
from media.models import Image
from tests import factories
from tests.articles.admin.conftest import EDITOR, REPORTER, user

pytestmark = pytest.mark.django_db

VERBS = ["publish", "schedule", "unpublish", "kill", "correct", "retime"]
LOOKING = ["view", "share", "export"]


def granted(person: User | AnonymousUser) -> set[str]:
    """Everything an account may do with a story."""
    story = factories.published()
    actions = [*LOOKING, "add", "change", "delete", *VERBS, "take_over", "change_live"]
    return {action for action in actions if rights.may(person, action, story)}


def test_each_right_gives_what_it_says_and_publishing_needs_changing_too() -> None:
    assert granted(user("nobody", [])) == set()
    assert granted(user("looking", ["view_article"])) == {*LOOKING}
    assert granted(user("reporter", REPORTER)) == {*LOOKING, "add", "change"}
    assert granted(user("half", ["view_article", "publish_article"])) == {*LOOKING}
    assert granted(user("editor", EDITOR)) == {*LOOKING, "add", "change", "delete", *VERBS, "take_over"}
    assert granted(user("desk", ["change_live"])) == {"change_live"}
    everything = {*LOOKING, "add", "change", "delete", *VERBS, "take_over", "change_live"}
    assert granted(User.objects.create_superuser("chief")) == everything


def test_whoever_may_change_may_look() -> None:
    assert granted(user("writing", ["change_article"])) == {*LOOKING, "change"}


def test_rights_of_groups_count_and_those_of_accounts_that_are_closed_do_not() -> None:
    group = Group.objects.create(name="Night shift")
    group.permissions.set(Permission.objects.filter(codename__in=EDITOR))
    person = user("ana", [])
    person.groups.add(group)
    assert rights.may(person, "publish", Article)
    person.is_active = False
    assert granted(User.objects.get(pk=person.pk)) != set()
    assert granted(person) == set()
    assert granted(AnonymousUser()) == set()


def test_no_has_a_reason_in_the_words_of_the_accounts_page() -> None:
    half, looking = user("half", ["view_article", "publish_article"]), user("looking", ["view_article"])
    story = factories.published()
    assert rights.may(half, "unpublish", story).reason == (
        "Your account may not unpublish stories: it lacks the right “Can change article”."
    )
    assert rights.may(looking, "publish", Article).reason == (
        "Your account may not publish stories: it lacks the right “Can change article” and "
        "“Can publish, schedule, correct and unpublish stories”."
    )
    assert rights.may(looking, "change", Tag).reason == (
        "Your account may not change tags: it lacks the right “Can change tag”."
    )
    assert rights.may(looking, "view", Image).reason == (
        "Your account may not view images: it lacks the right “Can view image”."
    )
    assert rights.may(looking, "send", Delivery).reason == (
        "Your account may not send messages again: it lacks the right “Can change webhook”."
    )
    assert rights.may(looking, "change_live", Article).reason == (
        "Your account may not change what live stories show: it lacks the right “Can change what live stories show”."
    )
    for name in Permission.objects.filter(codename__in=["change_live", "publish_article"]).values_list(
        "name", flat=True
    ):
        assert name in {rights.called("articles.change_live"), rights.called("articles.publish_article")}


def test_lists_are_narrowed_to_what_the_account_may() -> None:
    story = factories.draft()
    looking, nobody = user("looking", ["view_article"]), user("nobody", [])
    assert list(rights.allowed(looking, "view", Article.objects.all())) == [story]
    assert list(rights.allowed(looking, "unpublish", Article.objects.all())) == []
    assert list(rights.allowed(nobody, "view", Article.objects.all())) == []


def test_a_demand_that_is_not_met_is_a_refusal_with_the_reason() -> None:
    person = user("nobody", [])
    with pytest.raises(rights.Refused, match="Your account may not kill stories"):
        rights.demand(person, "kill", Article)
    rights.demand(User.objects.create_superuser("chief"), "kill", Article)
