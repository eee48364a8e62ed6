"""The answers to load balancers."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

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


HOSTS = ["10.0.0.5", "10.0.0.5:8000", "[::1]", "evil.test", "a b", "", "é.test", "x" * 300, "news.test:port"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("host", HOSTS)
def test_load_balancers_ask_by_address(client: Client, settings: Settings, path: str, method: str, host: str) -> None:
    settings.ALLOWED_HOSTS = ["news.test"]
    assert getattr(client, method)(path, headers={"Host": host}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_or_name_no_host_as_in_http_1_0(client: Client, settings: Settings, path: str) -> None:
    settings.ALLOWED_HOSTS = ["news.test"]
    assert client.get(path, SERVER_NAME="0.0.0.0", SERVER_PROTOCOL="HTTP/1.0").status_code == 200
    assert client.get("/robots.txt", SERVER_NAME="0.0.0.0").status_code == 400


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_nothing_can_be_posted(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
