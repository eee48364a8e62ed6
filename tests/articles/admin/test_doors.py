"""Every kind of account at every way to a story: buttons, pages, bulk actions and exports agree."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from articles.publishing import status
from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.conftest import EDITOR, REPORTER, signed_in, user

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LIST = reverse("admin:articles_article_changelist")
ACCOUNTS: Final[dict[str, list[str]]] = {
    "nobody": [],
    "pictures": ["view_image", "add_image", "change_image", "delete_image"],
    "looking": ["view_article"],
    "reporter": REPORTER,
    "publishing only": ["view_article", "publish_article"],
    "changing live only": ["change_live"],
    "editor": EDITOR,
}
LOOK: Final = {"looking", "reporter", "publishing only", "editor"}
# The accounts to which each door is open.
DOORS: Final[dict[str, set[str]]] = {
    "writing screen": LOOK,
    "preview": LOOK,
    "history": LOOK,
    "views": LOOK,
    "views as CSV": LOOK,
    "list": LOOK,
    "views of several as CSV": LOOK,
    "offered in autocompletes": LOOK,
    "desk": LOOK,
    "save": {"reporter", "editor"},
    "add": {"reporter", "editor"},
    "delete": {"editor"},
    "publish": {"editor"},
    "schedule": {"editor"},
    "unpublish": {"editor"},
    "kill": {"editor"},
    "correct": {"editor"},
    "save and publish": {"editor"},
    "unpublish several": {"editor"},
    "confirm unpublishing several": {"editor"},
    "move several to a topic": {"reporter", "editor"},
    "mark several as ready": {"reporter", "editor"},
    "publish several": {"editor"},
    "choose a picture": {"pictures"},
}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("account", ACCOUNTS)
def test_a_door_is_open_to_whom_it_is_meant_for(account: str, door: str) -> None:
    client = signed_in(user(account, ACCOUNTS[account]))
    assert OPENED[door](client) == (account in DOORS[door])


def test_nobody_who_is_not_signed_in_or_not_staff_comes_through(client: Client) -> None:
    reader = User.objects.create_superuser("reader")
    User.objects.filter(pk=reader.pk).update(is_staff=False)
    left = User.objects.create_superuser("left")
    visitors = [client, signed_in(reader), signed_in(left)]
    User.objects.filter(pk=left.pk).update(is_active=False)
    for visitor in visitors:
        assert [door for door, opened in OPENED.items() if opened(visitor)] == []


@pytest.mark.parametrize("account", ACCOUNTS)
def test_the_buttons_are_those_that_do_something(account: str) -> None:
    client = signed_in(user(account, ACCOUNTS[account]))
    page = client.get(address(factories.published("Live"))).content
    shown = screen.texts(page, ".writing-buttons button")
    handing = ["Mark as ready…", "Assign…"]
    buttons = {
        "editor": ["Save and publish…", *handing, "Correct…", "Unpublish…", "Kill…"],
        "reporter": ["Submit for review…", *handing],
    }
    assert shown == buttons.get(account, [])
    offered = screen.texts(client.get(LIST).content, "select[name=action] option")
    export = "Export views of selected stories (CSV)"
    changing = ["Change tags…", "Move to a topic…", "Change the authors…"]
    changing += ["Assign to a colleague…", "Submit for review…", "Mark as ready…"]
    bulk = {
        "editor": [*changing, "Publish changes…", "Unpublish selected stories…", export],
        "reporter": [*changing, export],
    }
    assert [one for one in offered if not one.startswith("-")] == bulk.get(account, [export] * (account in LOOK))
    add = screen.texts(client.get(reverse("admin:articles_article_add")).content, ".writing-buttons button")
    assert add == {"editor": ["Save and publish…"], "reporter": ["Submit for review…"]}.get(account, [])


@pytest.mark.parametrize("account", ["reporter", "publishing only"])
def test_a_closed_page_says_what_the_account_lacks(account: str) -> None:
    client = signed_in(user(account, ACCOUNTS[account]))
    answer = client.get(verb(factories.published(), "unpublish"))
    lacks = {
        "reporter": "Can publish, schedule, correct and unpublish stories",
        "publishing only": "Can change article",
    }
    assert answer.status_code == 403
    assert screen.texts(answer.content, "#content p")[0] == (
        f"Your account may not unpublish stories: it lacks the right “{lacks[account]}”. Nothing was changed."
    )


def address(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def verb(article: Article, name: str) -> str:
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def is_open(client: Client, url: str) -> bool:
    """Whether the page opens. Redirects, or answers other than yes and no, fail the test."""
    answer = client.get(url)
    assert answer.status_code in {200, 302, 403}
    return answer.status_code == 200


def inside(name: str) -> Callable[[Client], bool]:
    return lambda client: is_open(client, reverse(f"admin:articles_article_{name}", args=[factories.published().pk]))


def previews(client: Client) -> bool:
    return b"data-preview" in client.get(address(factories.published())).content


def exports(client: Client) -> bool:
    data = {"action": "export_selected", "_selected_action": [factories.published("Live").pk]}
    return b"Live" in client.post(LIST, data).content


def completes(client: Client) -> bool:
    factories.draft("Findable")
    asked = {"term": "Findable", "app_label": "articles", "model_name": "collectionentry", "field_name": "story"}
    return b"Findable" in client.get(reverse("admin:autocomplete"), asked).content


def lies_on_the_desk(client: Client) -> bool:
    factories.draft("Under the lamp", stage=Article.Stage.IN_REVIEW)
    return b"Under the lamp" in client.get(reverse("admin:index")).content


def saves(client: Client) -> bool:
    article = factories.draft("Before")
    client.post(address(article), written(article, headline="After"))
    return Article.objects.filter(pk=article.pk, headline="After").exists()


def adds(client: Client) -> bool:
    client.post(reverse("admin:articles_article_add"), written(None, headline="A new one"))
    return Article.objects.filter(headline="A new one").exists()


def deletes(client: Client) -> bool:
    article = factories.draft()
    client.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})
    return not Article.objects.filter(pk=article.pk).exists()


def saves_and_publishes(client: Client) -> bool:
    article = factories.draft()
    answer = client.post(address(article), written(article) | {"_publish": "1"})
    return bool(answer.get("Location", "") == verb(article, "publish"))


def written(article: Article | None, **values: Any) -> dict[str, Any]:
    """A whole form, as sent by somebody who may."""
    chief, _ = User.objects.get_or_create(username="chief", is_staff=True, is_superuser=True)
    url = address(article) if article else reverse("admin:articles_article_add")
    return screen.fields(signed_in(chief).get(url).content, "#article_form") | {"_save": "1"} | values


def carries_out(name: str, became: str, make: Callable[[], Article], **answers: Any) -> Callable[[Client], bool]:
    """Whether the page opens and then does it when confirmed; or neither, whatever is sent."""

    def opened(client: Client) -> bool:
        article = Article.objects.get(pk=make().pk)
        shown = is_open(client, verb(article, name))
        seen = {"version": article.version, "state": article.state, "modified_at": article.modified_at.isoformat()}
        client.post(verb(article, name), seen | answers)
        after = Article.objects.select_related("published").get(pk=article.pk)
        done = after.corrections.exists() if name == "correct" else status.of(after) == became
        assert shown == done
        return done

    return opened


def asks_to_unpublish(client: Client) -> bool:
    article = factories.published("Live")
    answer = client.post(LIST, {"action": "unpublish_selected", "_selected_action": [article.pk]})
    return b"Unpublish these stories?" in answer.content


def unpublishes(client: Client) -> bool:
    article = factories.published("Live")
    data = {"action": "unpublish_selected", "_selected_action": [article.pk], "seen": [f"{article.pk}:1:published"]}
    client.post(LIST, data)
    return Article.objects.get(pk=article.pk).state == "unpublished"


def changes_several(name: str, became: Callable[[Article], bool], **chosen: Any) -> Callable[[Client], bool]:
    """Whether somebody can do something in bulk, by what the page shows them and sends."""

    def opened(client: Client) -> bool:
        story = factories.published("Live")
        story.headline = "Changed"
        story.save()
        topic = factories.topic(f"Moved to {story.pk}")
        page = reverse("admin:articles_article_in_bulk", args=[name])
        data = {"stories": str(story.pk), "topic": topic.pk} | chosen
        shown = client.post(page, data)
        assert shown.status_code in {200, 302, 403}
        client.post(page, data | screen.fields(shown.content, ".carried-out") | {"confirm": "1"})
        return became(Article.objects.select_related("published", "topic").get(pk=story.pk))

    return opened


TOMORROW: Final = f"{timezone.now() + timedelta(days=1):%Y-%m-%dT%H:%M}"
OPENED: Final[dict[str, Callable[[Client], bool]]] = {
    "writing screen": inside("change"),
    "preview": previews,
    "history": inside("history"),
    "views": inside("views"),
    "views as CSV": inside("views_csv"),
    "list": lambda client: is_open(client, LIST),
    "views of several as CSV": exports,
    "offered in autocompletes": completes,
    "desk": lies_on_the_desk,
    "save": saves,
    "add": adds,
    "delete": deletes,
    "publish": carries_out("publish", "live", factories.draft),
    "schedule": carries_out("schedule", "scheduled", factories.draft, at=TOMORROW),
    "unpublish": carries_out("unpublish", "unpublished", factories.published),
    "kill": carries_out("kill", "killed", factories.published, note="Void."),
    "correct": carries_out("correct", "live", factories.published, kind="correction", text="It was Tuesday."),
    "save and publish": saves_and_publishes,
    "unpublish several": asks_to_unpublish,
    "confirm unpublishing several": unpublishes,
    "move several to a topic": changes_several("move_to_topic", lambda story: "Moved to" in str(story.topic)),
    "mark several as ready": changes_several("approve", lambda story: story.stage == "ready"),
    "publish several": changes_several("publish", lambda story: story.version == 2),
    "choose a picture": lambda client: is_open(client, reverse("admin:media_image_picker")),
}


def test_every_door_is_tried() -> None:
    assert OPENED.keys() == DOORS.keys()
