"""The writing screen saves by itself: what is valid, as one running version, over nothing that was not seen."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.editing import merges, versions
from articles.models import Article, Presence, Version
from articles.publishing import merging, verbs
from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.conftest import EDITOR, REPORTER, signed_in, user
from tests.articles.admin.test_writing import address, row
from tests.newsroom.sign_in import steps

pytestmark = pytest.mark.django_db
ADD = reverse("admin:articles_article_add")


@pytest.fixture
def ana() -> Client:
    return signed_in(user("ana", EDITOR))


@pytest.fixture
def ben() -> Client:
    return signed_in(user("ben", EDITOR))


@pytest.fixture
def story() -> Article:
    tags, authors = [factories.tag("Trams"), factories.tag("Bridges")], [factories.author("Ana Ruiz")]
    return factories.draft("Bridge opens", standfirst="On Monday.", tags=tags, authors=authors)


def opened(client: Client, url: str) -> dict[str, Any]:
    return screen.fields(client.get(url).content, "#article_form")


def account(client: Client) -> str:
    return str(client.session["_auth_user_id"])


def post(client: Client, what: str, key: object, data: dict[str, Any]) -> Any:
    url = reverse(f"admin:articles_article_{what}", args=[key])
    return client.post(url, data | {"_account": account(client)}, headers={"Accept": "application/json"})


def autosave(client: Client, key: object, data: dict[str, Any]) -> dict[str, Any]:
    """The answer. What the form would send next is in `data` afterwards."""
    answer: dict[str, Any] = post(client, "autosave", key, data).json()
    if seen := answer.get("seen"):
        data |= {"_seen": json.dumps(seen)} | {k: v for k, v in answer["shown"].items() if isinstance(v, str)}
    return answer


def test_everything_is_saved_again_and_again_and_then_by_hand(ana: Client, story: Article) -> None:
    data = opened(ana, address(story))
    data |= {"headline": "Bridge"} | row("tag_places", 2, tag=factories.tag("Port").pk, position=2)
    autosave(ana, story.pk, data)
    data |= {"headline": "Bridge reopens", "bylines-0-DELETE": "on", "tag_places-0-position": "3"}
    autosave(ana, story.pk, data)
    autosave(ana, story.pk, data)
    assert [place.tag.name for place in story.tag_places.all()] == ["Bridges", "Port", "Trams"]
    ana.post(address(story), data | {"standfirst": "On Tuesday.", "_continue": "1"})
    story.refresh_from_db()
    assert (story.headline, story.slug, story.standfirst) == ("Bridge reopens", "bridge-reopens", "On Tuesday.")
    assert [place.tag.name for place in story.tag_places.all()] == ["Bridges", "Port", "Trams"]
    assert not story.bylines.exists()
    assert list(Version.objects.values_list("number", "origin")) == [(2, "saved"), (1, "elsewhere")]


def test_a_new_story_becomes_a_draft_once_it_has_a_headline(ana: Client) -> None:
    data = (
        opened(ana, ADD)
        | {"body": "<p>It rained.</p>"}
        | row("bylines", 0, author=factories.author("Ana").pk, position=0)
    )
    key = data["_new"]
    assert autosave(ana, key, data)["unsaved"] == [
        {"names": ["headline"], "what": "headline", "why": "This field is required."}
    ]
    assert not Article.objects.exists()
    data |= {"headline": "Bridge opens"}
    answer = autosave(ana, key, data)
    assert answer["address"] == reverse("admin:articles_article_change", args=[key])
    story = Article.objects.get()
    assert (str(story.pk), story.body, story.created_by.username) == (key, "<p>It rained.</p>", "ana")  # type: ignore[union-attr]
    assert story.slug_made
    data |= {"headline": "Bridge reopens"}
    autosave(ana, key, data)
    del data["_new"]
    ana.post(address(story), data | {"_continue": "1"})
    story.refresh_from_db()
    assert (story.slug, [str(one) for one in story.bylines.all()]) == ("bridge-reopens", ["Ana"])
    assert list(Version.objects.values_list("number", "origin")) == [(1, "saved")]


def test_a_new_story_whose_answer_was_lost_is_the_same_story(ana: Client) -> None:
    data = opened(ana, ADD) | {"headline": "Bridge opens"}
    for _ in range(2):
        post(ana, "autosave", data["_new"], data)
    ana.post(ADD, data | {"_continue": "1"})
    assert Article.objects.count() == 1


def test_what_is_valid_is_saved_and_what_is_not_is_said(ana: Client, story: Article) -> None:
    data = opened(ana, address(story)) | {"standfirst": "On Tuesday.", "expires_at": "2026-02-30T12:00", "headline": ""}
    data |= row("related_stories", 0, story="", kind="series")
    answer = autosave(ana, story.pk, data)
    assert [(one["what"], one["why"]) for one in answer["unsaved"]] == [
        ("headline", "This field is required."),
        ("visible until", "Enter a valid date/time."),
        ("related stories", "This field is required."),
    ]
    story.refresh_from_db()
    assert (story.headline, story.standfirst, story.expires_at) == ("Bridge opens", "On Tuesday.", None)


def test_dates_that_cannot_stand_together_do_not_keep_the_text(ana: Client, story: Article) -> None:
    dates = {"embargo_until": "2031-05-02T12:00", "expires_at": "2031-05-01T12:00"}
    answer = autosave(ana, story.pk, opened(ana, address(story)) | dates | {"standfirst": "On Tuesday."})
    assert [one["why"] for one in answer["unsaved"]] == ["“Visible until” must be later than the embargo."]
    story.refresh_from_db()
    assert (story.standfirst, story.expires_at) == ("On Tuesday.", None)


def test_what_a_colleague_has_changed_is_shown_and_kept(ana: Client, ben: Client, story: Article) -> None:
    of_ana, of_ben = opened(ana, address(story)), opened(ben, address(story))
    autosave(ana, story.pk, of_ana | {"headline": "Bridge reopens", "tag_places-0-DELETE": "on"})
    answer = autosave(ben, story.pk, of_ben | {"standfirst": "On Tuesday."})
    assert answer["shown"] == {"headline": "Bridge reopens", "slug": "bridge-reopens"}
    assert (answer["who"], answer["what"]) == ("ana", "headline, tags, address")
    assert [place.tag.name for place in story.tag_places.all()] == ["Bridges"]
    assert [one.origin for one in Version.objects.all()] == ["autosave", "autosave", "elsewhere"]


def test_a_clash_stores_nothing_and_says_who(ana: Client, ben: Client, story: Article) -> None:
    of_ana, of_ben = opened(ana, address(story)), opened(ben, address(story))
    autosave(ana, story.pk, of_ana | {"standfirst": "On Tuesday."})
    answer = autosave(ben, story.pk, of_ben | {"standfirst": "On Wednesday.", "notes": "Ask."})
    assert answer["clash"] == {"who": "ana", "what": "standfirst"}
    story.refresh_from_db()
    assert (story.standfirst, story.notes) == ("On Tuesday.", "")


def test_the_colleague_is_named_although_one_has_saved_since(ana: Client, ben: Client, story: Article) -> None:
    of_ana, of_ben = opened(ana, address(story)), opened(ben, address(story))
    autosave(ana, story.pk, of_ana | {"standfirst": "On Tuesday."})
    autosave(ben, story.pk, of_ben | {"notes": "Ask."})
    answer = autosave(ben, story.pk, of_ben | {"notes": "Ask.", "standfirst": "On Wednesday."})
    assert answer["clash"]["who"] == "ana"


def test_readers_see_none_of_it(ana: Client, client: Client) -> None:
    live = factories.published("Bridge opens", body="<p>It rained.</p>")
    before = client.get(f"/api/v1/articles/{live.slug}/").json()
    data = opened(ana, address(live)) | {
        "headline": "Secret",
        "body": "<p>Secret.</p>",
        "expires_at": "2020-01-01T12:00",
    }
    assert autosave(ana, live.pk, data)["shown"] == {}
    assert client.get(f"/api/v1/articles/{live.slug}/").json() == before


def test_no_address_is_taken_over_by_itself(ana: Client, story: Article) -> None:
    other = factories.published("Harbour", slug="harbour")
    Article.objects.filter(pk=other.pk).update(slug="port")
    other.refresh_from_db()
    verbs.publish(other)
    answer = autosave(ana, story.pk, opened(ana, address(story)) | {"slug": "harbour", "take_over": "on"})
    assert [one["what"] for one in answer["unsaved"]] == ["address"]


class TestRefused:
    def test_without_the_right(self, story: Article) -> None:
        looker = signed_in(user("looker", ["view_article"]))
        writer = signed_in(user("writer", ["view_article", "change_article"]))
        data = opened(writer, address(story)) | {"headline": "Other"}
        answer = post(looker, "autosave", story.pk, data)
        assert (answer.status_code, answer.json()["problem"]) == (403, "refused")
        new = str(uuid4())
        assert post(writer, "autosave", new, data | {"_new": new}).status_code == 403
        for what in ("present", "kept"):
            assert post(looker, what, story.pk, data).status_code == 403
        story.refresh_from_db()
        assert (story.headline, Article.objects.count(), Presence.objects.count()) == ("Bridge opens", 1, 0)

    def test_after_somebody_else_has_signed_in(self, ana: Client, story: Article) -> None:
        data = opened(ana, address(story)) | {"headline": "Other", "_account": "0"}
        url = reverse("admin:articles_article_autosave", args=[story.pk])
        answer = ana.post(url, data, headers={"Accept": "application/json"})
        assert (answer.status_code, answer.json()["sentence"]) == (
            409,
            "Not saved: somebody else has signed in in this browser.",
        )

    def test_when_a_colleague_has_deleted_it(self, ana: Client, story: Article) -> None:
        data = opened(ana, address(story))
        Article.objects.all().delete()
        for what in ("autosave", "present", "kept"):
            assert post(ana, what, story.pk, data).status_code == 410

    def test_signed_out_and_then_signed_in_on_the_spot(self, ana: Client, story: Article) -> None:
        User.objects.filter(username="ana").update(password=make_password("a long enough password"))
        ana = signed_in(User.objects.get(username="ana"))
        data = opened(ana, address(story)) | {"headline": "Other", "_account": account(ana)}
        url = reverse("admin:articles_article_autosave", args=[story.pk])
        ana.logout()
        answer = ana.post(url, data, headers={"Accept": "application/json"})
        assert (answer.status_code, answer.json()["problem"], answer.json()["asks"]) == (401, "signed_out", "password")
        given = {"_sign_in-username": "ana", "_sign_in-password": "wrong"}
        answer = ana.post(url, {"_account": data["_account"]} | given, headers={"Accept": "application/json"})
        assert "correct username and password" in answer.json()["errors"]
        given["_sign_in-password"] = "a long enough password"
        answer = ana.post(url, {"_account": data["_account"]} | given, headers={"Accept": "application/json"})
        assert answer.json()["again"]
        assert autosave(ana, story.pk, data)["unsaved"] == []


def test_a_second_factor_is_asked_for_on_the_spot(ana: Client, story: Article) -> None:
    person = User.objects.get(username="ana")
    person.set_password("a long enough password")
    person.save()
    ana.force_login(person)
    steps.with_app(person)
    url = reverse("admin:articles_article_present", args=[story.pk])
    sent = {"_account": account(ana), "_sign_in-username": "ana", "_sign_in-password": "a long enough password"}
    ana.logout()
    asked = ana.post(url, sent, headers={"Accept": "application/json"})
    assert (asked.status_code, asked.json()["asks"]) == (401, "code")
    wrong = {"_account": sent["_account"], "_sign_in-code": steps.wrong_code()}
    assert "This code is wrong" in ana.post(url, wrong, headers={"Accept": "application/json"}).json()["errors"]
    right = wrong | {"_sign_in-code": steps.code()}
    assert ana.post(url, right, headers={"Accept": "application/json"}).json()["again"]


class TestPresence:
    def test_each_sees_the_other_and_what_is_written(self, ana: Client, ben: Client, story: Article) -> None:
        User.objects.filter(username="ana").update(first_name="Ana", last_name="Ruiz")
        assert post(ana, "present", story.pk, {"_member": "body"}).json()["others"] == []
        assert post(ben, "present", story.pk, {"_member": "nonsense"}).json()["others"] == [
            {"name": "Ana Ruiz", "writing": "text"}
        ]
        assert post(ana, "present", story.pk, {}).json()["others"] == [{"name": "ben", "writing": ""}]

    def test_whoever_leaves_is_gone(self, ana: Client, ben: Client, story: Article) -> None:
        post(ana, "present", story.pk, {})
        post(ana, "present", story.pk, {"leaves": "1"})
        assert post(ben, "present", story.pk, {}).json()["others"] == []


class TestKept:
    """Words that a browser has kept."""

    def test_what_was_never_saved_is_shown(self, ana: Client, ben: Client, story: Article) -> None:
        data = opened(ana, address(story)) | {"standfirst": "On Tuesday."}
        autosave(ben, story.pk, opened(ben, address(story)) | {"headline": "Bridge reopens"})
        answer = post(ana, "kept", story.pk, data).json()
        assert screen.texts(answer["html"].encode(), "h2, del, ins") == ["Standfirst", "Monday", "Tuesday"]

    def test_what_was_saved_after_all_is_not(self, ana: Client, ben: Client, story: Article) -> None:
        data = opened(ana, address(story)) | {"standfirst": "On Tuesday."}
        ana.post(address(story), data | {"_continue": "1"})
        autosave(ben, story.pk, opened(ben, address(story)) | {"standfirst": "On Wednesday."})
        assert post(ana, "kept", story.pk, data).json() == {"html": ""}

    def test_a_story_that_was_never_saved(self, ana: Client) -> None:
        data = opened(ana, ADD) | {"headline": "Bridge opens"}
        assert "Bridge opens" in post(ana, "kept", data["_new"], data).json()["html"]

    def test_taking_it_gives_the_form_back_and_saves_nothing(self, ana: Client, story: Article) -> None:
        data = opened(ana, address(story)) | {"standfirst": "On Tuesday.", "_take": "1"}
        data |= row("tag_places", 2, tag=str(factories.tag("Port").pk), position=2)
        answer = ana.post(address(story), data)
        assert screen.texts(answer.content, ".not-saved") == [
            "Not saved yet: this is what you wrote and never saved. Check it, then save it."
        ]
        given_back = screen.fields(answer.content, "#article_form")
        assert (given_back["standfirst"], given_back["tag_places-2-tag"]) == ("On Tuesday.", data["tag_places-2-tag"])
        story.refresh_from_db()
        assert story.standfirst == "On Monday."


def test_a_reporter_saves_and_costs_as_much_as_this(story: Article, django_assert_num_queries: Any) -> None:
    reporter = signed_in(user("reporter", REPORTER))
    data = opened(reporter, address(story)) | {"standfirst": "On Tuesday."}
    autosave(reporter, story.pk, data)
    with django_assert_num_queries(77):
        autosave(reporter, story.pk, data | {"standfirst": "On Wednesday."})
    with django_assert_num_queries(9):
        post(reporter, "present", story.pk, {})


def test_a_merge_of_tags_is_no_clash_for_a_form_that_is_open(ana: Client) -> None:
    harbor, harbour, added = factories.tag("Harbor"), factories.tag("Harbour"), factories.tag("Added")
    story = factories.draft("Bridge", tags=[harbor])
    versions.record(story, None, Version.Origin.SAVED)
    data = opened(ana, address(story)) | {
        "tag_places-TOTAL_FORMS": "2",
        "tag_places-1-tag": str(added.pk),
        "tag_places-1-position": "1",
        "tag_places-1-article": str(story.pk),
    }
    merges.merge(merging.TAGS, harbour.pk, [harbor.pk], User.objects.create_superuser("mara"))
    assert "clash" not in post(ana, "autosave", story.pk, data).json()
    assert [str(one) for one in Article.objects.get().tags.order_by("tag_places__position")] == ["Harbour", "Added"]
