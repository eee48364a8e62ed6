"""“Share a preview” on the writing screen."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from selectolax.lexbor import LexborHTMLParser

from articles.models import Article, SharedPreview
from articles.publishing import previews, verbs
from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.conftest import signed_in, user


def page(article: Article) -> str:
    return reverse("admin:articles_article_previews", args=[article.pk])


def change(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def share(client: Client, article: Article, for_whom: str = "") -> str:
    """Make an address. Returns it as the writing screen shows it; "" if there is none."""
    client.post(page(article), {"for_whom": for_whom})
    return offered(client, article)


def offered(client: Client, article: Article) -> str:
    """The newest address on the writing screen; "" if there is none."""
    field = LexborHTMLParser(client.get(change(article)).content.decode()).css_first("#preview-address")
    return (field.attributes["value"] or "") if field else ""


def token(address: str) -> str:
    start = "https://www.example.test/preview/"
    assert address.startswith(start)
    return address.removeprefix(start)


def test_whoever_may_see_a_story_may_share_it(editor: Client, reporter: Client) -> None:
    article = factories.draft()
    looking = signed_in(user("looking", ["view_article"]))
    for client in (editor, reporter, looking):
        assert previews.shared(token(share(client, article))).get() == article


def test_the_address_is_the_front_end_s(editor: Client, settings: Settings) -> None:
    settings.FRONTEND_PREVIEW_URL = "https://front.test/draft?key={token}"
    address = share(editor, factories.draft())
    assert address.startswith("https://front.test/draft?key=")


def test_it_says_until_when_the_address_is_good(editor: Client, settings: Settings) -> None:
    settings.PREVIEW_HOURS = 24
    story = factories.draft()
    share(editor, story)
    until = timezone.localtime() + timedelta(hours=24)
    assert screen.texts(editor.get(change(story)).content, ".share p")[0].startswith(
        f"Valid until {until.day} {until:%B %Y}, "
    )


def test_there_is_none_of_what_is_not_saved_or_was_killed(editor: Client) -> None:
    assert screen.texts(editor.get(reverse("admin:articles_article_add")).content, ".share") == []
    article = factories.published()
    shown = token(share(editor, article))
    verbs.kill(article, "Void.")
    assert offered(editor, article) == ""
    assert editor.get(page(article)).status_code == 404
    assert not previews.shared(shown).exists()


def test_addresses_are_listed_and_taken_back_one_by_one(editor: Client, reporter: Client) -> None:
    article = factories.draft()
    first = token(share(editor, article, "Ana Ruiz, lawyer"))
    second = token(share(reporter, article))
    listed = reporter.get(page(article)).content
    assert screen.texts(listed, ".share h2") == ["For anybody", "Ana Ruiz, lawyer"]
    assert screen.attributes(listed, ".share input[readonly]", "value") == [
        f"https://www.example.test/preview/{one}" for one in (second, first)
    ]
    key = screen.attributes(listed, "button[name=take_back]", "value")[1]
    answer = reporter.post(page(article), {"take_back": key}, follow=True)
    assert screen.texts(answer.content, ".messagelist li") == [
        "The address for Ana Ruiz, lawyer shows nothing any more."
    ]
    assert not previews.shared(first).exists()
    assert previews.shared(second).get() == article
    for gone in (key, "nonsense", "\0"):
        answer = reporter.post(page(article), {"take_back": gone}, follow=True)
        assert screen.texts(answer.content, ".messagelist li") == [
            "This address was taken back already, or has expired."
        ]


def test_one_story_s_address_is_not_taken_back_from_another(editor: Client) -> None:
    article = factories.draft()
    shown = token(share(editor, article))
    key = SharedPreview.objects.get().pk
    editor.post(page(factories.draft()), {"take_back": str(key)})
    assert previews.shared(shown).exists()


def test_the_preview_beside_the_form_has_an_address_of_its_own(editor: Client) -> None:
    article = factories.draft()
    frame = reverse("admin:articles_article_preview_frame", args=[article.pk])
    shown = token(editor.get(frame).json()["address"])
    assert previews.shared(shown).get() == article
    assert SharedPreview.objects.count() == 0
    outside = signed_in(user("outside", ["view_image"]))
    assert (outside.get(frame).status_code, outside.get(page(article)).status_code) == (403, 403)


def test_what_has_expired_is_forgotten(editor: Client) -> None:
    article = factories.draft()
    share(editor, article)
    assert previews.forget(timezone.now()) == 0
    assert previews.forget(timezone.now() + timedelta(days=365)) == 1
