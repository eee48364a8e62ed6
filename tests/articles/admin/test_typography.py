"""Text is stored and reported as it was typed, in every text field and by every way in."""

from typing import Any

import pytest
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from articles import models as stories
from articles.models import Article, Author, Collection, Correction, Tag, Webhook
from articles.publishing import verbs
from media.fields import LineField, NameField, OpaqueField, TextField
from media.models import Image
from tests import factories
from tests.articles.admin import screen

pytestmark = pytest.mark.django_db

NARROW, WIDE = "\u202f", "\u00a0"
TYPED = f"«{NARROW}Été{NARROW}»{WIDE}: 10{WIDE}km"
DIRTY = f"\x00{TYPED}\ufffe\ud800\x07"
# Not typed, or not text: codes, addresses, documents.
OTHERS = {
    "Article": {"slug", "genre", "language", "stage", "state"},
    "Author": {"slug", "name_key", "name_folded", "kind", "email"},
    "Change": {"action", "reason", "slug", "keys"},
    "Collection": {"slug"},
    "Correction": {"kind"},
    "Delivery": {"destination", "message_id", "event", "payload", "state"},
    "DeskEntry": {"stemming", "former", "digest"},
    "DeskTerms": {"document", "headline"},
    "DeskWord": {"word", "shown"},
    "FormerAuthorSlug": {"slug"},
    "FormerCollectionSlug": {"slug"},
    "FormerSlug": {"slug"},
    "FormerTagSlug": {"slug"},
    "FormerTopicSlug": {"slug"},
    "Handover": {"move", "stage"},
    "Image": {"file", "license_url", "digital_source_type", "checksum", "address_secret"},
    "ImageUse": {"role"},
    "Presence": {"member"},
    "Merge": {"kind"},
    "Preference": {"language", "time_zone"},
    "PublishedArticle": {"slug", "genre", "language"},
    "PublishedDocument": {"card", "extra", "surrogate_keys"},
    "Redirect": {"path", "kind"},
    "RelatedStory": {"kind"},
    "SavedFilter": {"query"},
    "SearchEntry": {"document", "headline"},
    "SearchWord": {"word", "shown"},
    "StoryCount": {"key"},
    "Tag": {"slug", "name_key", "name_folded", "kind"},
    "Topic": {"slug", "name_key", "name_folded", "path"},
    "Version": {"origin"},
    "ViewImport": {"batch"},
    "ViewRanking": {"window", "stories"},
    "Webhook": {"address", "secret", "previous_secret", "note"},
}


def test_no_field_of_text_is_forgotten() -> None:
    ours = [getattr(stories, name) for name in stories.__all__] + [Image]
    unclean: dict[str, set[str]] = {}
    for model in ours:
        for field in model._meta.fields:
            text = isinstance(field, models.CharField | models.TextField | models.FileField)
            if text and not isinstance(field, LineField | NameField | OpaqueField | TextField):
                unclean.setdefault(model.__name__, set()).add(field.name)
    assert unclean == OTHERS


def test_everything_that_is_saved_is_clean() -> None:
    article = factories.draft(DIRTY, standfirst=DIRTY, byline=DIRTY, dateline=DIRTY, notes=DIRTY, seo_title=DIRTY)
    assert article.headline == TYPED
    article.refresh_from_db()
    fields = ("headline", "standfirst", "byline", "dateline", "notes", "seo_title")
    assert {getattr(article, name) for name in fields} == {TYPED}
    picture = factories.image(caption=DIRTY, credit=f" {DIRTY} ", alt_text=DIRTY, creator=DIRTY)
    picture.refresh_from_db()
    assert [picture.caption, picture.credit, picture.alt_text] == [TYPED, f" {TYPED} ", TYPED]


def test_what_is_written_without_save_is_clean_too() -> None:
    Author.objects.bulk_create([Author(name=DIRTY, slug="a", bio=DIRTY)])
    Author.objects.update(job_title=DIRTY)
    author = Author.objects.get()
    assert (author.name, author.bio, author.job_title) == ("« Été » : 10 km", TYPED, TYPED)
    Webhook.objects.create(name=DIRTY, address="https://x.test")
    assert Webhook.objects.get().name == TYPED


def test_the_text_of_a_story_too_references_included() -> None:
    article = factories.draft(body=f"<p>{DIRTY}</p><p>One\u2028two&#1;&#xFFFE;&#x7;</p><p>10&nbsp;km</p>")
    article.refresh_from_db()
    body = article.body.replace("&nbsp;", WIDE)
    assert body == f"<p>{TYPED}</p><p>One two</p><p>10{WIDE}km</p>"


def test_readers_get_what_was_typed(client: Client) -> None:
    picture = factories.image(caption=TYPED, credit=TYPED, alt_text=TYPED)
    article = factories.published(TYPED, standfirst=f"{TYPED}\nagain", lead=picture, byline=TYPED, dateline=TYPED)
    verbs.correct(article, Correction.Kind.CORRECTION, DIRTY)
    story = client.get(f"/api/v1/articles/{article.slug}/").json()
    assert [story[name] for name in ("headline", "byline", "dateline")] == [TYPED] * 3
    assert [story["image"][name] for name in ("caption", "credit", "alt_text")] == [TYPED] * 3
    assert story["standfirst"] == f"{TYPED}\nagain"
    assert story["corrections"][0]["text"] == TYPED


def written(client: Client, article: Article, **values: Any) -> Article:
    url = reverse("admin:articles_article_change", args=[article.pk])
    data = screen.fields(client.get(url).content, "#article_form") | values
    answer = client.post(url, data | {"_continue": "1"})
    assert answer.status_code == 302, screen.texts(answer.content, ".errorlist li")
    return Article.objects.get(pk=article.pk)


def test_the_writing_screen_keeps_typography(editor: Client) -> None:
    article = written(
        editor,
        factories.draft(),
        headline=f" {TYPED}\u2028again\r\n",
        standfirst=f"{TYPED}\r\nagain\x00",
        body=f"<p>{TYPED}\x00</p>",
        short_headline=TYPED,
        seo_title=f"{TYPED}\x07",
    )
    assert (article.headline, article.standfirst) == (f"{TYPED} again", f"{TYPED}\nagain")
    assert article.body.replace("&nbsp;", WIDE) == f"<p>{TYPED}</p>"
    assert (article.short_headline, article.seo_title) == (TYPED, TYPED)


def test_a_headline_of_nothing_to_see_is_no_headline(editor: Client) -> None:
    url = reverse("admin:articles_article_add")
    answer = editor.post(url, screen.fields(editor.get(url).content, "#article_form") | {"headline": "\u200b\x00"})
    assert screen.texts(answer.content, ".errorlist li") == ["This field is required."]


def test_an_old_row_that_nobody_touches_does_not_count_as_changed(editor: Client) -> None:
    article = factories.published()
    # Bypasses every current way in.
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_article SET standfirst = %s", ["One\u2028two\x07 "])
    before = Article.objects.get().modified_at
    assert written(editor, article).modified_at == before


def test_pictures_and_tags_are_described_with_typography(chief: Client) -> None:
    picture = factories.image()
    url = reverse("admin:media_image_change", args=[picture.pk])
    words = {"caption": f"{TYPED}\r\nagain", "credit": TYPED, "alt_text": f"{TYPED}\x00"}
    chief.post(url, screen.fields(chief.get(url).content, "#image_form") | words)
    picture.refresh_from_db()
    assert (picture.caption, picture.credit, picture.alt_text) == (f"{TYPED}\nagain", TYPED, TYPED)
    factories.tag("Été", description=DIRTY)
    Collection.objects.create(name=f"Top{WIDE}stories")
    assert (Tag.objects.get().description, Collection.objects.get().name) == (TYPED, "Top stories")
