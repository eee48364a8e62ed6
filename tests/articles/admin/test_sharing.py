"""“Share a preview” on the writing screen."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from selectolax.lexbor import LexborHTMLParser

from articles.models import Article
from articles.publishing import previews, verbs
from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.conftest import signed_in, user


def offered(client: Client, article: Article) -> str:
    """The offered address; "" if there is none."""
    page = client.get(reverse("admin:articles_article_change", args=[article.pk])).content
    field = LexborHTMLParser(page.decode()).css_first("#preview-address")
    return (field.attributes["value"] or "") if field else ""


def token(address: str) -> str:
    start = "https://www.example.test/preview/"
    assert address.startswith(start)
    return address.removeprefix(start)


def test_whoever_may_see_a_story_may_share_it(editor: Client, reporter: Client) -> None:
    article = factories.draft()
    looking = signed_in(user("looking", ["view_article"]))
    for client in (editor, reporter, looking):
        assert previews.shared(token(offered(client, article))).get() == article


def test_the_address_is_the_front_end_s(editor: Client, settings: Settings) -> None:
    settings.FRONTEND_PREVIEW_URL = "https://front.test/draft?key={token}"
    address = offered(editor, factories.draft())
    assert address.startswith("https://front.test/draft?key=")


def test_it_says_until_when_the_address_is_good(editor: Client, settings: Settings) -> None:
    settings.PREVIEW_HOURS = 24
    page = editor.get(reverse("admin:articles_article_change", args=[factories.draft().pk])).content
    until = timezone.localtime() + timedelta(hours=24)
    assert screen.texts(page, ".share p")[0].startswith(f"Valid until {until.day} {until:%B %Y}, ")


def test_there_is_none_of_what_is_not_saved_or_was_killed(editor: Client) -> None:
    assert screen.texts(editor.get(reverse("admin:articles_article_add")).content, ".share") == []
    article = factories.published()
    assert offered(editor, article)
    verbs.kill(article, "Void.")
    assert offered(editor, article) == ""
