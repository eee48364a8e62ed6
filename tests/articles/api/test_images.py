"""`GET images/{id}/`: pictures that a live story shows."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import publishing
from tests import factories
from tests.articles.api.test_detail import shown

pytestmark = pytest.mark.django_db

NOT_FOUND = {"type": "about:blank", "title": "Not Found", "status": 404, "detail": "No live story shows this picture."}


def test_a_picture_with_its_own_words(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    image = factories.image(caption="At noon.", instructions="Not before Friday.", source="Halewood")
    article = factories.draft(lead=image)
    article.image_uses.update(caption="Here.", show_credit=False)
    publishing.publish(article)
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


def test_no_other_picture_is_public(client: Client) -> None:
    drafted, gone, alone = (factories.image() for _ in range(3))
    factories.draft(lead=drafted)
    publishing.unpublish(factories.published(lead=gone))
    for address in (drafted.pk, gone.pk, alone.pk, "0f9c0000-0000-4000-8000-000000000000", "x"):
        answer = client.get(f"/api/v1/images/{address}/")
        assert (answer.status_code, answer.json()) == (404, NOT_FOUND)
