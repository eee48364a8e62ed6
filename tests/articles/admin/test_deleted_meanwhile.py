"""When a colleague deletes something while somebody writes, no words are lost."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article, Author, Collection, RelatedStory, Tag, Topic
from media.models import Image
from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.conftest import EDITOR, signed_in, user
from tests.articles.admin.test_failing_saves import COLLEAGUE, everything, given_back, holds
from tests.articles.admin.test_writing import ADD, address


@pytest.mark.parametrize("part", ["topic", "bylines-0-author", "tag_places-0-tag", "related_stories-0-story"])
def test_what_a_colleague_has_deleted_is_named_where_it_was_chosen(editor: Client, part: str) -> None:
    typed = everything()
    data = screen.fields(editor.get(ADD).content, "#article_form")
    kinds: dict[str, Any] = {"topic": Topic, "author": Author, "tag": Tag, "story": Article}
    kinds[part.rsplit("-", 1)[-1]].objects.filter(pk=typed[part]).delete()
    response = editor.post(ADD, data | typed)
    fields = screen.fields(response.content, "#article_form")
    holds(fields, {name: value for name, value in typed.items() if name != part})
    assert screen.texts(response.content, ".errorlist li") == [
        "A colleague has deleted what was chosen here: choose another, or leave it empty."
    ]


def test_so_is_a_picture(editor: Client) -> None:
    typed = everything()
    data = screen.fields(editor.get(ADD).content, "#article_form")
    Image.objects.all().delete()
    response = editor.post(ADD, data | typed)
    holds(
        screen.fields(response.content, "#article_form"),
        {"image_uses-0-caption": "The quay.", "headline": typed["headline"]},
    )


def test_a_row_that_a_colleague_has_taken_out_hides_none_of_the_others(editor: Client) -> None:
    people = [factories.author(name) for name in ("Ana", "Tom", "Mara")]
    article = factories.draft(authors=people)
    data = screen.fields(editor.get(address(article)).content, "#article_form")
    article.bylines.filter(author=people[0]).delete()
    response = editor.post(address(article), data | {"headline": ""})
    fields = screen.fields(response.content, "#article_form")
    holds(fields, {f"bylines-{number}-author": str(one.pk) for number, one in enumerate(people)})


def test_a_story_that_was_deleted_underneath_is_saved_as_a_new_one(editor: Client) -> None:
    picture = factories.image()
    body = f'<figure><img src="/x" alt="" data-file="{picture.pk}"></figure>'
    article = factories.draft(
        "Before",
        authors=[factories.author("Ana Ruiz")],
        tags=[factories.tag("Trams")],
        lead=factories.image(),
        body=body,
    )
    data = screen.fields(editor.get(address(article)).content, "#article_form")
    Article.objects.all().delete()
    typed = {"headline": "After", "notes": "Two hours of work", "image_uses-2-0-caption": "The quay at night."}
    response = editor.post(address(article), data | typed | {"_continue": "1"})
    fields, said = given_back(response)
    assert said == [
        "Not saved: a colleague has deleted this meanwhile. Everything you wrote is still here: "
        "save it to make a new one."
    ]
    assert screen.texts(response.content, ".messagelist li") == [
        "A new one cannot hold this: copy it if you need it. “The quay at night.”"
    ]
    assert f'action="{ADD}"'.encode() in response.content
    assert editor.post(ADD, fields | {"_continue": "1"}).status_code == 302
    new = Article.objects.get()
    assert new.pk != article.pk
    assert (new.headline, new.notes) == ("After", "Two hours of work")
    assert [str(one) for one in new.bylines.all()] == ["Ana Ruiz"]
    assert [str(one) for one in new.tags.all()] == ["Trams"]
    assert sorted(use.role for use in new.image_uses.all()) == ["inline", "lead"]


def test_who_may_not_add_one_has_the_words_to_copy(db: None) -> None:
    person = signed_in(user("ana", ["view_article", "change_article"]))
    article = factories.draft()
    data = screen.fields(person.get(address(article)).content, "#article_form")
    Article.objects.all().delete()
    response = person.post(address(article), data | {"notes": "Two hours of work"})
    assert response.status_code == 404
    assert "Two hours of work" in screen.texts(response.content, ".kept textarea")


def test_rows_of_a_collection_that_was_deleted_become_rows_of_a_new_one(chief: Client) -> None:
    row = factories.collection("Front", [factories.draft("One"), factories.draft("Two")])
    url = reverse("admin:articles_collection_change", args=[row.pk])
    data = screen.fields(chief.get(url).content, "#collection_form")
    row.delete()
    fields, _ = given_back(chief.post(url, data), "#collection_form")
    chief.post(reverse("admin:articles_collection_add"), fields)
    assert [str(one.story) for one in Collection.objects.get().entries.all()] == ["One", "Two"]


@pytest.mark.django_db(transaction=True)
def test_what_is_deleted_between_looking_and_saving_is_no_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    """Foreign keys are checked when the transaction ends, after all of our code."""
    client = signed_in(user("editor", EDITOR))
    typed = everything()
    data = screen.fields(client.get(ADD).content, "#article_form")
    save = RelatedStory.save

    def lose(self: RelatedStory, *args: Any, **kwargs: Any) -> None:
        save(self, *args, **kwargs)
        RelatedStory.objects.filter(pk=self.pk).update(story=uuid4())

    with monkeypatch.context() as race:
        race.setattr(RelatedStory, "save", lose)
        fields, said = given_back(client.post(ADD, data | typed))
    holds(fields, typed)
    assert said == [COLLEAGUE]
    assert not Article.objects.filter(headline="Night trams return").exists()
