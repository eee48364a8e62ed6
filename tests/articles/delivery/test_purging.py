"""Shared caches are purged, each in its own way."""

from collections.abc import Callable
from datetime import timedelta

import orjson
import pytest
from django.utils import timezone
from pytest_django import Settings

from articles.changes import log
from articles.delivery.fan_out import fan_out
from articles.delivery.worker import Worker
from articles.models import Delivery
from articles.publishing import verbs
from tests import factories
from tests.articles.delivery.conftest import Clock
from tests.articles.delivery.receiver import Receiver, Reply

pytestmark = pytest.mark.django_db
Use = Callable[[str], None]


@pytest.fixture
def use(settings: Settings, receiver: Receiver, clock: Clock) -> Use:
    """Use the receiver in place of the provider."""
    # The operator chooses providers, so no network must be allowed for them.
    settings.WEBHOOK_PRIVATE_NETWORKS = []
    base = f"http://127.0.0.1:{receiver.port}"
    chosen = {
        "fastly": {"FASTLY_API_URL": base, "FASTLY_SERVICE_ID": "SU1Z0isxPaozGVKXdv0eY", "FASTLY_API_TOKEN": "word"},
        "cloudflare": {
            "CLOUDFLARE_API_URL": base + "/client/v4",
            "CLOUDFLARE_ZONE_ID": "023e105f4ecef8ad9ca31a8372d0c353",
            "CLOUDFLARE_API_TOKEN": "word",
        },
        "varnish": {"VARNISH_URL": base},
    }

    def choose(name: str) -> None:
        # The first worker begins with changes from now on.
        fan_out()
        for setting, value in chosen[name].items():
            setattr(settings, setting, value)

    return choose


def work() -> None:
    Worker().run_once()


PLAIN = {"user-agent": "newsroom", "accept-encoding": "identity"}
JSON = PLAIN | {"content-type": "application/json", "accept": "application/json"}


def test_fastly(use: Use, receiver: Receiver) -> None:
    use("fastly")
    log.touch("topic-city", "tag-bridges")
    work()
    (got,) = receiver.got
    assert (got.method, got.path) == ("POST", "/service/SU1Z0isxPaozGVKXdv0eY/purge")
    assert got.body == b'{"surrogate_keys":["lists","tag-bridges","topic-city"]}'
    assert got.headers == JSON | {
        "host": f"127.0.0.1:{receiver.port}",
        "fastly-key": "word",
        "content-length": str(len(got.body)),
    }


def test_cloudflare(use: Use, receiver: Receiver) -> None:
    use("cloudflare")
    log.touch("topic-city", "tag-bridges")
    work()
    (got,) = receiver.got
    assert (got.method, got.path) == ("POST", "/client/v4/zones/023e105f4ecef8ad9ca31a8372d0c353/purge_cache")
    assert got.body == b'{"tags":["lists","tag-bridges","topic-city"]}'
    assert got.headers == JSON | {
        "host": f"127.0.0.1:{receiver.port}",
        "authorization": "Bearer word",
        "content-length": str(len(got.body)),
    }


def test_varnish(use: Use, receiver: Receiver) -> None:
    use("varnish")
    log.touch("topic-city", "tag-bridges")
    work()
    (got,) = receiver.got
    assert (got.method, got.path, got.body) == ("PURGE", "/", b"")
    assert got.headers == PLAIN | {
        "host": f"127.0.0.1:{receiver.port}",
        "xkey-purge": "lists tag-bridges topic-city",
        "content-length": "0",
    }


def test_a_story_is_purged_with_all_it_was_and_is_found_by(use: Use, receiver: Receiver) -> None:
    article = factories.draft(topic=factories.topic("City"), authors=[factories.author("Ana Ruiz")])
    use("varnish")
    verbs.publish(article)
    work()
    assert receiver.got[0].headers["xkey-purge"] == f"lists article-{article.pk} author-ana-ruiz topic-city"


@pytest.mark.parametrize(("provider", "requests"), [("fastly", 2), ("cloudflare", 4), ("varnish", 5)])
def test_changes_of_one_moment_are_purged_together_every_key_once(
    use: Use, receiver: Receiver, provider: str, requests: int
) -> None:
    use(provider)
    for number in range(300):
        log.touch(f"tag-{number % 150}", f"author-{number % 150}")
    work()
    assert len(receiver.got) == requests
    sent = [key for one in receiver.got for key in _keys(one.headers, one.body)]
    assert sent == ["lists", *sorted(f"{kind}-{n}" for kind in ("tag", "author") for n in range(150))]


def _keys(headers: dict[str, str], body: bytes) -> list[str]:
    if not body:
        return headers["xkey-purge"].split()
    (keys,) = orjson.loads(body).values()
    return list(keys)


def test_schedules_are_purged_when_they_come_true(use: Use, receiver: Receiver, clock: Clock) -> None:
    article = factories.draft()
    use("varnish")
    verbs.schedule(article, timezone.now() + timedelta(hours=1))
    work()
    assert receiver.got == []
    clock.forward(hours=1, seconds=1)
    work()
    assert f"article-{article.pk}" in receiver.got[0].headers["xkey-purge"]


def test_a_purge_that_fails_is_tried_again_and_can_be_seen(use: Use, receiver: Receiver, clock: Clock) -> None:
    use("cloudflare")
    receiver.replies.append(Reply(410, body=b'{"success":false}'))
    log.touch("topic-city")
    work()
    delivery = Delivery.objects.get()
    assert (delivery.destination, delivery.event, delivery.state, delivery.status, delivery.answer) == (
        "cloudflare",
        "purge",
        "pending",
        410,
        '{"success":false}',
    )
    clock.forward(seconds=6)
    work()
    assert Delivery.objects.get().state == "delivered"


def test_every_provider_in_use_is_told(use: Use, receiver: Receiver) -> None:
    for name in ("fastly", "cloudflare", "varnish"):
        use(name)
    log.touch("topic-city")
    work()
    assert sorted(Delivery.objects.values_list("destination", "state")) == [
        ("cloudflare", "delivered"),
        ("fastly", "delivered"),
        ("varnish", "delivered"),
    ]


def test_one_that_is_not_used_any_more_is_not_told(use: Use, receiver: Receiver, settings: Settings) -> None:
    use("varnish")
    log.touch("topic-city")
    fan_out()
    settings.VARNISH_URL = ""
    work()
    delivery = Delivery.objects.get()
    assert (receiver.got, delivery.state, delivery.error) == ([], "failed", "Varnish is not in the settings any more.")
