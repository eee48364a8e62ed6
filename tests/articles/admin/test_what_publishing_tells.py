"""The page before a verb says what will happen, and the buttons say what they do."""

from datetime import UTC, datetime, timedelta

from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from articles.models import Article, PublishedArticle
from articles.publishing import status, verbs
from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.test_confirming import ask, change, confirm

AHEAD = datetime(2099, 1, 5, 6, 30, tzinfo=UTC)


def facts(client: Client, article: Article, verb: str = "publish") -> dict[str, str]:
    page = client.get(ask(article, verb)).content
    return dict(zip(screen.texts(page, ".facts dt"), screen.texts(page, ".facts dd"), strict=True))


def consequences(client: Client, article: Article, verb: str = "publish") -> list[str]:
    return screen.texts(client.get(ask(article, verb)).content, ".consequences li")


def test_chosen_stories_that_are_not_live_are_named_with_their_state(editor: Client) -> None:
    scheduled = factories.draft("Tomorrow's")
    verbs.schedule(scheduled, AHEAD)
    gone = factories.published("Withdrawn")
    verbs.unpublish(gone)
    article = factories.draft(related=[factories.draft("Not finished"), scheduled, gone])
    told = facts(editor, article)
    assert told["Related"] == "Until one of those you chose is live: chosen automatically, by tags and topic."
    assert told["Chosen, but not live"] == "Not finished (draft)Tomorrow's (scheduled)Withdrawn (unpublished)"


def test_without_a_choice_related_stories_are_chosen_automatically(editor: Client) -> None:
    told = facts(editor, factories.draft())
    assert told["Related"] == "Chosen automatically, by tags and topic."
    assert "Chosen, but not live" not in told


def test_where_nothing_has_changed_that_is_said_and_publishing_again_is_on_purpose(editor: Client) -> None:
    article = factories.published("Harbour bridge reopens")
    updated = PublishedArticle.objects.get().updated_at
    page = editor.get(ask(article, "publish")).content
    assert screen.texts(page, ".consequences li") == [
        "Nothing that readers see has changed since it was published. "
        "Publishing it again only counts as another version, and as an update if you tick it."
    ]
    assert screen.texts(page, ".confirmation button") == ["Publish again"]
    assert confirm(editor, article, "publish") == ["“Harbour bridge reopens” is published again."]
    row = PublishedArticle.objects.get()
    assert (row.version, row.updated_at) == (2, updated)


def test_what_was_changed_and_changed_back_is_published_again(editor: Client) -> None:
    article = factories.published("Harbour bridge reopens")
    for headline in ("Harbour bridge closes", "Harbour bridge reopens"):
        article.headline = headline
        article.save()
    page = editor.get(ask(article, "publish")).content
    assert screen.texts(page, ".confirmation button") == ["Publish again"]
    assert consequences(editor, article)[0].startswith("Nothing that readers see has changed")
    assert confirm(editor, article, "publish") == ["“Harbour bridge reopens” is published again."]


def test_what_was_changed_beside_the_working_copy_is_a_change(editor: Client) -> None:
    article = factories.published("Harbour bridge reopens", tags=[factories.tag("Bridges")])
    article.tag_places.all().delete()
    page = editor.get(ask(article, "publish")).content
    assert screen.texts(page, ".confirmation button") == ["Publish changes now"]
    assert consequences(editor, article) == ["Readers see the changes at once. In lists the story stays at its date."]


def test_a_note_to_colleagues_changes_nothing_that_readers_see(editor: Client) -> None:
    article = factories.published()
    article.refresh_from_db()
    article.notes = "Call the harbour master."
    article.save()
    assert consequences(editor, article)[0].startswith("Nothing that readers see has changed")
    article.standfirst = "After two years."
    article.save()
    assert consequences(editor, article) == ["Readers see the changes at once. In lists the story stays at its date."]


def test_a_schedule_is_called_off_in_those_words(editor: Client) -> None:
    article = factories.draft("Harbour bridge reopens")
    verbs.schedule(article, AHEAD)
    page = editor.get(ask(article, "unpublish")).content
    assert "npublish" not in " ".join(screen.texts(page, "#content"))
    assert screen.texts(page, ".confirmation button") == ["Call it off"]
    assert confirm(editor, article, "unpublish") == [
        "The schedule of “Harbour bridge reopens” is called off. It is a draft again."
    ]
    assert status.of(Article.objects.get()) == "draft"
    assert LogEntry.objects.get().change_message == "Schedule called off."


def test_after_a_schedule_is_called_off_publishing_tells_one_truth(editor: Client) -> None:
    article = factories.draft()
    verbs.schedule(article, AHEAD)
    verbs.unpublish(article)
    assert "Date shown" not in facts(editor, article)
    assert consequences(editor, article) == [
        "Readers see it at once, at the top of the lists it belongs to.",
        "Its date, 5 Jan 2099, 06:30, becomes the present time. To publish it then, schedule it.",
    ]
    confirm(editor, article, "publish")
    assert PublishedArticle.objects.get().published_at <= timezone.now()


def test_scheduling_again_begins_with_the_time_that_was_set(editor: Client) -> None:
    article = factories.draft()
    assert screen.fields(editor.get(ask(article, "schedule")).content, ".confirmation form")["at"] == ""
    verbs.schedule(article, AHEAD)
    assert screen.fields(editor.get(ask(article, "schedule")).content, ".confirmation form")["at"] == (
        "2099-01-05T06:30:00"
    )
    verbs.unpublish(article)
    confirm(editor, article, "schedule")
    assert PublishedArticle.objects.get().visible_from == AHEAD


def test_a_date_that_has_passed_is_no_time_to_schedule_at(editor: Client) -> None:
    article = factories.draft(published_at=timezone.now() - timedelta(days=1))
    assert screen.fields(editor.get(ask(article, "schedule")).content, ".confirmation form")["at"] == ""


def test_the_buttons_of_a_scheduled_story_speak_of_its_schedule(editor: Client) -> None:
    article = factories.draft()
    verbs.schedule(article, AHEAD)
    buttons = screen.texts(editor.get(change(article)).content, ".submit-row button")
    assert buttons == [
        "Publish…",
        "Schedule changes…",
        "Mark as ready…",
        "Assign…",
        "Re-time…",
        "Call off the schedule…",
    ]
