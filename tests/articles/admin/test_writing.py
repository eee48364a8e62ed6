"""The writing screen."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, ImageUse, PublishedArticle
from articles.publishing import status, verbs
from tests import factories
from tests.articles.admin import screen

ADD = reverse("admin:articles_article_add")


def address(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def save(client: Client, url: str, changes: dict[str, Any], button: str = "_continue") -> HttpResponse:
    data = screen.fields(client.get(url).content, "#article_form")
    return client.post(url, data | changes | {button: "1"})  # type: ignore[return-value]


def row(prefix: str, number: int, **values: Any) -> dict[str, Any]:
    data = {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    return data | {f"{prefix}-TOTAL_FORMS": number + 1, f"{prefix}-{number}-id": values.get("id", "")}


def test_a_headline_is_enough_for_a_draft(editor: Client) -> None:
    response = save(editor, ADD, {"headline": "Night trams\r\n return"})
    article = Article.objects.get()
    assert (article.headline, article.slug, article.state) == ("Night trams return", "night-trams-return", "draft")
    assert str(article.created_by) == "editor"
    assert (response.status_code, response["Location"]) == (302, address(article))


def test_a_draft_needs_a_headline(editor: Client) -> None:
    response = save(editor, ADD, {"headline": " "})
    assert screen.texts(response.content, ".errorlist li") == ["This field is required."]
    assert not Article.objects.exists()


def test_the_address_follows_the_headline_until_the_story_is_published(editor: Client) -> None:
    article = factories.draft("Working title")
    save(editor, address(article), {"headline": "Night trams return"})
    article.refresh_from_db()
    assert article.slug == "night-trams-return"
    verbs.publish(article)
    save(editor, address(article), {"headline": "Night trams return after nine years"})
    article.refresh_from_db()
    assert article.slug == "night-trams-return"


def test_an_address_somebody_chose_stays(editor: Client) -> None:
    article = factories.draft("Working title", slug="trams")
    save(editor, address(article), {"headline": "Night trams return"})
    article.refresh_from_db()
    assert article.slug == "trams"


def test_what_is_written_comes_out_clean(editor: Client) -> None:
    article = factories.draft()
    quotation = "<blockquote><p>We waited.</p><footer>Mara Lind</footer></blockquote>"
    save(editor, address(article), {"body": f"{quotation}<script>alert(1)</script><p onclick='x()'>Then</p>"})
    article.refresh_from_db()
    assert article.body == f"{quotation}<p>Then</p>"


@pytest.mark.parametrize("text", ["https://[insert-link-here]", "http://[example]/x", "https://exa\u2100mple.test/"])
def test_text_that_only_looks_like_an_address_is_saved_and_published(editor: Client, client: Client, text: str) -> None:
    article = factories.draft("Placeholder")
    assert save(editor, address(article), {"body": f"<p>{text}</p>"}).status_code == 302
    verbs.publish(Article.objects.get())
    story = client.get("/api/v1/articles/placeholder/").json()
    assert story["body"] == [{"type": "paragraph", "html": text}]


def test_saving_without_a_change_leaves_a_live_story_live(editor: Client) -> None:
    picture = factories.image()
    body = f'<p>One</p>\n<figure><img src="/x" alt="" data-file="{picture.pk}"></figure>\n<p>Two</p>'
    article = factories.published(body=body, standfirst="First line\nsecond line", tags=[factories.tag()], lead=picture)
    save(editor, address(article), {})
    assert status.of(Article.objects.get()) == "live"


def test_another_author_is_a_change_of_the_story(editor: Client) -> None:
    article = factories.published()
    save(editor, address(article), row("bylines", 1, author=factories.author("Tom Okafor").pk, position=1))
    article = Article.objects.get()
    assert status.of(article) == "changed"
    assert PublishedArticle.objects.get().authors.count() == 1
    assert [str(byline) for byline in article.bylines.all()][1:] == ["Tom Okafor"]


def test_authors_stand_in_the_order_of_their_numbers(editor: Client) -> None:
    ana, tom = factories.author("Ana Ruiz"), factories.author("Tom Okafor")
    article = factories.draft(authors=[ana, tom])
    save(editor, address(article), {"bylines-0-position": 1, "bylines-1-position": 0})
    assert [str(byline) for byline in article.bylines.all()] == ["Tom Okafor", "Ana Ruiz"]


def test_an_author_may_be_taken_out_and_put_in_again_at_once(editor: Client) -> None:
    ana = factories.author("Ana Ruiz")
    article = factories.draft(authors=[ana])
    changes = {"bylines-0-DELETE": "on"} | row("bylines", 1, author=ana.pk, position=0)
    assert save(editor, address(article), changes).status_code == 302
    assert [str(byline) for byline in article.bylines.all()] == ["Ana Ruiz"]


def test_an_author_stands_there_once(editor: Client) -> None:
    ana = factories.author("Ana Ruiz")
    article = factories.draft(authors=[ana])
    response = save(editor, address(article), row("bylines", 1, author=ana.pk, position=1))
    assert response.status_code == 200
    assert article.bylines.count() == 1


def test_a_new_row_that_was_only_numbered_is_no_row(editor: Client) -> None:
    article = factories.draft()
    assert save(editor, address(article), row("tag_places", 0, tag="", position=3)).status_code == 302
    assert not article.tag_places.exists()


def test_a_story_is_not_related_to_itself(editor: Client) -> None:
    article = factories.draft()
    changes = row("related_stories", 0, story=article.pk, kind="related", position=0)
    response = save(editor, address(article), changes)
    assert screen.texts(response.content, ".errorlist li") == ["A story cannot be related to itself."]


def test_two_pictures_trade_places_in_one_go(editor: Client) -> None:
    lead, other = factories.image(), factories.image()
    article = factories.draft(lead=lead, gallery=[other])
    save(editor, address(article), {"image_uses-0-role": "gallery", "image_uses-1-role": "lead"})
    roles = {use.image: use.role for use in article.image_uses.all()}
    assert roles == {lead: "gallery", other: "lead"}


def test_a_story_has_one_lead_picture(editor: Client) -> None:
    article = factories.draft(lead=factories.image(), gallery=[factories.image()])
    response = save(editor, address(article), {"image_uses-1-role": "lead"})
    assert screen.texts(response.content, ".errorlist li") == [
        "A story has one lead picture: put the others into the gallery."
    ]


def test_a_picture_in_the_text_has_its_words_changed_and_goes_with_the_text(editor: Client) -> None:
    picture = factories.image()
    article = factories.draft(body=f'<figure><img src="/x" alt="" data-file="{picture.pk}"></figure>')
    save(editor, address(article), {"image_uses-2-0-caption": "The quay at night."})
    assert article.image_uses.get().caption == "The quay at night."
    save(editor, address(article), {"image_uses-2-0-caption": "Changed in vain.", "body": "<p>No picture.</p>"})
    assert not ImageUse.objects.exists()


def test_the_state_is_said_in_words_with_the_way_to_the_readers_page(editor: Client) -> None:
    article = factories.published("Harbour bridge reopens", topic=factories.topic("City"))
    page = editor.get(address(article)).content
    assert screen.texts(page, ".state .pill") == ["Live"]
    assert screen.links(page, ".state-links a") == [
        "https://www.example.test/city/harbour-bridge-reopens",
        "https://news.test/api/v1/articles/harbour-bridge-reopens/",
        *[
            reverse(f"admin:articles_article_{name}", args=[article.pk])
            for name in ("views", "previews", "comments", "history")
        ],
    ]


def test_every_state_offers_what_can_be_done_in_it(editor: Client) -> None:
    def buttons(article: Article) -> list[str]:
        return screen.texts(editor.get(address(article)).content, ".submit-row button")

    article = factories.draft()
    handing = ["Mark as ready…", "Assign…"]
    assert buttons(article) == ["Publish…", "Schedule…", *handing]
    verbs.publish(article)
    assert buttons(article) == ["Save and publish…", *handing, "Correct…", "Unpublish…", "Kill…"]
    article.save()
    assert buttons(article) == ["Publish changes…", *handing, "Correct…", "Unpublish…", "Kill…"]
    verbs.unpublish(article)
    assert buttons(article) == ["Publish…", "Schedule…", *handing, "Kill…"]
    verbs.schedule(article, timezone.now() + timedelta(days=1))
    assert buttons(article) == ["Publish…", "Schedule changes…", *handing, "Re-time…", "Call off the schedule…"]
    verbs.publish(article)
    verbs.kill(article, "Void.")
    assert buttons(article) == []


def test_who_may_not_publish_is_offered_nothing_to_publish_with(reporter: Client) -> None:
    page = reporter.get(address(factories.draft())).content
    assert screen.texts(page, ".submit-row button") == ["Submit for review…", "Mark as ready…", "Assign…"]


def test_what_is_missing_is_pointed_out_beside_the_fields(editor: Client) -> None:
    article = factories.draft(body="", topic=None, authors=[])
    page = editor.get(address(article) + "?missing").content
    assert screen.texts(page, "#field-body .errorlist li") == ["Write the story."]
    assert screen.texts(page, "#field-topic .errorlist li") == ["Choose a topic."]
    assert screen.texts(page, "#bylines-group .errorlist li") == ["Say who wrote it: add an author or a byline."]
