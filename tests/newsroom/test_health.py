"""What a load balancer learns."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone

from articles.delivery.worker import Worker
from articles.models import DeliveryProgress


def test_healthz_says_that_the_process_answers_without_the_database(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_readyz_says_that_the_database_answers(client: Client) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"status": "ok", "database": "ok", "worker": "missing"})
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_readyz_says_when_no_worker_has_been_seen_for_a_minute_and_stays_200_for_readers(client: Client) -> None:
    Worker().run_once()
    assert client.get("/readyz").json()["worker"] == "ok"
    for seconds, worker in ((55, "ok"), (65, "missing")):
        DeliveryProgress.objects.update(seen_at=timezone.now() - timedelta(seconds=seconds))
        response = client.get("/readyz")
        assert (response.status_code, response.json()["worker"]) == (200, worker)


@pytest.mark.django_db
def test_readyz_says_503_when_the_database_is_gone(client: Client) -> None:
    def gone(*arguments: object) -> None:
        raise DatabaseError("the server closed the connection")

    with connection.execute_wrapper(gone):
        response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"status": "unavailable", "database": "unavailable"})


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_nothing_can_be_posted(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
