"""What of a working copy is found, and by whom it was written."""

import pytest
from django.contrib.auth.models import User

from articles import finding
from articles.editing import commenting, versions
from articles.finding import Kind
from articles.models import Article, DeskEntry, DeskTerms, DeskWord, ImageUse, PublishedArticle, Version
from articles.publishing import verbs
from articles.search import Search
from tests import factories

pytestmark = pytest.mark.django_db

SAVED = Version.Origin.SAVED


def found(text: str) -> list[str]:
    """The headlines of what is found, best first."""
    return [story.headline for story in finding.Found(text, Article.objects.all())[:20]]


def where(text: str) -> list[tuple[Kind, str]]:
    """The kinds of places in which the first story matches, with the words around."""
    result = finding.Found(text, Article.objects.all())
    (shown,) = finding.passages(result.search, result[:1])
    return [(passage.place.kind, passage.html) for passage in shown.passages]


def full() -> Article:
    """A story with a different word in every place."""
    story = factories.draft(
        "Bridge opens",
        short_headline="Viaduct",
        standfirst="After winter.",
        body="<p>The first tram crossed.</p>",
        dateline="PORT HALE",
        byline="Agencies",
        notes="Ask the mayor.",
        slug="crossing-again",
        seo_title="Timetable",
        seo_description="Fares from Monday",
        topic=factories.topic("Transport"),
        authors=[factories.author("Ana Ruiz")],
        tags=[factories.tag("Engineering")],
        lead=factories.image(caption="A ribbon is cut", alt_text="Scissors"),
    )
    ImageUse.objects.create(article=story, image=factories.image(caption="own"), caption="Fireworks", role="gallery")
    commenting.comment(story, User.objects.create_user("tom"), "Is the budget right?")
    return story


def test_every_place_of_a_working_copy_is_found_and_named() -> None:
    full()
    factories.draft("Storm season")
    places = {
        "viaduct": (Kind.SHORT_HEADLINE, "<mark>Viaduct</mark>"),
        "winter": (Kind.STANDFIRST, "After <mark>winter</mark>."),
        "tram": (Kind.BODY, "The first <mark>tram</mark> crossed."),
        "hale": (Kind.DATELINE, "PORT <mark>HALE</mark>"),
        "agencies": (Kind.BYLINE, "<mark>Agencies</mark>"),
        "mayor": (Kind.NOTES, "Ask the <mark>mayor</mark>."),
        "crossing": (Kind.BODY, "The first tram <mark>crossed</mark>."),
        "again": (Kind.SLUG, "crossing-<mark>again</mark>"),
        "timetable": (Kind.SEO, "<mark>Timetable</mark>"),
        "fares": (Kind.SEO, "<mark>Fares</mark> from Monday"),
        "transport": (Kind.TOPIC, "<mark>Transport</mark>"),
        "ruiz": (Kind.AUTHOR, "Ana <mark>Ruiz</mark>"),
        "engineering": (Kind.TAG, "<mark>Engineering</mark>"),
        "ribbon": (Kind.PICTURE, "A <mark>ribbon</mark> is cut"),
        "scissors": (Kind.PICTURE, "<mark>Scissors</mark>"),
        "fireworks": (Kind.PICTURE, "<mark>Fireworks</mark>"),
        "budget": (Kind.COMMENT, "Is the <mark>budget</mark> right?"),
    }
    assert {word: found(word) for word in places} == {word: ["Bridge opens"] for word in places}
    assert {word: where(word)[0] for word in places} == places


def test_words_may_be_in_different_places_and_phrases_may_not() -> None:
    full()
    assert found("bridge mayor budget") == ["Bridge opens"]
    assert where("bridge mayor budget") == [
        (Kind.NOTES, "Ask the <mark>mayor</mark>."),
        (Kind.COMMENT, "Is the <mark>budget</mark> right?"),
    ]
    assert [found(text) for text in ('"first tram"', '"tram crossed Ask"', "bridge -mayor", "brid*")] == [
        ["Bridge opens"],
        [],
        [],
        ["Bridge opens"],
    ]


def test_accents_and_typing_errors_are_forgiven() -> None:
    factories.draft("Café Müller closes")
    assert found("cafe muller") == ["Café Müller closes"]
    result = finding.Found("caffe mueler", Article.objects.all())
    assert ([story.headline for story in result[:5]], result.corrected) == (["Café Müller closes"], "café müller")


def test_former_headlines_are_found_and_passing_ones_are_not() -> None:
    story = factories.draft("Bridge closed")
    for headline in ("Bridge shut", "Bridge opens"):
        versions.record(story, None, SAVED)
        Article.objects.filter(pk=story.pk).update(headline=headline)
    # Typed and not kept as a version.
    Article.objects.filter(pk=story.pk).update(headline="Bridge o")
    finding.index([Article.objects.get()])
    Article.objects.filter(pk=story.pk).update(headline="Bridge opens")
    versions.record(story, None, SAVED)
    assert [found(word) for word in ("closed", "shut", "opens")] == [["Bridge opens"]] * 3
    assert where("closed") == [(Kind.FORMER, "Bridge <mark>closed</mark>")]
    assert DeskEntry.objects.get().former == "Bridge closed\nBridge shut"


def test_stories_in_every_state_are_found() -> None:
    factories.draft("Bridge draft")
    factories.published("Bridge live")
    verbs.unpublish(factories.published("Bridge withdrawn"))
    verbs.kill(factories.published("Bridge killed"), "Void.")
    assert sorted(found("bridge")) == ["Bridge draft", "Bridge killed", "Bridge live", "Bridge withdrawn"]


def test_what_matches_in_the_headline_comes_first_then_what_was_changed_last() -> None:
    factories.draft("Old bridge")
    factories.draft("New bridge")
    factories.draft("Trams", body="<p>Over the bridge.</p>")
    assert found("bridge") == ["New bridge", "Old bridge", "Trams"]


def test_stories_are_found_in_the_words_of_their_language() -> None:
    factories.draft("Los puentes abren", language="es")
    factories.draft("Bridges open")
    assert (found("puente"), found("bridge")) == (["Los puentes abren"], ["Bridges open"])


def test_no_text_is_an_error() -> None:
    factories.draft("Bridge")
    for text in ('"', "-", "***", "😀", "-bridge", "bridge OR (", "a" * 200, "%_'\\", "NEAR(", "\x00"):
        assert finding.Found(text, Article.objects.all()).total in {0, 1}


def test_nothing_is_left_of_a_deleted_story() -> None:
    story = factories.draft("Bridge")
    assert found("bridge") == ["Bridge"]
    story.delete()
    assert [model.objects.count() for model in (DeskEntry, DeskTerms, DeskWord)] == [0, 0, 0]


def test_readers_find_nothing_of_it() -> None:
    story = full()
    verbs.publish(story)
    finding.index([story])
    assert PublishedArticle.objects.count() == 1
    for text in ("mayor", "budget", "again"):
        assert not Search(text).matching(PublishedArticle.objects.all()).exists()
