"""A verb that fails gives back what was typed into its confirmation."""

from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.test import Client

from articles.models import Article, Change, Correction, PublishedArticle
from articles.publishing import status, verbs
from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.conftest import EDITOR, signed_in, user
from tests.articles.admin.test_confirming import ask
from tests.articles.admin.test_failing_saves import BUSY, COLLEAGUE, UNFORESEEN, failing, holds

TYPED: dict[str, dict[str, str]] = {
    "publish": {},
    "schedule": {"at": "2099-01-05T06:30:00"},
    "correct": {"kind": "clarification", "text": "It was 1962 & not <1926>."},
    "unpublish": {},
    "kill": {"note": "Withdrawn: the source had lied."},
}


def story(verb: str) -> Article:
    return factories.draft("Bridge") if verb in {"publish", "schedule"} else factories.published("Bridge")


def look(client: Client, article: Article, verb: str) -> dict[str, Any]:
    return screen.fields(client.get(ask(article, verb)).content, ".confirmation form") | TYPED[verb]


@pytest.mark.parametrize("verb", TYPED)
@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (ValueError("Invalid IPv6 URL"), UNFORESEEN),
        (IntegrityError("x"), COLLEAGUE),
        (OperationalError("database or disk is full"), BUSY),
    ],
)
def test_whatever_is_raised(
    editor: Client, monkeypatch: pytest.MonkeyPatch, verb: str, error: Exception, sentence: str
) -> None:
    article = story(verb)
    before = status.of(Article.objects.get())
    data = look(editor, article, verb)
    with monkeypatch.context() as broken:
        broken.setattr("articles.changes.log.append", failing(error))
        if verb in {"publish", "schedule"}:
            broken.setattr("articles.publishing.compiling.store", failing(error))
        response = editor.post(ask(article, verb), data)
    assert response.status_code == 200
    assert screen.texts(response.content, ".confirmation form .errorlist li") == [sentence]
    fields = screen.fields(response.content, ".confirmation form")
    holds(fields, TYPED[verb])
    assert status.of(Article.objects.get()) == before
    assert not Correction.objects.exists()
    assert editor.post(ask(article, verb), fields).status_code == 302


@pytest.mark.parametrize("verb", TYPED)
def test_what_is_done_is_in_the_history_or_not_done(editor: Client, monkeypatch: pytest.MonkeyPatch, verb: str) -> None:
    article = story(verb)
    before = status.of(Article.objects.get())
    data = look(editor, article, verb)
    monkeypatch.setattr("articles.admin.writing.article.ArticleAdmin.log_change", failing(OperationalError("full")))
    response = editor.post(ask(article, verb), data)
    assert screen.texts(response.content, ".confirmation form .errorlist li") == [BUSY]
    assert status.of(Article.objects.get()) == before


@pytest.mark.parametrize("verb", ["correct", "kill"])
def test_a_colleague_who_was_quicker_costs_no_words(editor: Client, verb: str) -> None:
    article = story(verb)
    data = look(editor, article, verb)
    verbs.publish(Article.objects.get())
    response = editor.post(ask(article, verb), data)
    assert screen.texts(response.content, ".errorlist li") == [
        "“Bridge” was published or withdrawn by somebody else meanwhile. Look at it again, then decide."
    ]
    fields = screen.fields(response.content, ".confirmation form")
    holds(fields, TYPED[verb])
    # The editor has now seen the current state.
    assert editor.post(ask(article, verb), fields).status_code == 302
    assert PublishedArticle.objects.get().version == 2


@pytest.mark.parametrize("verb", ["correct", "kill", "schedule"])
def test_nor_does_one_who_has_killed_it(editor: Client, verb: str) -> None:
    article = story(verb)
    data = look(editor, article, verb)
    if verb == "schedule":
        verbs.publish(article)
    verbs.kill(Article.objects.get(), "Void.")
    response = editor.post(ask(article, verb), data)
    assert len(screen.texts(response.content, ".errorlist li")) == 1
    assert "“Bridge” is killed and cannot be" in screen.texts(response.content, ".errorlist li")[0]
    holds(screen.fields(response.content, ".confirmation form"), TYPED[verb])


@pytest.mark.parametrize("verb", ["correct", "kill"])
def test_nor_does_one_who_has_deleted_it(editor: Client, verb: str) -> None:
    article = story(verb)
    data = look(editor, article, verb)
    address = ask(article, verb)
    for rows in (Change, PublishedArticle):
        rows.objects.all().delete()
    Article.objects.all().delete()
    response = editor.post(address, data)
    assert response.status_code == 404
    words = TYPED[verb].get("text") or TYPED[verb]["note"]
    assert words in screen.texts(response.content, ".kept textarea")


def test_a_time_is_kept_while_something_is_missing(editor: Client) -> None:
    article = story("schedule")
    data = look(editor, article, "schedule")
    article.bylines.all().delete()
    response = editor.post(ask(article, "schedule"), data)
    assert screen.texts(response.content, ".missing li") == ["Say who wrote it: add an author or a byline."]
    holds(screen.fields(response.content, ".confirmation form"), TYPED["schedule"])


@pytest.mark.parametrize("verb", ["correct", "kill"])
def test_a_database_that_is_gone(editor: Client, verb: str) -> None:
    article = story(verb)
    data = look(editor, article, verb)
    with connection.execute_wrapper(failing(OperationalError("server closed the connection"))):
        response = editor.post(ask(article, verb), data)
    assert response.status_code == 503
    kept = screen.fields(response.content, ".kept form")
    holds(kept, TYPED[verb])
    assert editor.post(ask(article, verb), kept).status_code == 302


def test_rights_that_are_gone(db: None) -> None:
    person = user("ana", EDITOR)
    client = signed_in(person)
    article = story("correct")
    data = look(client, article, "correct")
    person.user_permissions.clear()
    response = client.post(ask(article, "correct"), data)
    assert response.status_code == 403
    assert TYPED["correct"]["text"] in screen.texts(response.content, ".kept textarea")
    assert not Correction.objects.exists()
