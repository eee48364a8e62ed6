"""Only those with the right may change what live stories show of authors, tags, topics and pictures."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.editing import live
from articles.models import Article, Author, PublishedArticle, PublishedDocument, Tag, Topic
from articles.publishing import verbs
from media.models import Image
from tests import factories
from tests.articles.admin.conftest import user

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Any:
    return user("ana", ["change_author", "change_tag", "change_topic", "change_image", "change_article"])


def refusal(person: Any, row: Model) -> tuple[str, list[str]] | None:
    """What would change and in which stories, if the account may not save the row; else None."""
    try:
        with transaction.atomic():
            live.check(person, row)
    except live.ChangesLive as refused:
        return refused.what, sorted(str(one.article) for one in refused.stories)
    return None


def everything() -> tuple[Author, Tag, Topic, Image]:
    """One row of each kind, all in a live story called “Live”."""
    rows = factories.author("Ana Ruiz"), factories.tag("Bridges"), factories.topic("City"), factories.image()
    factories.published("Live", authors=[rows[0]], tags=[rows[1]], topic=rows[2], lead=rows[3])
    return rows


# Every column that forms change: whether a story's document has it, and its name for editors.
COLUMNS: list[tuple[int, str, Any, str]] = [
    (0, "name", "Ana María Ruiz", "name"),
    (0, "slug", "ana-maria", "address"),
    (0, "slug", "", ""),
    (0, "kind", "organisation", "kind"),
    (0, "job_title", "Reporter", "job title"),
    (0, "bio", "Born here.", ""),
    (0, "email", "ana@example.com", ""),
    (1, "name", "Fords", "name"),
    (1, "slug", "fords", "address"),
    (1, "kind", "place", "kind"),
    (1, "description", "Over water.", ""),
    (2, "name", "Town", "name"),
    (2, "slug", "town", "address and parent"),
    (2, "position", 7, ""),
    (2, "description", "All of it.", ""),
    (3, "caption", "At dusk.", "caption"),
    (3, "credit", "© Somebody", "credit line"),
    (3, "creator", "Mara Quill", "creator"),
    (3, "copyright_notice", "2026", "copyright notice"),
    (3, "alt_text", "A quay", "alternative text"),
    (3, "decorative", True, "decorative"),
    (3, "license_url", "https://example.com/l", "licence address"),
    (3, "usage_terms", "Once.", "usage terms"),
    (3, "taken_at", timezone.now(), "taken at"),
    (3, "digital_source_type", "print", "how it was made"),
    (3, "focal_x", 0.1, "focal point"),
    (3, "focal_y", 0.1, "focal point"),
    (3, "title", "Found by this", ""),
    (3, "source", "An agency", ""),
    (3, "instructions", "Not before noon.", ""),
]


@pytest.mark.parametrize(("number", "column", "value", "what"), COLUMNS)
def test_what_a_live_story_shows_is_refused_and_all_else_passes(
    person: Any, number: int, column: str, value: Any, what: str
) -> None:
    row = everything()[number]
    before = documents()
    setattr(row, column, value)
    assert refusal(person, row) == ((what, ["Live"]) if what else None)
    # The documents confirm it.
    row.save()
    assert (documents() != before) == bool(what)


def documents() -> list[tuple[str, str]]:
    return list(PublishedDocument.objects.values_list("card", "extra"))


def test_columns_are_all_accounted_for() -> None:
    own = {
        "id",
        "name_key",
        "name_folded",
        "path",
        "parent",
        "image",
        "user",
        "file",
        "width",
        "height",
        "checksum",
        "uploaded_by",
    }
    own |= {"created_at", "modified_at", "address_secret"}
    for number, model in enumerate((Author, Tag, Topic, Image)):
        columns = {field.name for field in model._meta.concrete_fields}
        assert columns - own == {column for place, column, _, _ in COLUMNS if place == number}


def test_what_is_the_same_is_no_change(person: Any) -> None:
    for row in everything():
        assert refusal(person, row) is None
        row.refresh_from_db()
        assert refusal(person, row) is None
    image = Image.objects.get()
    image.alt_text = image.alt_text.replace(" ", " \x00", 1)
    assert refusal(person, image) is None


def test_several_changes_are_told_together(person: Any) -> None:
    author = everything()[0]
    author.name, author.job_title, author.email = "A", "B", "c@example.com"
    assert refusal(person, author) == ("name and job title", ["Live"])


def test_with_the_right_everything_passes() -> None:
    tag = everything()[1]
    tag.name = "Fords"
    assert refusal(user("desk", ["change_live"]), tag) is None


def test_what_no_live_story_shows_passes(person: Any) -> None:
    rows = factories.author("Ana"), factories.tag("Bridges"), factories.topic("City"), factories.image()
    factories.draft("Draft", authors=[rows[0]], tags=[rows[1]], topic=rows[2], lead=rows[3])
    for row, column in zip(rows, ("name", "name", "slug", "credit"), strict=True):
        setattr(row, column, "other")
        assert refusal(person, row) is None


def test_new_rows_pass(person: Any) -> None:
    for row in (Author(name="Ana"), Tag(name="Bridges"), Topic(name="City"), Image(credit="Pool")):
        assert refusal(person, row) is None


def test_scheduled_stories_count_and_those_that_are_gone_do_not(person: Any) -> None:
    tag, now = factories.tag("Bridges"), timezone.now()
    stories = {name: factories.draft(name, tags=[tag]) for name in ("Scheduled", "Embargoed", "Expired", "Void", "Off")}
    verbs.schedule(stories["Scheduled"], now + timedelta(days=1))
    Article.objects.filter(headline="Embargoed").update(embargo_until=now + timedelta(days=1))
    for name in ("Embargoed", "Expired", "Void", "Off"):
        verbs.publish(Article.objects.get(headline=name))
    PublishedArticle.objects.filter(article=stories["Expired"]).update(visible_until=now)
    verbs.kill(Article.objects.get(headline="Void"), "Void.")
    verbs.unpublish(Article.objects.get(headline="Off"))
    tag.name = "Fords"
    assert refusal(person, tag) == ("name", ["Embargoed", "Scheduled"])


def test_what_is_published_counts_not_what_is_being_written(person: Any) -> None:
    """A tag removed from the working copy is still shown; an added one is not shown yet."""
    out, into = factories.tag("Out"), factories.tag("In")
    article = factories.published("Live", tags=[out])
    article.tag_places.update(tag=into)
    out.name, into.name = "Other", "Another"
    assert refusal(person, out) == ("name", ["Live"])
    assert refusal(person, into) is None


def test_a_topic_that_moves_takes_the_stories_below_it_along(person: Any) -> None:
    region, elsewhere = factories.topic("Region"), factories.topic("Elsewhere")
    city = factories.topic("City", parent=region)
    port = factories.topic("Port", parent=city)
    factories.published("Deep", topic=port)
    factories.published("Neighbour", topic=factories.topic("Region two"))
    region.slug = "county"
    assert refusal(person, region) == ("address and parent", ["Deep"])
    region.refresh_from_db()
    city.parent = elsewhere
    assert refusal(person, city) == ("parent", ["Deep"])
    city.refresh_from_db()
    # Its name appears only in its own stories, and there are none.
    city.name = "Town"
    assert refusal(person, city) is None


def test_portraits_galleries_and_pictures_in_the_text_are_shown_too(person: Any) -> None:
    portrait, gallery, inline = factories.image(), factories.image(), factories.image()
    author = factories.author("Ana", image=portrait)
    body = f'<p>Text.</p><figure><img data-file="{inline.pk}" alt=""></figure>'
    factories.published("Live", authors=[author], gallery=[gallery], body=body)
    for image in (portrait, gallery, inline):
        image.credit = "© Somebody"
        assert refusal(person, image) == ("credit line", ["Live"])
    author.image = factories.image()
    assert refusal(person, author) == ("portrait", ["Live"])


def test_another_file_is_another_picture(person: Any) -> None:
    image = everything()[3]
    image.file = ContentFile(factories.picture(color="navy"), "new.jpg")
    assert refusal(person, image) == ("picture", ["Live"])


def test_a_former_address_that_leads_to_a_live_story_is_taken_over_by_publishers_alone(person: Any) -> None:
    article = factories.published("Live", slug="alpha")
    article.slug = "beta"
    article.save()
    verbs.publish(article)
    other = factories.draft("Other")
    other.slug, other.take_over = "alpha", True
    assert refusal(person, other) == ("former address", ["Live"])
    assert refusal(user("editor", ["change_article", "publish_article"]), other) is None
    verbs.unpublish(Article.objects.get(pk=article.pk))
    assert refusal(person, other) is None


def test_a_former_address_of_what_live_stories_show_is_too(person: Any) -> None:
    tag = everything()[1]
    tag.slug = "fords"
    tag.save()
    new = Tag(name="Other", slug="bridges")
    new.take_over = True
    assert refusal(person, new) == ("former address", ["Live"])
    new.slug = "nobodys"
    assert refusal(person, new) is None


@pytest.mark.parametrize("number", [1, 3])
def test_the_question_costs_the_same_however_many_stories_there_are(
    person: Any, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tag = factories.tag("Bridges")
    for _ in range(number):
        factories.published(tags=[tag])
    tag.name = "Fords"
    person.has_perm("articles.change_live")
    locks = 1 if transaction.get_connection().vendor == "postgresql" else 0
    with django_assert_num_queries(2 + locks), pytest.raises(live.ChangesLive):  # the row, whether a story shows it
        live.check(person, tag)
