"""`GET images/{id}/`: pictures that a live story shows."""

from collections.abc import Callable

import pytest
from django.db.models import ProtectedError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.publishing import verbs
from tests import factories
from tests.articles.api.test_detail import shown

pytestmark = pytest.mark.django_db

NOT_FOUND = {"type": "about:blank", "title": "Not Found", "status": 404, "detail": "No live story shows this picture."}


def test_a_picture_with_its_own_words(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    image = factories.image(caption="At noon.", instructions="Not before Friday.", source="Halewood")
    article = factories.draft(lead=image)
    article.image_uses.update(caption="Here.", show_credit=False)
    verbs.publish(article)
    with django_assert_num_queries(2):
        answer = client.get(f"/api/v1/images/{image.pk}/")
    assert answer.json() == shown(image, caption="At noon.")


def test_wherever_a_live_story_shows_it(client: Client) -> None:
    images = [factories.image() for _ in range(4)]
    lead, gallery, inline, portrait = images
    factories.published(
        lead=lead,
        gallery=[gallery],
        body=f'<figure><img data-file="{inline.pk}"></figure>',
        authors=[factories.author(image=portrait)],
    )
    assert [client.get(f"/api/v1/images/{image.pk}/").status_code for image in images] == [200] * 4


@pytest.mark.parametrize(
    ("around", "blocks"),
    [
        ("<ul><li>One {}</li><li>Two</li></ul>", ["list", "image"]),
        ("<p>Before {} behind</p>", ["paragraph", "image", "paragraph"]),
        ('<p><a href="/there">{}</a></p>', ["image"]),
    ],
)
def test_a_picture_anywhere_in_a_text_is_a_block_with_its_credit_and_is_kept(
    client: Client, around: str, blocks: list[str]
) -> None:
    image = factories.image()
    factories.published("One", body=around.format(f'<img data-file="{image.pk}">'))
    story = client.get("/api/v1/articles/one/").json()
    assert [block["type"] for block in story["body"]] == blocks
    assert [block["image"] for block in story["body"] if block["type"] == "image"] == [shown(image)]
    assert story["body_html"].count("<img") == story["body_html"].count(f"<small>{image.credit}</small>") == 1
    assert client.get(f"/api/v1/images/{image.pk}/").status_code == 200
    with pytest.raises(ProtectedError):
        image.delete()


def test_no_other_picture_is_public(client: Client) -> None:
    drafted, gone, alone = (factories.image() for _ in range(3))
    factories.draft(lead=drafted)
    verbs.unpublish(factories.published(lead=gone))
    for address in (drafted.pk, gone.pk, alone.pk, "0f9c0000-0000-4000-8000-000000000000", "x"):
        answer = client.get(f"/api/v1/images/{address}/")
        assert (answer.status_code, answer.json()) == (404, NOT_FOUND)


SPELLINGS = [str.upper, str.title, lambda id: id.replace("-", ""), "{{{}}}".format, "urn:uuid:{}".format]


@pytest.mark.parametrize("spell", SPELLINGS)
def test_every_picture_has_one_address(client: Client, spell: Callable[[str], str]) -> None:
    image = factories.image()
    factories.published(lead=image)
    answer = client.get(f"/api/v1/images/{spell(str(image.pk))}/", {"renditions": "wide,full"})
    there = f"https://news.test/api/v1/images/{image.pk}/?renditions=wide%2Cfull"
    assert (answer.status_code, answer["Location"]) == (301, there)


@pytest.mark.parametrize("spell", SPELLINGS)
def test_no_spelling_tells_that_a_picture_is_there(client: Client, spell: Callable[[str], str]) -> None:
    image = factories.image()
    answer = client.get(f"/api/v1/images/{spell(str(image.pk))}/")
    assert (answer.status_code, answer.json()) == (404, NOT_FOUND)
