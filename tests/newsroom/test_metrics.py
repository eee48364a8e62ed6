"""Metrics for Prometheus, and for nobody else."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from articles.models import Change, Delivery, ViewTotal
from articles.publishing import verbs
from tests import factories

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-some-length"


@pytest.mark.parametrize("stories", [1, 3])
def test_the_figures(
    client: Client, settings: Settings, stories: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.METRICS_TOKEN = TOKEN
    for _ in range(stories):
        ViewTotal.objects.create(published=factories.published().published, views=532)
    verbs.unpublish(factories.published())
    Delivery.objects.create(destination="varnish", event="purge")
    Delivery.objects.create(destination="varnish", event="purge", state="delivered")
    with django_assert_num_queries(4):
        answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer["Content-Type"].startswith("text/plain; version=")
    samples = (line.split() for line in answer.content.decode().splitlines() if not line.startswith("#"))
    assert [(name, float(value)) for name, value in samples] == [
        ("newsroom_views_total", 532 * stories),
        ("newsroom_live_articles", stories),
        ("newsroom_changes_total", Change.objects.latest("pk").pk),
        ("newsroom_deliveries_pending", 1),
    ]


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", "Bearer ключ"])
def test_who_has_no_token_learns_nothing(client: Client, settings: Settings, authorization: str) -> None:
    settings.METRICS_TOKEN = TOKEN
    answer = client.get("/metrics", headers={"Authorization": authorization})
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


def test_without_a_token_there_are_no_metrics(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
