"""Two people, one form: authors, topics, tags, collections, pictures, redirects, accounts."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from articles.models import Author, Collection, Redirect, Tag
from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Client:
    return signed_in(User.objects.create_superuser("ana", first_name="Ana", last_name="Ruiz"))


@pytest.fixture
def ben() -> Client:
    return signed_in(User.objects.create_superuser("ben"))


def url(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def opened(client: Client, row: Any) -> dict[str, Any]:
    data = screen.fields(client.get(url(row)).content, f"#{row._meta.model_name}_form")
    return {name: value for name, value in data.items() if name not in {"groups", "user_permissions"}}


def save(client: Client, row: Any, data: dict[str, Any]) -> Any:
    return client.post(url(row), data | {"_continue": "1"}, follow=True)


def test_what_each_has_changed_alone_is_kept(ana: Client, ben: Client) -> None:
    author = factories.author("Tom Okafor", job_title="Reporter", bio="Since 2019.")
    of_ana, of_ben = opened(ana, author), opened(ben, author)
    save(ana, author, of_ana | {"job_title": "Editor", "kind": "organisation"})
    answer = save(ben, author, of_ben | {"bio": "Since 2018."})
    author.refresh_from_db()
    assert (author.job_title, author.kind, author.bio) == ("Editor", "organisation", "Since 2018.")
    assert "Also kept, as Ana Ruiz has changed it meanwhile: kind and job title." in screen.texts(
        answer.content, ".messagelist li"
    )


def test_what_both_have_changed_is_shown_side_by_side(ana: Client, ben: Client) -> None:
    author = factories.author("Tom Okafor", job_title="Reporter")
    of_ana, of_ben = opened(ana, author), opened(ben, author)
    save(ana, author, of_ana | {"job_title": "Editor"})
    answer = save(ben, author, of_ben | {"job_title": "Chief reporter", "bio": "Since 2018."})
    assert screen.texts(answer.content, ".not-saved li") == [
        "Not saved: Ana Ruiz has changed this meanwhile, and so have you. "
        "Everything you wrote is still here: choose below which to keep, then save again."
    ]
    assert screen.texts(answer.content, ".clashes legend, .clashes blockquote") == [
        "Job title: what Ana Ruiz wrote",
        "Editor",
    ]
    given_back = screen.fields(answer.content, "#author_form")
    assert (given_back["job_title"], Author.objects.get().job_title) == ("Chief reporter", "Editor")
    save(ben, author, given_back | {"_choice_job_title": "theirs"})
    author.refresh_from_db()
    assert (author.job_title, author.bio) == ("Editor", "Since 2018.")


def test_a_choice_counts_only_for_what_was_shown(ana: Client, ben: Client) -> None:
    author = factories.author("Tom Okafor", job_title="Reporter")
    of_ben = opened(ben, author)
    save(ana, author, opened(ana, author) | {"job_title": "Editor"})
    given_back = screen.fields(save(ben, author, of_ben | {"job_title": "Boss"}).content, "#author_form")
    save(ana, author, opened(ana, author) | {"job_title": "Correspondent"})
    answer = save(ben, author, given_back | {"_choice_job_title": "mine"})
    assert screen.texts(answer.content, ".clashes blockquote") == ["Correspondent"]
    given_back = screen.fields(answer.content, "#author_form") | {"_choice_job_title": "mine"}
    save(ben, author, given_back)
    assert Author.objects.get().job_title == "Boss"


@pytest.mark.parametrize("name", ["tag", "topic", "redirect", "image", "collection", "user"])
def test_every_form_does_so(ana: Client, ben: Client, name: str) -> None:
    rows: dict[str, Any] = {
        "tag": lambda: factories.tag("Trams", description="Old."),
        "topic": lambda: factories.topic("City", description="Old."),
        "redirect": lambda: Redirect.objects.create(path="/old", kind="permanent", address="/new", note="Old."),
        "image": lambda: factories.image(caption="Old."),
        "collection": lambda: factories.collection("Front page", [], description="Old."),
        "user": lambda: User.objects.create_user("tom", last_name="Old."),
    }
    field = {"redirect": "note", "image": "caption", "user": "last_name"}.get(name, "description")
    row = rows[name]()
    of_ana, of_ben = opened(ana, row), opened(ben, row)
    assert save(ana, row, of_ana | {field: "Of Ana."}).redirect_chain
    answer = save(ben, row, of_ben | {field: "Of Ben."})
    assert screen.texts(answer.content, ".clashes blockquote") == ["Of Ana."]
    row.refresh_from_db()
    assert getattr(row, field) == "Of Ana."


def test_groups_of_an_account_are_one_field(ana: Client, ben: Client) -> None:
    desk, library = Group.objects.create(name="Desk"), Group.objects.create(name="Library")
    tom = User.objects.create_user("tom")
    of_ben = opened(ben, tom)
    tom.groups.set([desk, library])
    save(ben, tom, of_ben | {"first_name": "Tom"})
    tom.refresh_from_db()
    assert (tom.first_name, set(tom.groups.all())) == ("Tom", {desk, library})


def test_the_order_that_a_colleague_has_made_stays(ana: Client, ben: Client) -> None:
    stories = [factories.published(name) for name in ("One", "Two", "Three")]
    collection = factories.collection("Front page", stories)
    of_ben = opened(ben, collection)
    places = {"entries-0-position": "2", "entries-1-position": "0", "entries-2-position": "1"}
    save(ana, collection, opened(ana, collection) | places)
    new = {"entries-3-story": factories.published("New").pk, "entries-3-position": "3", "entries-TOTAL_FORMS": "4"}
    assert save(ben, collection, of_ben | new | {"description": "Today."}).redirect_chain
    entries = Collection.objects.get().entries.select_related("story")
    assert [entry.story.headline for entry in entries] == ["Two", "Three", "One", "New"]


def test_a_form_without_fingerprints_is_saved_as_it_is(ana: Client) -> None:
    tag = factories.tag("Trams")
    data = opened(ana, tag) | {"description": "New."}
    del data["_seen"]
    save(ana, tag, data)
    assert Tag.objects.get().description == "New."
