"""Handing stories over in the admin: reporters submit, editors send back or publish, and nobody goes around them."""

from typing import Any, Final

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from articles.editing.handing_over import hand_over
from articles.models import Article, Change, Handover, PublishedDocument
from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.conftest import in_role, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]

Stage = Article.Stage
FORM: Final = "#article_form"
DESK: Final = "#content-main form"


@pytest.fixture
def ana(db: None) -> User:
    person = in_role("ana", "Reporter")
    person.first_name = "Ana"
    person.save()
    return person


@pytest.fixture
def ben(db: None) -> User:
    return in_role("ben", "Editor")


def change(story: Article) -> str:
    return reverse("admin:articles_article_change", args=[story.pk])


def page(story: Article, move: str) -> str:
    return reverse("admin:articles_article_hand_over", args=[story.pk, move])


def move(client: Client, story: Article, name: str, **values: Any) -> HttpResponse:
    """Open the page of a move, fill it in and confirm."""
    sent = screen.fields(client.get(page(story, name)).content, DESK)
    return client.post(page(story, name), sent | values, follow=True)  # type: ignore[return-value]


def told(answer: HttpResponse) -> list[str]:
    return screen.texts(answer.content, ".messagelist li, .errorlist li")


def test_a_reporter_writes_and_submits_and_an_editor_sends_back(ana: User, ben: User) -> None:
    reporter, editor = signed_in(ana), signed_in(ben)
    add = reverse("admin:articles_article_add")
    begun = screen.fields(reporter.get(add).content, FORM)
    answer = reporter.post(add, begun | {"headline": "Harbour bridge reopens", "_submit": ""})
    story = Article.objects.get()
    assert answer["Location"] == page(story, "submit")

    assert told(move(reporter, story, "submit", to=ben.pk, note="Two sources.")) == [
        "“Harbour bridge reopens” is in review."
    ]
    shown = editor.get(change(story)).content
    assert screen.texts(shown, ".state .pill, .state p")[:2] == [
        "In review",
        "Only colleagues can see this. Assigned to ben.",
    ]
    assert [line.rpartition(", ")[0] for line in screen.texts(shown, ".handovers li")] == [
        "Ana submitted for review, for ben"
    ]
    assert screen.texts(shown, ".handovers q") == ["Two sources."]

    assert told(move(editor, story, "send_back")) == ["Say why, so that your colleague knows what to do."]
    assert told(move(editor, story, "send_back", note="Name them.")) == ["“Harbour bridge reopens” is sent back."]
    story.refresh_from_db()
    assert (story.stage, story.assigned_to) == (Stage.WRITING, ana)


def test_a_story_in_review_is_read_and_taken_back_but_not_changed(ana: User) -> None:
    reporter = signed_in(ana)
    story = factories.draft("Harbour bridge", created_by=ana)
    opened = screen.fields(reporter.get(change(story)).content, FORM)
    hand_over(story, "submit", ana)
    answer = reporter.post(change(story), opened | {"headline": "Typed meanwhile", "_continue": ""})
    assert answer.status_code == 403
    assert b"Typed meanwhile" in answer.content
    story.refresh_from_db()
    assert story.headline == "Harbour bridge"

    shown = reporter.get(change(story)).content
    assert screen.texts(shown, ".submit-row a, .submit-row button, .submit-row input") == [
        "Close",
        "Take back…",
        "Assign…",
    ]
    move(reporter, story, "take_back")
    story.refresh_from_db()
    assert (story.stage, story.assigned_to) == (Stage.WRITING, ana)


def test_a_move_that_a_colleague_made_first_costs_no_words(ana: User, ben: User) -> None:
    editor = signed_in(ben)
    story = factories.draft("Bridge", stage=Stage.IN_REVIEW)
    sent = screen.fields(editor.get(page(story, "send_back")).content, DESK)
    hand_over(story, "assign", ana, to=ana)
    answer = editor.post(page(story, "send_back"), sent | {"note": "A long explanation."})
    assert told(answer) == ["“Bridge” was handed over by a colleague meanwhile. Look at it again, then decide."]  # type: ignore[arg-type]
    assert screen.texts(answer.content, "#id_note") == ["A long explanation."]
    again = screen.fields(answer.content, DESK)
    assert told(editor.post(page(story, "send_back"), again, follow=True)) == ["“Bridge” is sent back."]  # type: ignore[arg-type]


def test_a_page_opened_too_late_leads_back_with_the_reason(ben: User) -> None:
    story = factories.draft("Bridge")
    answer = signed_in(ben).get(page(story, "send_back"), follow=True)
    assert answer.redirect_chain == [(change(story), 302)]
    assert told(answer) == ["“Bridge” is being written and cannot be sent back."]  # type: ignore[arg-type]
    assert signed_in(ben).get(page(story, "nonsense")).status_code == 404


@pytest.mark.parametrize("name", ["approve", "send_back"])
def test_reporters_do_not_approve_their_own(ana: User, name: str) -> None:
    story = factories.draft(created_by=ana, stage=Stage.IN_REVIEW)
    assert signed_in(ana).get(page(story, name)).status_code == 403
    assert signed_in(ana).post(page(story, name), {"note": "x", "stage": "in_review"}).status_code == 403


def test_reporters_do_nothing_with_the_stories_of_others(ana: User) -> None:
    story = factories.draft("Not hers")
    reporter = signed_in(ana)
    for name in ("submit", "take_back", "assign"):
        assert reporter.post(page(story, name), {"stage": "writing", "to": ana.pk}).status_code == 403
    sent = screen.fields(signed_in(User.objects.create_superuser("chief")).get(change(story)).content, FORM)
    assert reporter.post(change(story), sent | {"headline": "Hers now"}).status_code == 403
    assert reporter.post(reverse("admin:articles_article_delete", args=[story.pk]), {"post": "yes"}).status_code == 403
    story.refresh_from_db()
    assert (story.headline, Handover.objects.count()) == ("Not hers", 0)


def test_no_form_of_a_reporter_changes_what_readers_see(ana: User) -> None:
    """Every form of every model is sent as a superuser would send it, changed."""
    shown = {
        "author": factories.author("Tom Okafor"),
        "tag": factories.tag("Bridges"),
        "topic": factories.topic("City"),
        "image": factories.image(title="Quay", credit="© Old"),
    }
    story = factories.published(
        "Live",
        authors=[shown["author"]],
        tags=[shown["tag"]],
        topic=shown["topic"],
        lead=shown["image"],
        created_by=ana,
    )
    rows = [*shown.values(), factories.collection(stories=[story])]
    chief, reporter = signed_in(User.objects.create_superuser("chief")), signed_in(ana)
    before = (list(PublishedDocument.objects.values("card", "extra")), list(Change.objects.values()))
    for row in rows:
        meta = row._meta
        address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
        sent = screen.fields(chief.get(address).content, f"#{meta.model_name}_form")
        changed = {name: "Changed" for name in ("name", "credit", "caption", "slug") if name in sent}
        reporter.post(address, sent | changed)
        reporter.post(reverse(f"admin:{meta.app_label}_{meta.model_name}_delete", args=[row.pk]), {"post": "yes"})
    for verb in ("publish", "schedule", "unpublish", "kill", "correct"):
        reporter.post(reverse(f"admin:articles_article_{verb}", args=[story.pk]), {"note": "x", "text": "x"})
    sent = screen.fields(reporter.get(change(story)).content, FORM)
    reporter.post(change(story), sent | {"headline": "Changed by its reporter", "_publish": ""})
    listed = {"_selected_action": [story.pk], "seen": [f"{story.pk}:{story.version}:{story.state}"]}
    reporter.post(reverse("admin:articles_article_changelist"), {"action": "unpublish_selected", **listed})
    after = (list(PublishedDocument.objects.values("card", "extra")), list(Change.objects.values()))
    assert after == before
    story.refresh_from_db()
    assert story.headline == "Changed by its reporter"
