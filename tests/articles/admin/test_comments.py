"""Comments of colleagues on a story, a passage or a picture: answered, resolved, addressed, and never public."""

from typing import Any, Final

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles.editing import commenting
from articles.models import Article, Comment
from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.conftest import in_role, signed_in, user

pytestmark = [pytest.mark.django_db, pytest.mark.once]

FRAGMENT: Final = {"X-Fragment": "comments"}


@pytest.fixture
def ana(db: None) -> User:
    person = in_role("ana", "Reporter")
    person.first_name = "Ana"
    person.save()
    return person


@pytest.fixture
def ben(db: None) -> User:
    return in_role("ben", "Editor")


def address(story: Article) -> str:
    return reverse("admin:articles_article_comments", args=[story.pk])


def send(client: Client, story: Article, **values: Any) -> HttpResponse:
    return client.post(address(story), values, follow=True)  # type: ignore[return-value]


def said(answer: HttpResponse) -> list[str]:
    return screen.texts(answer.content, ".said-by strong, .said, .threads .passage, .threads .about")


def test_a_passage_is_discussed_and_resolved(ana: User, ben: User) -> None:
    story = factories.draft(body="<p>The bridge cost nine millions.</p>", created_by=ana)
    reporter, editor = signed_in(ana), signed_in(ben)
    send(editor, story, text="Whose figure, @Ana?", passage="nine  millions")
    thread = Comment.objects.get()
    assert [one.pk for one in commenting.waiting_for(ana)] == [thread.pk]
    answer = send(reporter, story, text="The council's.", parent=thread.pk)
    assert said(answer) == ["nine millions", "Ben", "Whose figure, @Ana?", "Ana", "The council's."]
    assert list(commenting.waiting_for(ana)) == []

    answer = send(editor, story, resolve=thread.pk)
    assert [line.rpartition(", ")[0] or line for line in said(answer)][-1] == "Resolved by ben"
    answer = send(reporter, story, text="One more thing, @ben.", parent=thread.pk)
    thread.refresh_from_db()
    assert thread.resolved_at is None
    assert [one.pk for one in commenting.waiting_for(ben)] == [thread.pk]
    # The story is not changed by what is said about it.
    assert Article.objects.get().modified_at == story.modified_at


def test_a_picture_is_discussed(ben: User) -> None:
    quay, other = factories.image(title="Quay"), factories.image(title="Not of this story")
    story = factories.draft(lead=quay)
    client = signed_in(ben)
    assert screen.texts(client.get(address(story)).content, "#id_image option") == [
        "The story or the marked passage",
        "Quay",
    ]
    assert said(send(client, story, text="Credit?", image=quay.pk)) == ["About the picture “Quay”", "Ben", "Credit?"]
    send(client, story, text="And this?", image=other.pk)
    assert Comment.objects.count() == 1
    # What only mentions a picture does not keep it.
    quay.uses.all().delete()
    quay.delete()
    assert Comment.objects.get().image is None


def test_a_comment_is_taken_back_until_somebody_answers(ana: User, ben: User) -> None:
    story = factories.draft(created_by=ana)
    first, second = (commenting.comment(story, ana, text) for text in ("One", "Two"))
    commenting.comment(story, ben, "Yes.", parent=first)
    client = signed_in(ana)
    assert screen.attributes(client.get(address(story)).content, "button[name=take_back]", "value") == [str(second.pk)]
    for key in (first.pk, Comment.objects.get(text="Yes.").pk):
        assert screen.texts(send(client, story, take_back=key).content, "[role=alert]") == [
            "Only your own comments can be taken back, and only before anybody has answered."
        ]
    send(client, story, take_back=second.pk)
    assert sorted(Comment.objects.values_list("text", flat=True)) == ["One", "Yes."]


def test_what_cannot_be_said_is_given_back(ben: User) -> None:
    story, client = factories.draft(), signed_in(ben)
    assert screen.texts(send(client, story, text="  ").content, ".errorlist li") == ["Write something first."]
    answer = send(client, story, text="x" * 5001)
    assert screen.texts(answer.content, "#id_text") == ["x" * 5001]
    gone = commenting.comment(factories.draft(), ben, "Of another story")
    answer = send(client, story, text="An answer", parent=gone.pk)
    assert screen.texts(answer.content, ".errorlist li") == ["This comment was taken back: say it anew."]
    for key in ("999999", "nonsense", "9" * 40, str(gone.pk)):
        assert screen.texts(send(client, story, resolve=key).content, "[role=alert]") == [
            "This comment is no longer there."
        ]
    assert Comment.objects.count() == 1


def test_only_colleagues_who_see_stories_are_addressed(ben: User) -> None:
    for name, rights in {"dots.in-it": ["view_article"], "outside": ["view_image"]}.items():
        user(name, rights)
    thread = commenting.comment(factories.draft(), ben, "Ask @dots.in-it. Not @outside, not x@ben, nor @nobody")
    assert [one.username for one in thread.addressed.all()] == ["dots.in-it"]


def test_whoever_may_not_see_the_story_sees_no_comments() -> None:
    story = factories.draft()
    outside, own = signed_in(user("outside", ["view_image"])), signed_in(user("own", ["write_own"]))
    for client in (outside, own):
        assert client.get(address(story)).status_code == 403
        assert client.post(address(story), {"text": "Hello"}).status_code == 403
    assert Comment.objects.count() == 0


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow_with_threads(
    ana: User, ben: User, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    story = factories.draft(created_by=ana)
    for _ in range(number):
        commenting.comment(story, ana, "Answer me", parent=commenting.comment(story, ben, "One"))
    client = signed_in(ben)
    client.get(address(story), headers=FRAGMENT)
    # Session, user, rights (2), story, threads, answers, their writers, pictures to choose, colleagues.
    with django_assert_num_queries(10):
        shown = client.get(address(story), headers=FRAGMENT)
    assert len(screen.texts(shown.content, ".thread")) == number
    assert screen.texts(shown.content, "h1, nav") == []


def test_nothing_of_it_is_public(ana: User, client: Client) -> None:
    story = factories.published("Bridge")
    commenting.comment(story, ana, "Internal words", passage="Something happened")
    for path in ("articles/", "articles/bridge/?include=body", "changes/"):
        assert b"Internal words" not in client.get(f"/api/v1/{path}").content


def test_an_answer_that_is_typed_before_resolving_is_not_lost(ana: User, ben: User) -> None:
    story = factories.draft(created_by=ana)
    thread = commenting.comment(story, ben, "Is this right?")
    answer = send(signed_in(ana), story, parent=thread.pk, text="The mayor confirmed it.", resolve=thread.pk)
    assert said(answer)[:4] == ["Ben", "Is this right?", "Ana", "The mayor confirmed it."]
    thread.refresh_from_db()
    assert thread.resolved_by == ana
