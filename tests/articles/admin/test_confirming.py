"""The confirmation page between a button and its effect."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Change, PublishedArticle
from articles.publishing import status, verbs
from tests import factories
from tests.articles.admin import screen


def ask(article: Article, verb: str) -> str:
    return reverse(f"admin:articles_article_{verb}", args=[article.pk])


def change(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def confirm(client: Client, article: Article, verb: str, **answers: Any) -> list[str]:
    """Look at the confirmation, confirm, and return the messages on the page that follows."""
    data = screen.fields(client.get(ask(article, verb)).content, ".confirmation form")
    return messages(client, article, verb, data | answers)


def messages(client: Client, article: Article, verb: str, data: dict[str, Any]) -> list[str]:
    return screen.texts(client.post(ask(article, verb), data, follow=True).content, ".messagelist li")


def state(article: Article) -> str:
    return status.of(Article.objects.get(pk=article.pk))


def test_the_page_shows_what_readers_will_see(editor: Client) -> None:
    article = factories.draft(
        "Harbour bridge reopens",
        standfirst="After two years.",
        topic=factories.topic("City"),
        authors=[factories.author("Ana Ruiz")],
        tags=[factories.tag("Bridges")],
        related=[factories.published("Bridge closes"), factories.draft("Not public")],
        lead=factories.image(caption="The bridge.", credit="© Halewood Pictures/Pool"),
    )
    page = editor.get(ask(article, "publish")).content
    assert screen.texts(page, ".card h3, .card p, .card figcaption") == [
        "The bridge. © Halewood Pictures/Pool",
        "City",
        "Harbour bridge reopens",
        "After two years.",
        "By Ana Ruiz",
    ]
    assert screen.texts(page, ".facts dd") == [
        "https://www.example.test/city/harbour-bridge-reopens",
        "2 words, 1 minute",
        "Bridges",
        "Bridge closes",
        "Not public (draft)",
        "As readers will see it",
    ]
    assert screen.texts(page, ".consequences li") == ["Readers see it at once, at the top of the lists it belongs to."]
    assert state(article) == "draft"


def test_everything_missing_is_listed_at_once_and_nothing_can_be_confirmed(editor: Client) -> None:
    article = factories.draft(body="", topic=None, authors=[], lead=factories.image(title="Quay", credit=""))
    page = editor.get(ask(article, "publish")).content
    assert screen.texts(page, ".missing li") == [
        "Write the story.",
        "Choose a topic.",
        "Say who wrote it: add an author or a byline.",
        "“Quay” (lead picture) needs a credit line.",
    ]
    anchors = ["field-body", "field-topic", "bylines-group", "image_uses-group"]
    assert screen.links(page, ".missing a") == [f"{change(article)}?missing#{anchor}" for anchor in anchors]
    assert screen.texts(page, ".confirmation button") == []


def test_publishing_makes_it_public(editor: Client) -> None:
    article = factories.draft("Harbour bridge reopens")
    assert confirm(editor, article, "publish") == ["“Harbour bridge reopens” is live."]
    assert state(article) == "live"


def test_it_says_where_in_the_lists_a_story_will_stand(editor: Client) -> None:
    live = factories.published()
    Article.objects.filter(pk=live.pk).update(standfirst="New.", modified_at=timezone.now())
    back = factories.published()
    Article.objects.filter(pk=back.pk).update(published_at=datetime(2020, 3, 2, 8, 0, tzinfo=UTC))
    back.refresh_from_db()
    verbs.unpublish(back)
    said = [
        screen.texts(editor.get(ask(article, "publish")).content, ".consequences li")
        for article in (factories.draft(), live, back)
    ]
    assert said == [
        ["Readers see it at once, at the top of the lists it belongs to."],
        ["Readers see the changes at once. In lists the story stays at its date."],
        ["Readers see it at once. In lists it appears at its date, 2 Mar 2020, 08:00."],
    ]


def test_a_small_update_leaves_the_date_of_the_last_one(editor: Client) -> None:
    article = factories.published()
    before = PublishedArticle.objects.get().updated_at
    article.refresh_from_db()
    article.standfirst = "A comma less"
    article.save()
    page = editor.get(ask(article, "publish")).content
    data = screen.fields(page, ".confirmation form")
    assert data.pop("significant") == "on"
    messages(editor, article, "publish", data)
    row = PublishedArticle.objects.get()
    assert (row.version, row.updated_at) == (2, before)


def test_scheduling_asks_for_the_time_in_the_newsrooms_zone(editor: Client) -> None:
    article = factories.draft("Harbour bridge reopens")
    assert confirm(editor, article, "schedule", at="2099-01-05T06:30") == ["“Harbour bridge reopens” is scheduled."]
    assert PublishedArticle.objects.get().visible_from == datetime(2099, 1, 5, 6, 30, tzinfo=UTC)
    assert state(article) == "scheduled"


def test_a_time_that_has_passed_is_refused_beside_the_field(editor: Client) -> None:
    article = factories.draft()
    data = screen.fields(editor.get(ask(article, "schedule")).content, ".confirmation form")
    page = editor.post(ask(article, "schedule"), data | {"at": "2020-01-05T06:30"}).content
    assert screen.texts(page, ".errorlist li") == ["The time of publication has passed: choose a later one."]
    assert screen.fields(page, ".confirmation form")["at"] == "2020-01-05T06:30"
    assert state(article) == "draft"


def test_unpublishing_takes_it_from_readers(editor: Client) -> None:
    article = factories.published("Harbour bridge reopens")
    assert confirm(editor, article, "unpublish") == ["Readers no longer see “Harbour bridge reopens”."]
    assert state(article) == "unpublished"


def test_killing_asks_for_a_public_note(editor: Client) -> None:
    article = factories.published("Harbour bridge reopens")
    assert confirm(editor, article, "kill", note=" ") == []
    assert state(article) == "live"
    said = confirm(editor, article, "kill", note="Withdrawn: the source had lied.")
    assert said == ["“Harbour bridge reopens” is killed. Readers find the note."]
    assert PublishedArticle.objects.get().kill_note == "Withdrawn: the source had lied."


def test_a_correction_says_who_made_it_and_publishes_nothing_else(editor: Client) -> None:
    article = factories.published("Harbour bridge reopens")
    Article.objects.update(headline="Not public yet")
    said = confirm(editor, article, "correct", kind="correction", text="It was 1962.")
    assert said == ["The correction of “Not public yet” is public."]
    correction = Article.objects.get().corrections.get()
    assert (correction.text, str(correction.made_by)) == ("It was 1962.", "editor")
    assert PublishedArticle.objects.get().document.source["headline"] == "Harbour bridge reopens"


def test_of_two_editors_who_publish_at_once_one_wins_and_the_other_is_told(editor: Client, chief: Client) -> None:
    article = factories.draft("Harbour bridge reopens")
    seen = screen.fields(chief.get(ask(article, "publish")).content, ".confirmation form")
    assert confirm(editor, article, "publish") == ["“Harbour bridge reopens” is live."]
    assert messages(chief, article, "publish", seen) == [
        "“Harbour bridge reopens” was published or withdrawn by somebody else meanwhile. Look at it again, then decide."
    ]
    assert PublishedArticle.objects.get().version == 1
    assert Change.objects.of_stories().count() == 1


def test_a_text_that_changed_after_it_was_looked_at_is_not_published(editor: Client) -> None:
    article = factories.draft("Harbour bridge reopens")
    seen = screen.fields(editor.get(ask(article, "publish")).content, ".confirmation form")
    article.headline = "Something nobody has confirmed"
    article.save()
    assert messages(editor, article, "publish", seen) == [
        "“Something nobody has confirmed” was changed while you were looking. Look at it again, then decide."
    ]
    assert state(article) == "draft"


def test_what_went_missing_after_the_look_leads_back_to_the_list_of_it(editor: Client) -> None:
    article = factories.draft()
    seen = screen.fields(editor.get(ask(article, "publish")).content, ".confirmation form")
    article.bylines.all().delete()
    response = editor.post(ask(article, "publish"), seen, follow=True)
    assert screen.texts(response.content, ".missing li") == ["Say who wrote it: add an author or a byline."]
    assert not PublishedArticle.objects.exists()


def test_a_killed_story_cannot_be_published(editor: Client) -> None:
    article = factories.published("Harbour bridge reopens")
    verbs.kill(article, "Void.")
    page = editor.get(ask(article, "publish"), follow=True).content
    assert screen.texts(page, ".messagelist li") == ["“Harbour bridge reopens” is killed and cannot be published."]


@pytest.mark.parametrize("verb", ["publish", "schedule", "unpublish", "kill", "correct"])
def test_who_may_not_publish_is_refused(reporter: Client, verb: str) -> None:
    article = factories.published()
    assert reporter.get(ask(article, verb)).status_code == 403
    assert reporter.post(ask(article, verb)).status_code == 403
    assert state(article) == "live"


@pytest.mark.parametrize("verb", ["publish", "schedule", "unpublish", "kill", "correct"])
def test_strangers_are_sent_to_sign_in(client: Client, db: None, verb: str) -> None:
    url = ask(factories.published(), verb)
    assert client.get(url)["Location"] == f"{reverse('admin:login')}?next={url}"


def test_buttons_save_first_and_lead_to_the_confirmation(editor: Client) -> None:
    article = factories.draft("Working title")
    data = screen.fields(editor.get(change(article)).content, "#article_form")
    response = editor.post(change(article), data | {"headline": "Harbour bridge reopens", "_schedule": "1"})
    assert response["Location"] == ask(article, "schedule")
    article.refresh_from_db()
    assert (article.headline, article.state) == ("Harbour bridge reopens", "draft")
