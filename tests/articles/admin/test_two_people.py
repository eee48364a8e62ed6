"""Two people in one story: nobody overwrites what they have not seen, and nobody's words are lost."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article, Byline, Version
from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.conftest import EDITOR, signed_in, user
from tests.articles.admin.test_writing import address, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Client:
    return signed_in(user("ana", EDITOR))


@pytest.fixture
def ben() -> Client:
    return signed_in(user("ben", EDITOR))


@pytest.fixture
def story() -> Article:
    tags, authors = [factories.tag("Trams"), factories.tag("Bridges")], [factories.author("Ana Ruiz")]
    return factories.draft("Bridge opens", standfirst="On Monday.", tags=tags, authors=authors)


def opened(client: Client, story: Article) -> dict[str, Any]:
    return screen.fields(client.get(address(story)).content, "#article_form")


def save(client: Client, story: Article, data: dict[str, Any]) -> Any:
    return client.post(address(story), data | {"_continue": "1"}, follow=True)


def test_what_each_has_changed_alone_is_kept(ana: Client, ben: Client, story: Article) -> None:
    of_ana, of_ben = opened(ana, story), opened(ben, story)
    save(
        ana,
        story,
        of_ana | {"headline": "Bridge reopens"} | row("tag_places", 2, tag=factories.tag("Port").pk, position=2),
    )
    answer = save(ben, story, of_ben | {"standfirst": "On Tuesday."})
    story.refresh_from_db()
    assert (story.headline, story.standfirst) == ("Bridge reopens", "On Tuesday.")
    assert [place.tag.name for place in story.tag_places.all()] == ["Trams", "Bridges", "Port"]
    assert screen.texts(answer.content, ".messagelist li") == [
        "Also kept, as ana has changed it meanwhile: headline, tags and address.",
        "Saved.",
    ]


def test_what_both_have_changed_is_refused_and_shown_side_by_side(ana: Client, ben: Client, story: Article) -> None:
    of_ana, of_ben = opened(ana, story), opened(ben, story)
    save(ana, story, of_ana | {"standfirst": "On Tuesday, says the port.", "headline": "Bridge reopens"})
    answer = save(ben, story, of_ben | {"standfirst": "On Wednesday.", "notes": "I asked."})
    story.refresh_from_db()
    assert (story.standfirst, story.notes) == ("On Tuesday, says the port.", "")
    assert screen.texts(answer.content, ".not-saved li") == [
        "Not saved: ana has changed this meanwhile, and so have you. "
        "Everything you wrote is still here: choose below which to keep, then save again."
    ]
    assert screen.texts(answer.content, ".clashes legend, .clashes blockquote") == [
        "Standfirst: what ana wrote",
        "On Tuesday, says the port.",
    ]
    given_back = screen.fields(answer.content, "#article_form")
    assert (given_back["standfirst"], given_back["notes"]) == ("On Wednesday.", "I asked.")


@pytest.mark.parametrize(
    ("choice", "standfirst"), [("mine", "On Wednesday."), ("theirs", "On Tuesday, says the port.")]
)
def test_then_they_choose(ana: Client, ben: Client, story: Article, choice: str, standfirst: str) -> None:
    of_ana, of_ben = opened(ana, story), opened(ben, story)
    save(ana, story, of_ana | {"standfirst": "On Tuesday, says the port.", "headline": "Bridge reopens"})
    answer = save(ben, story, of_ben | {"standfirst": "On Wednesday.", "notes": "I asked."})
    given_back = screen.fields(answer.content, "#article_form")
    assert save(ben, story, given_back | {"_choice_standfirst": choice}).redirect_chain
    story.refresh_from_db()
    assert (story.standfirst, story.headline, story.notes) == (standfirst, "Bridge reopens", "I asked.")


def test_a_choice_is_no_choice_of_what_came_after_it(ana: Client, ben: Client, story: Article) -> None:
    of_ana, of_ben = opened(ana, story), opened(ben, story)
    save(ana, story, of_ana | {"standfirst": "On Tuesday."})
    answer = save(ben, story, of_ben | {"standfirst": "On Wednesday."})
    given_back = screen.fields(answer.content, "#article_form")
    save(ana, story, opened(ana, story) | {"standfirst": "On Thursday."})
    answer = save(ben, story, given_back | {"_choice_standfirst": "mine"})
    story.refresh_from_db()
    assert story.standfirst == "On Thursday."
    assert screen.texts(answer.content, ".clashes blockquote") == ["On Thursday."]


def test_lists_clash_as_wholes_and_either_can_be_kept(ana: Client, ben: Client, story: Article) -> None:
    of_ana, of_ben = opened(ana, story), opened(ben, story)
    save(ana, story, of_ana | {"tag_places-0-DELETE": "on"})
    of_ben |= row("tag_places", 2, tag=factories.tag("Port").pk, position=2)
    answer = save(ben, story, of_ben)
    assert screen.texts(answer.content, ".clashes legend, .clashes blockquote p") == [
        "Tags: what ana wrote",
        "Bridges",
    ]
    save(ben, story, of_ben | screen.fields(answer.content, ".clashes") | {"_choice_tags": "mine"})
    assert [place.tag.name for place in story.tag_places.all()] == ["Trams", "Bridges", "Port"]


def test_a_list_that_only_the_colleague_has_changed_is_theirs(ana: Client, ben: Client, story: Article) -> None:
    of_ana, of_ben = opened(ana, story), opened(ben, story)
    save(
        ana,
        story,
        of_ana | {"bylines-0-DELETE": "on"} | row("bylines", 1, author=factories.author("Ben").pk, position=1),
    )
    save(ben, story, of_ben | {"notes": "I asked."})
    assert [byline.author.name for byline in Byline.objects.all()] == ["Ben"]


def test_a_picture_that_the_colleague_took_out_of_the_text_stays_out(ana: Client, ben: Client) -> None:
    picture = factories.image()
    story = factories.draft("Bridge opens", body=f'<figure><img data-file="{picture.pk}"></figure><p>It rained.</p>')
    of_ana, of_ben = opened(ana, story), opened(ben, story)
    save(ana, story, of_ana | {"body": "<p>It rained.</p>"})
    assert save(ben, story, of_ben | {"notes": "I asked.", "image_uses-2-0-caption": "A quay."}).redirect_chain
    story.refresh_from_db()
    assert (story.body, story.notes, story.image_uses.count()) == ("<p>It rained.</p>", "I asked.", 0)


def test_the_second_press_of_a_button_is_no_conflict(ana: Client, story: Article) -> None:
    data = (
        opened(ana, story)
        | {"headline": "Bridge reopens"}
        | row("tag_places", 2, tag=factories.tag("Port").pk, position=2)
    )
    save(ana, story, data)
    assert save(ana, story, data).redirect_chain
    assert [place.tag.name for place in story.tag_places.all()] == ["Trams", "Bridges", "Port"]
    assert Version.objects.count() == 2


def test_a_form_that_does_not_say_what_it_began_from_overwrites_nothing(
    ana: Client, ben: Client, story: Article
) -> None:
    of_ana, of_ben = opened(ana, story), opened(ben, story)
    save(ana, story, of_ana | {"headline": "Bridge reopens"})
    del of_ben["_seen"]
    answer = save(ben, story, of_ben | {"standfirst": "On Tuesday."})
    assert screen.texts(answer.content, ".clashes legend") == [
        "Headline: what ana wrote",
        "Standfirst: what ana wrote",
        "Address: what ana wrote",
    ]


def test_publishing_in_between_is_no_conflict_with_the_text(ana: Client, ben: Client, story: Article) -> None:
    of_ben = opened(ben, story)
    url = reverse("admin:articles_article_publish", args=[story.pk])
    ana.post(url, screen.fields(ana.get(url).content, "#content form"))
    assert save(ben, story, of_ben | {"standfirst": "On Tuesday."}).redirect_chain
    story.refresh_from_db()
    assert (story.state, story.standfirst) == ("published", "On Tuesday.")
    assert story.published_at
    assert list(Version.objects.values_list("number", "origin")) == [(2, "saved"), (1, "published")]


def test_what_an_import_has_changed_since_is_not_overwritten(ben: Client, story: Article) -> None:
    of_ben = opened(ben, story)
    Article.objects.update(standfirst="Of the import.")
    save(ben, story, of_ben | {"notes": "I asked."})
    story.refresh_from_db()
    assert (story.standfirst, story.notes) == ("Of the import.", "I asked.")


def test_what_an_import_had_changed_before_was_seen(ben: Client, story: Article) -> None:
    save(ben, story, opened(ben, story) | {"standfirst": "One."})
    Article.objects.update(standfirst="Two.")
    assert save(ben, story, opened(ben, story) | {"standfirst": "One."}).redirect_chain
    story.refresh_from_db()
    assert story.standfirst == "One."


def test_a_second_import_clashes_again(ben: Client, story: Article) -> None:
    of_ben = opened(ben, story)
    Article.objects.update(standfirst="Import 1.")
    answer = save(ben, story, of_ben | {"standfirst": "Of Ben."})
    Article.objects.update(standfirst="Import 2.")
    chosen = screen.fields(answer.content, "#article_form") | {"_choice_standfirst": "mine"}
    assert screen.texts(save(ben, story, chosen).content, ".clashes blockquote") == ["Import 2."]


def test_a_save_of_nothing_changes_nothing(ana: Client, ben: Client, story: Article) -> None:
    of_ben = opened(ben, story)
    url = reverse("admin:articles_article_publish", args=[story.pk])
    ana.post(url, screen.fields(ana.get(url).content, "#content form"))
    story.refresh_from_db()
    save(ben, story, of_ben)
    assert Article.objects.get().modified_at == story.modified_at


def test_an_address_made_from_the_headline_follows_the_one_chosen(ana: Client, ben: Client) -> None:
    ana.post(reverse("admin:articles_article_add"), opened_new(ana) | {"headline": "Bridge opens", "_continue": "1"})
    story = Article.objects.get()
    of_ana, of_ben = opened(ana, story), opened(ben, story)
    save(ana, story, of_ana | {"headline": "Bridge reopens"})
    answer = save(ben, story, of_ben | {"headline": "Bridge shuts"})
    save(ben, story, screen.fields(answer.content, "#article_form") | {"_choice_headline": "mine"})
    story.refresh_from_db()
    assert (story.headline, story.slug) == ("Bridge shuts", "bridge-shuts")


def opened_new(client: Client) -> dict[str, Any]:
    return screen.fields(client.get(reverse("admin:articles_article_add")).content, "#article_form")


def test_words_of_a_picture_outlive_its_leaving_and_coming_back(ana: Client, ben: Client) -> None:
    picture = factories.image()
    figure = f'<figure><img data-file="{picture.pk}"></figure>'
    story = factories.draft("Bridge opens", body=f"{figure}<p>It rained.</p>")
    story.image_uses.update(caption="A quay.")
    of_ben = opened(ben, story)
    save(ana, story, opened(ana, story) | {"body": "<p>It rained.</p>"})
    save(ana, story, opened(ana, story) | {"body": f"{figure}<p>It rained.</p>"})
    story.image_uses.update(caption="A quay.")
    save(ben, story, of_ben | {"notes": "I asked."})
    assert [use.caption for use in story.image_uses.all()] == ["A quay."]


def test_words_given_to_a_picture_come_back_with_ones_own_text(ana: Client, ben: Client) -> None:
    picture = factories.image()
    figure = f'<figure><img data-file="{picture.pk}"></figure>'
    story = factories.draft("Bridge opens", body=f"{figure}<p>It rained.</p>")
    of_ana, of_ben = opened(ana, story), opened(ben, story)
    save(ana, story, of_ana | {"body": "<p>It rained.</p>"})
    (caption,) = (name for name in of_ben if name.startswith("image_uses") and name.endswith("-caption"))
    answer = save(ben, story, of_ben | {"body": f"{figure}<p>It poured.</p>", caption: "Ben's words."})
    assert screen.texts(answer.content, ".clashes legend") == ["Text: what ana wrote"]
    save(ben, story, screen.fields(answer.content, "#article_form") | {"_choice_body": "mine"})
    assert [use.caption for use in story.image_uses.all()] == ["Ben's words."]


def test_words_for_a_picture_that_is_gone_are_given_back(ana: Client, ben: Client) -> None:
    picture = factories.image()
    story = factories.draft("Bridge opens", body=f'<figure><img data-file="{picture.pk}"></figure><p>It rained.</p>')
    of_ana, of_ben = opened(ana, story), opened(ben, story)
    save(ana, story, of_ana | {"body": "<p>It rained.</p>"})
    (caption,) = (name for name in of_ben if name.startswith("image_uses") and name.endswith("-caption"))
    answer = save(ben, story, of_ben | {caption: "Ben's words."})
    assert "Ana took out a picture that you gave words to: “Ben's words.”." in screen.texts(
        answer.content, ".messagelist li"
    )


def test_dates_of_both_that_cannot_stand_together_are_shown_side_by_side(ana: Client, ben: Client) -> None:
    story = factories.draft("Bridge opens")
    of_ana, of_ben = opened(ana, story), opened(ben, story)
    save(ana, story, of_ana | {"embargo_until": "2031-05-02T12:00"})
    answer = save(ben, story, of_ben | {"expires_at": "2031-05-01T12:00"})
    assert screen.texts(answer.content, ".clashes legend") == [
        "Embargoed until: what ana wrote",
        "Visible until: what ana wrote",
    ]
    chosen = {"_choice_embargo_until": "mine", "_choice_expires_at": "mine"}
    save(ben, story, screen.fields(answer.content, "#article_form") | chosen)
    story.refresh_from_db()
    assert (story.embargo_until, story.expires_at and story.expires_at.day) == (None, 1)


def test_a_new_story_that_is_sent_twice_is_one(ana: Client) -> None:
    data = opened_new(ana) | {"headline": "Bridge opens", "_continue": "1"}
    for headline in ("Bridge opens", "Bridge reopens"):
        ana.post(reverse("admin:articles_article_add"), data | {"headline": headline})
    assert list(Article.objects.values_list("headline", "slug")) == [("Bridge opens", "bridge-opens")]
