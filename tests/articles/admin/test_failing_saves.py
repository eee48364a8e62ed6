"""Whatever makes a save fail, the form comes back with everything that was typed and with what to do."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, OperationalError, connection
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse

from articles.models import Article
from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.conftest import EDITOR, signed_in, user
from tests.articles.admin.test_writing import ADD, address

Page = tuple[dict[str, Any], list[str]]

BUSY = (
    "Not saved: the database is busy, full or out of reach. Everything you wrote is still here: wait a moment, "
    "then save again. If that does not help, tell your administrator."
)
COLLEAGUE = (
    "Not saved: a colleague has just saved or deleted something that belongs to it. "
    "Everything you wrote is still here: check what you chose, then save again."
)
CHARACTER = (
    "Not saved: the database cannot store something in it, such as a strange character or a number too large. "
    "Everything you wrote is still here: take out what you pasted or changed last, then save again."
)
FILE = (
    "Not saved: a file could not be stored. Everything you wrote is still here: wait a moment, then save again. "
    "If that does not help, tell your administrator."
)
UNFORESEEN = (
    "Not saved: something in it caused an error, which your administrator can find in the log. "
    "Everything you wrote is still here: take out what you pasted or changed last, then save again."
)
ERRORS = [
    (ValueError("Invalid IPv6 URL"), UNFORESEEN),
    (RecursionError(), UNFORESEEN),
    (KeyError("x"), UNFORESEEN),
    (IntegrityError("UNIQUE constraint failed"), COLLEAGUE),
    (ProtectedError("in use", set()), COLLEAGUE),
    (DataError("year out of range"), CHARACTER),
    (OperationalError("database or disk is full"), BUSY),
    (OperationalError("database is locked"), BUSY),
    (InterfaceError("connection already closed"), BUSY),
    (DatabaseError("x"), BUSY),
    (OSError("No space left on device"), FILE),
]


def failing(error: Exception) -> Callable[..., Any]:
    def fail(*args: Any, **kwargs: Any) -> Any:
        raise error

    return fail


def everything() -> dict[str, Any]:
    """A story with everything that belongs to it, as a form sends it."""
    data = {
        "headline": "Night trams return",
        "standfirst": "After nine\r\nyears.",
        "body": "<p>They are <strong>back</strong>.</p>",
        "dateline": "PORT HALE",
        "notes": "Call Ana <b>again</b> & again",
        "topic": str(factories.topic().pk),
        "genre": "analysis",
        "published_at": "2026-05-01T10:00:00",
    }
    rows: list[tuple[str, dict[str, Any]]] = [
        ("bylines", {"author": factories.author("Ana Ruiz").pk}),
        ("tag_places", {"tag": factories.tag("Trams").pk}),
        ("related_stories", {"story": factories.draft("Storm").pk, "kind": "background"}),
        ("image_uses", {"image": factories.image().pk, "role": "lead", "caption": "The quay.", "alt_text": "A tram"}),
    ]
    for prefix, values in rows:
        data[f"{prefix}-TOTAL_FORMS"] = "1"
        data |= {f"{prefix}-0-{name}": str(value) for name, value in values.items()} | {f"{prefix}-0-position": "0"}
    return data


def given_back(response: Any, form: str = "#article_form") -> Page:
    assert response.status_code == 200
    return screen.fields(response.content, form), screen.texts(response.content, ".not-saved li")


def holds(fields: dict[str, Any], typed: dict[str, Any]) -> None:
    assert {name: fields.get(name) for name in typed} == typed


@pytest.mark.parametrize(("error", "sentence"), ERRORS)
@pytest.mark.parametrize("place", ["body.clean", "models.Article.save", "models.Byline.save"])
def test_a_new_story_comes_back_whatever_is_raised(
    editor: Client,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    place: str,
    error: Exception,
    sentence: str,
) -> None:
    typed = everything()
    before = Article.objects.count()
    data = screen.fields(editor.get(ADD).content, "#article_form")
    with monkeypatch.context() as broken, caplog.at_level(logging.ERROR):
        broken.setattr(f"articles.{place}", failing(error))
        fields, said = given_back(editor.post(ADD, data | typed | {"_continue": "1"}))
    holds(fields, typed)
    assert said == [sentence]
    assert [record.exc_info[1] for record in caplog.records if record.exc_info] == [error]
    assert Article.objects.count() == before
    # The form that came back can be saved unchanged.
    editor.post(ADD, fields | {"_continue": "1"})
    article = Article.objects.get(headline="Night trams return")
    assert (article.standfirst, article.notes) == ("After nine\nyears.", "Call Ana <b>again</b> & again")
    assert [str(one) for one in article.bylines.all()] == ["Ana Ruiz"]
    assert [one.caption for one in article.image_uses.all()] == ["The quay."]


def test_a_parser_that_fails_in_the_form_itself_is_no_loss_either(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = everything()
    data = screen.fields(editor.get(ADD).content, "#article_form")
    monkeypatch.setattr("articles.admin.writing.form.ArticleForm.clean", failing(ValueError("x")))
    fields, said = given_back(editor.post(ADD, data | typed))
    holds(fields, typed)
    assert said == [UNFORESEEN]


def test_nothing_is_half_written_and_nothing_is_said_to_be(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    article = factories.draft("Before", authors=[factories.author("Ana Ruiz")])
    data = screen.fields(editor.get(address(article)).content, "#article_form")
    typed = {"headline": "After", "bylines-0-author": str(factories.author("Tom Okafor").pk)}
    monkeypatch.setattr("articles.admin.writing.article.ArticleAdmin.log_change", failing(OperationalError("full")))
    response = editor.post(address(article), data | typed)
    holds(given_back(response)[0], typed)
    assert screen.texts(response.content, ".messagelist li") == []
    article.refresh_from_db()
    assert (article.headline, [str(one) for one in article.bylines.all()]) == ("Before", ["Ana Ruiz"])


def test_whose_rights_are_taken_away_has_the_words_to_copy(db: None) -> None:
    person = user("ana", EDITOR)
    client = signed_in(person)
    data = screen.fields(client.get(ADD).content, "#article_form")
    person.user_permissions.clear()
    response = client.post(ADD, data | {"headline": "Night trams return", "notes": "Two hours of work"})
    assert response.status_code == 403
    assert "Two hours of work" in screen.texts(response.content, ".kept textarea")


def test_a_database_that_is_gone_is_answered_without_it(editor: Client) -> None:
    typed = everything()
    data = screen.fields(editor.get(ADD).content, "#article_form")
    with connection.execute_wrapper(failing(OperationalError("server closed the connection"))):
        response = editor.post(ADD, data | typed | {"_publish": "1"})
    assert response.status_code == 503
    assert screen.texts(response.content, ".errornote") == [BUSY]
    kept = screen.fields(response.content, ".kept form")
    holds(kept, {name: value.replace("\r\n", "\n") for name, value in typed.items()} | {"_publish": "1"})
    assert editor.post(ADD, kept)["Location"].endswith("/publish/")
    assert Article.objects.filter(headline="Night trams return").exists()


def test_a_database_that_takes_no_writing_is_read_for_the_form(editor: Client) -> None:
    typed = everything()
    data = screen.fields(editor.get(ADD).content, "#article_form")

    def full(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(full):
        fields, said = given_back(editor.post(ADD, data | typed))
    holds(fields, typed)
    assert said == [BUSY]


def test_a_character_no_database_stores_is_left_out(editor: Client) -> None:
    data = screen.fields(editor.get(ADD).content, "#article_form")
    editor.post(ADD, data | {"headline": "Night\x00 trams", "notes": "Kept", "body": "<p>a\x00b</p>"})
    story = Article.objects.get()
    assert (story.headline, story.notes, story.body) == ("Night trams", "Kept", "<p>ab</p>")


OTHERS: list[tuple[str, Any, dict[str, str]]] = [
    ("articles_author", lambda: factories.author(), {"name": "Ana Ruiz", "bio": "Born in <1980>"}),
    ("articles_topic", lambda: factories.topic(), {"name": "City", "description": "All of it"}),
    ("articles_tag", lambda: factories.tag(), {"name": "Trams", "description": "On rails"}),
    ("articles_collection", lambda: factories.collection(), {"name": "Front", "description": "Best"}),
    ("media_image", lambda: factories.image(), {"title": "Quay", "caption": "At night", "credit": "© Pool"}),
    ("auth_user", lambda: user("tom", []), {"first_name": "Tom", "last_name": "Okafor"}),
]


@pytest.mark.parametrize(("name", "make", "typed"), OTHERS)
def test_every_other_form_comes_back_too(
    chief: Client, monkeypatch: pytest.MonkeyPatch, name: str, make: Any, typed: dict[str, str]
) -> None:
    row = make()
    url = reverse(f"admin:{name}_change", args=[row.pk])
    form = f"#{name.split('_')[1]}_form"
    shown = screen.fields(chief.get(url).content, form)
    data = {name: value for name, value in shown.items() if name not in {"groups", "user_permissions"}}
    monkeypatch.setattr(type(row), "save", failing(IntegrityError("x")))
    fields, said = given_back(chief.post(url, data | typed), form)
    holds(fields, typed)
    assert said == [COLLEAGUE]
