"""Whatever is sent to a bulk action gets a message, and only what was intended is done."""

from typing import Any, Final
from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article
from articles.publishing import verbs
from tests import factories
from tests.articles.admin import screen

pytestmark = pytest.mark.django_db

LIST: Final = reverse("admin:articles_article_changelist")
UNREADABLE: Final = "Your selection of 1 story could not be read, so nothing was done: select in the list again."
NO_KEYS: Final = "Your selection could not be read, so nothing was done: select in the list again."
MEANWHILE: Final = "“Live” was published or withdrawn by somebody else meanwhile. Look at it again, then decide."
# {} is the id of the selected story.
CRAFTED: Final = [
    ("", UNREADABLE),
    (":", UNREADABLE),
    ("::", UNREADABLE),
    ("{}", UNREADABLE),
    ("{}:1", UNREADABLE),
    ("{}:1:published:1", UNREADABLE),
    ("{}:one:published", UNREADABLE),
    ("{}:1.0:published", UNREADABLE),
    ("{}::published", UNREADABLE),
    ("{}:" + "9" * 5000 + ":published", UNREADABLE),
    ("1:1:published", UNREADABLE),
    ("None:1:published", UNREADABLE),
    ("{}\0:1:published", UNREADABLE),
    ("['{}':1:published]", UNREADABLE),
    ("{}:\0:published", UNREADABLE),
    ("{}:0:published", MEANWHILE),
    ("{}:-1:published", MEANWHILE),
    ("{}:" + "9" * 4000 + ":published", MEANWHILE),
    ("{}:1:", MEANWHILE),
    ("{}:1:killed", MEANWHILE),
    ("{}:1:PUBLISHED", MEANWHILE),
    ("{}:1:published\0", MEANWHILE),
    ("{}:1:" + "x" * 100_000, MEANWHILE),
]


def send(client: Client, **data: Any) -> list[str]:
    """Send it; return the messages on the page that follows."""
    answer = client.post(LIST, {"action": "unpublish_selected"} | data, follow=True)
    assert answer.status_code == 200
    return screen.texts(answer.content, ".messagelist li")


def state(article: Article) -> str:
    return Article.objects.get(pk=article.pk).state


@pytest.mark.parametrize(("seen", "told"), CRAFTED)
def test_what_cannot_have_been_seen_is_answered_with_words(editor: Client, seen: str, told: str) -> None:
    article = factories.published("Live")
    assert send(editor, _selected_action=article.pk, seen=seen.replace("{}", str(article.pk))) == [told]
    assert state(article) == "published"
    assert not LogEntry.objects.exists()


def test_one_that_cannot_be_read_stops_them_all(editor: Client) -> None:
    live, other = factories.published("Live"), factories.published("Other")
    seen = [f"{live.pk}:1:published", f"{other.pk}:x:published"]
    assert send(editor, _selected_action=[live.pk, other.pk], seen=seen) == [UNREADABLE]
    assert state(live) == "published"


def test_stories_that_were_not_chosen_are_left_alone(editor: Client) -> None:
    chosen, other = factories.published("Live"), factories.published("Other")
    seen = [f"{one}:1:published" for one in (chosen.pk, other.pk, uuid4())]
    assert send(editor, _selected_action=chosen.pk, seen=seen) == [
        "2 stories were not among those chosen, or no longer there, and left alone.",
        "Readers no longer see 1 story.",
    ]
    assert (state(chosen), state(other)) == ("unpublished", "published")


def test_a_story_that_is_named_twice_is_taken_once(editor: Client) -> None:
    article = factories.published("Live")
    seen = [f"{article.pk}:1:published"] * 2
    assert send(editor, _selected_action=[article.pk] * 2, seen=seen) == ["Readers no longer see 1 story."]
    assert LogEntry.objects.count() == 1


def test_drafts_and_killed_stories_are_named(editor: Client) -> None:
    draft, void = factories.draft("Draft"), factories.published("Void")
    verbs.kill(void, "Void.")
    seen = [f"{draft.pk}:0:draft", f"{void.pk}:1:killed"]
    assert send(editor, _selected_action=[draft.pk, void.pk], seen=seen) == [
        "“Draft” is draft and cannot be unpublished.",
        "“Void” is killed and cannot be unpublished.",
    ]


@pytest.mark.parametrize("key", ["", "1", "None", "\0", "x" * 10_000, "[]", "' OR 1=1", "9" * 30])
def test_keys_that_are_none_are_answered_with_words_in_every_list(chief: Client, key: str) -> None:
    tag = factories.tag("Bridges")
    for name in ("articles_article", "articles_tag", "articles_topic", "articles_author", "media_image"):
        action = "unpublish_selected" if name == "articles_article" else "delete_selected"
        url = reverse(f"admin:{name}_changelist")
        answer = chief.post(url, {"action": action, "_selected_action": key, "post": "yes"}, follow=True)
        assert (answer.status_code, screen.texts(answer.content, ".messagelist li")) == (200, [NO_KEYS])
    assert type(tag).objects.filter(pk=tag.pk).exists()


@pytest.mark.parametrize("key", ["9" * 30, "-" + "9" * 30, "1.5", "x", "\0"])
def test_keys_that_are_no_numbers_are_too(chief: Client, key: str) -> None:
    for name in ("articles_webhook", "articles_redirect", "auth_user"):
        url = reverse(f"admin:{name}_changelist")
        answer = chief.post(url, {"action": "delete_selected", "_selected_action": key}, follow=True)
        assert (answer.status_code, screen.texts(answer.content, ".messagelist li")) == (200, [NO_KEYS])


@pytest.mark.parametrize("action", ["delete_selected", "unpublish", "__class__", "\0", "x" * 10_000, ""])
def test_actions_that_are_not_offered_are_not_carried_out(editor: Client, action: str) -> None:
    article = factories.draft()
    answer = editor.post(LIST, {"action": action, "_selected_action": article.pk, "post": "yes"}, follow=True)
    assert (answer.status_code, state(article)) == (200, "draft")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seen=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), max_size=4),
    index=st.text(max_size=5),
    across=st.sampled_from(["", "0", "1", "x"]),
)
def test_nothing_that_is_sent_is_too_much(editor: Client, seen: list[str], index: str, across: str) -> None:
    article = Article.objects.filter(headline="Live").first() or factories.published("Live")
    extra = {"seen": seen} if seen else {}
    data = {"action": "unpublish_selected", "_selected_action": article.pk, "select_across": across, "index": index}
    answer = editor.post(LIST, data | extra)
    assert answer.status_code in {200, 302}
    assert state(article) == "published"
