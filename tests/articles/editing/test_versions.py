"""Versions of a story: what they hold, what differs, what comes back, and how many are kept."""

import random
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.editing import content, versions
from articles.editing.differences import GONE, NEW, SAME, Difference, Piece, differences
from articles.models import Article, Tag, Version
from articles.publishing import verbs
from tests import factories

pytestmark = pytest.mark.django_db
Origin = Version.Origin


@pytest.fixture
def ana() -> User:
    return User.objects.create_user("ana", first_name="Ana", last_name="Ruiz")


@pytest.fixture
def story() -> Article:
    """A story with something in every member."""
    text_picture = factories.image(title="Quay")
    return factories.draft(
        "Harbour bridge reopens",
        short_headline="Bridge reopens",
        standfirst="After nine years.",
        body=(
            f'<p>The first tram crossed at six.</p><figure><img data-file="{text_picture.pk}"></figure>'
            "<p>It rained.</p>"
        ),
        byline="From our staff",
        dateline="PORT HALE",
        genre="feature",
        topic=factories.topic("City"),
        authors=[factories.author("Ana Ruiz"), factories.author("Ben Okafor")],
        tags=[factories.tag("Bridges"), factories.tag("Trams")],
        related=[factories.published("Nine years of ferries")],
        lead=factories.image(title="Bridge"),
        gallery=[factories.image(title="Crowd")],
        seo_title="Bridge",
        notes="Ask the port authority.",
        expires_at=timezone.now() + timedelta(days=9),
    )


def change(article: Article, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()


def test_each_holds_everything_and_comes_back_whole(story: Article, ana: User) -> None:
    first = versions.record(story, ana, Origin.SAVED)
    before = content.take(story)
    change(story, headline="Other", body="", topic=None, notes="", genre="report", expires_at=None, slug="other")
    for rows in (story.bylines, story.tag_places, story.related_stories, story.image_uses):
        rows.all().delete()
    assert versions.restore(story, first, content.NAMES, ana) == []
    assert content.take(Article.objects.get(pk=story.pk)) == before
    assert list(Version.objects.values_list("number", "origin", "made_by__username")) == [
        (3, "restored", "ana"),
        (2, "elsewhere", None),
        (1, "saved", "ana"),
    ]


def test_one_member_comes_back_alone(story: Article, ana: User) -> None:
    first = versions.record(story, ana, Origin.SAVED)
    change(story, headline="Other", standfirst="Other.")
    versions.restore(story, first, ("standfirst",), ana)
    story.refresh_from_db()
    assert (story.headline, story.standfirst) == ("Other", "After nine years.")


def test_what_was_deleted_since_is_named(story: Article, ana: User) -> None:
    first = versions.record(story, ana, Origin.SAVED)
    story.tag_places.all().delete()
    Tag.objects.filter(name="Trams").delete()
    assert versions.restore(story, first, content.NAMES, ana) == ["tags"]
    assert [place.tag.name for place in story.tag_places.all()] == ["Bridges"]


def test_an_address_that_another_story_has_now_is_refused_and_nothing_changes(story: Article, ana: User) -> None:
    first = versions.record(story, ana, Origin.SAVED)
    change(story, slug="moved", headline="Other")
    factories.draft("Another", slug="harbour-bridge-reopens")
    with pytest.raises(ValidationError, match="address"):
        versions.restore(story, first, content.NAMES, ana)
    assert Article.objects.get(pk=story.pk).headline == "Other"


def test_saving_nothing_makes_none_but_publishing_does(story: Article, ana: User) -> None:
    first = versions.record(story, ana, Origin.SAVED)
    assert versions.record(story, ana, Origin.SAVED) == first
    verbs.publish(story)
    assert versions.record(story, ana, Origin.PUBLISHED).number == 2


def test_autosaves_of_one_person_replace_each_other_and_a_save_replaces_them(story: Article, ana: User) -> None:
    versions.record(story, ana, Origin.SAVED)
    for headline in ("B", "Br", "Bridge"):
        change(story, headline=headline)
        versions.record(story, ana, Origin.AUTOSAVE)
    assert told(story) == [(2, "autosave", "Bridge"), (1, "saved", "Harbour bridge reopens")]
    versions.record(story, ana, Origin.SAVED)
    assert told(story) == [(2, "saved", "Bridge"), (1, "saved", "Harbour bridge reopens")]
    change(story, headline="Bridges")
    versions.record(story, ana, Origin.AUTOSAVE)
    assert told(story)[0] == (3, "autosave", "Bridges")


def test_what_anybody_else_does_ends_a_running_version_and_so_does_a_pause(story: Article, ana: User) -> None:
    ben = User.objects.create_user("ben")
    for headline, by in (("A", ana), ("B", ben), ("C", ana)):
        change(story, headline=headline)
        versions.record(story, by, Origin.AUTOSAVE)
    verbs.publish(Article.objects.get(pk=story.pk))
    versions.record(story, ana, Origin.PUBLISHED)
    change(story, headline="D")
    version = versions.record(story, ana, Origin.AUTOSAVE)
    Version.objects.filter(pk=version.pk).update(made_at=timezone.now() - versions.SITTING)
    change(story, headline="E")
    versions.record(story, ana, Origin.AUTOSAVE)
    assert [headline for _, _, headline in told(story)] == ["E", "D", "C", "C", "B", "A"]


def told(story: Article) -> list[tuple[int, str, str]]:
    found = Version.objects.filter(article=story)
    return [(one.number, one.origin, versions.of(one)["headline"]) for one in found]


def test_of_autosaves_that_alternate_one_an_hour_stays(story: Article, ana: User) -> None:
    ben = User.objects.create_user("ben")
    hour = timezone.now().replace(minute=0) - timedelta(days=2)
    for number in range(4):
        change(story, headline=f"Headline {number}")
        version = versions.record(story, ben if number % 2 else ana, Origin.AUTOSAVE)
        Version.objects.filter(pk=version.pk).update(made_at=hour + timedelta(minutes=25 * number))
    assert versions.thin() == 2
    assert list(Version.objects.values_list("number", flat=True)) == [4, 3]


def test_they_differ_by_paragraph_and_word(story: Article, ana: User) -> None:
    old = content.take(story)
    change(story, headline="Harbour bridge opens again", body="<p>The first tram crossed at seven.</p><p>Crowds.</p>")
    story.tag_places.last().delete()  # type: ignore[union-attr]
    new = content.take(Article.objects.get(pk=story.pk))
    assert differences(old, new) == [
        Difference(
            "headline",
            "headline",
            [[Piece(SAME, "Harbour bridge "), Piece(GONE, "reopens"), Piece(NEW, "opens again")]],
        ),
        Difference(
            "body",
            "text",
            [
                [Piece(SAME, "The first tram crossed at "), Piece(GONE, "six"), Piece(NEW, "seven"), Piece(SAME, ".")],
                [Piece(GONE, "[Quay]"), Piece(NEW, "Crowds.")],
                [Piece(GONE, "It rained.")],
            ],
        ),
        Difference("tags", "tags", [[Piece(GONE, "Trams")]]),
    ]


def test_after_a_month_the_last_of_a_day_stays_and_what_was_published(story: Article, ana: User) -> None:
    noon = timezone.localtime().replace(hour=12, minute=0) - timedelta(days=40)
    for number, (origin, hours) in enumerate(
        [(Origin.SAVED, 0), (Origin.PUBLISHED, 1), (Origin.SAVED, 2), (Origin.SAVED, 24), (Origin.SAVED, 24 * 39)]
    ):
        change(story, headline=f"Headline {number}")
        version = versions.record(story, ana, origin)
        Version.objects.filter(pk=version.pk).update(made_at=noon + timedelta(hours=hours))
    assert versions.thin() == 1
    assert list(Version.objects.values_list("number", flat=True)) == [5, 4, 3, 2]


def test_one_takes_about_half_of_what_it_holds(story: Article, ana: User) -> None:
    words = [f"{first}{second}" for first in ("har", "bri", "tra", "fer", "quo") for second in "abcdefghijklmnopqrst"]
    change(story, body=f"<p>{' '.join(random.Random(1).choices(words, k=500))}</p>")
    version = versions.record(story, ana, Origin.SAVED)
    assert len(version.packed) < 0.6 * len(str(version.unpack()))


def test_an_older_form_is_read_with_what_it_did_not_know(story: Article) -> None:
    packed = Version.pack({"headline": "Of long ago", "mood": "sunny"})
    old = Version.objects.create(article=story, number=1, made_at=timezone.now(), origin="saved", packed=packed)
    assert versions.of(old) == {
        "headline": "Of long ago",
        "short_headline": "",
        "standfirst": "",
        "dateline": "",
        "body": "",
        "byline": "",
        "authors": [],
        "topic": None,
        "genre": "report",
        "language": "en",
        "tags": [],
        "pictures": [],
        "text_pictures": {},
        "related": [],
        "slug": "",
        "seo_title": "",
        "seo_description": "",
        "published_at": None,
        "embargo_until": None,
        "expires_at": None,
        "notes": "",
    }
