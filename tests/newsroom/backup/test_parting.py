"""After a restore nobody mistakes the new history for the lost one."""

from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from unittest import mock

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from articles.delivery import outbox
from articles.delivery.fan_out import fan_out
from articles.models import Change, Delivery, Webhook
from articles.publishing import verbs
from newsroom.backup import parting
from newsroom.backup.parting import part
from tests import factories

pytestmark = pytest.mark.django_db

URL = "/api/v1/changes/"


def at(moment: datetime) -> AbstractContextManager[object]:
    return mock.patch("django.utils.timezone.now", return_value=moment)


def read(client: Client, after: str = "") -> str:
    """The cursor at the end of the feed."""
    while True:
        answer = client.get(URL, {"after": after}).json()
        after = answer["next"]
        if not answer["has_more"]:
            return after


def test_who_has_read_what_is_there_goes_on(client: Client) -> None:
    factories.published("Kept")
    cursor = read(client)
    made_at = timezone.now()
    part(made_at)
    factories.published("After")
    answer = client.get(URL, {"after": cursor}).json()
    assert [one["slug"] for one in answer["results"]] == ["after"]


def test_who_has_read_what_was_lost_starts_again(client: Client) -> None:
    factories.published("Kept")
    made_at = timezone.now()
    lost = factories.published("Lost")
    cursor = read(client)
    number = Change.objects.get(article=lost).pk
    Change.objects.filter(article=lost).delete()
    part(made_at)
    new = factories.published("New")
    assert client.get(URL, {"after": cursor}).status_code == 410
    # The lost ids are never reused, so that an old cursor cannot become valid again.
    assert Change.objects.get(article=new).pk > max(number, int(made_at.timestamp() * 1000))


def test_who_has_read_what_had_been_announced_starts_again(client: Client) -> None:
    """The lost history contained it too, but after changes that are not in the copy."""
    now = timezone.now()
    story = factories.draft("Announced")
    verbs.schedule(story, now + timedelta(hours=2))
    made_at = now + timedelta(hours=1)
    with at(now + timedelta(hours=3)):
        cursor = read(client)
        assert client.get(URL, {"after": cursor}).status_code == 200
        part(made_at)
        assert client.get(URL, {"after": cursor}).status_code == 410
        answer = client.get(URL).json()
    assert [one["slug"] for one in answer["results"]] == ["announced"]


def test_what_is_still_ahead_is_told_when_it_comes(client: Client) -> None:
    now = timezone.now()
    verbs.schedule(factories.draft("Announced"), now + timedelta(hours=2))
    part(now)
    cursor = read(client)
    with at(now + timedelta(hours=3)):
        answer = client.get(URL, {"after": cursor}).json()
    assert [one["slug"] for one in answer["results"]] == ["announced"]


def test_every_list_is_new_to_caches(client: Client) -> None:
    """Whole stories stay the same as long as what they show does: their ETags tell their content."""
    factories.published("Bridge")
    etags = {path: client.get(path)["ETag"] for path in ("/api/v1/articles/", "/api/v1/articles/bridge/")}
    part(timezone.now())
    answers = {path: client.get(path, headers={"if-none-match": etag}) for path, etag in etags.items()}
    assert [answer.status_code for answer in answers.values()] == [200, 304]


def test_shared_caches_are_purged_of_everything(settings: Settings) -> None:
    settings.VARNISH_URL = "http://varnish.test"
    part(timezone.now())
    fan_out()
    purge = Delivery.objects.get()
    assert (purge.event, purge.payload, purge.state) == ("purge", '{"keys":["lists","articles"]}', "pending")


def test_messages_that_waited_are_held_for_editors_to_decide() -> None:
    """They may have been sent in the lost history: nothing is sent twice, or dropped silently."""
    webhook = Webhook.objects.create(name="Website", address="https://hooks.test/")
    before = timezone.now() - timedelta(hours=2)
    with at(before):
        Webhook.objects.update(listens_from=before)
        factories.published("Waiting")
        verbs.schedule(factories.draft("Announced"), before + timedelta(hours=1))
        verbs.schedule(factories.draft("Ahead"), before + timedelta(hours=9))
        fan_out()
        waiting = Delivery.objects.get(event="article.published")
    held = part(before + timedelta(minutes=1))
    messages = Delivery.objects.filter(event="article.published").order_by("pk")
    assert [str(one.article.slug) for one in messages if one.article] == ["waiting", "announced"]
    assert held == Delivery.objects.count()
    note = f"Restored from a backup of {before + timedelta(minutes=1):%-d %B %Y, %H:%M} UTC. "
    assert {(one.state, one.error) for one in Delivery.objects.all()} == {
        ("failed", note + "It may have been sent after that. Send it again if it was not.")
    }
    fan_out()
    (everything,) = Delivery.objects.pending()
    assert (everything.event, '"keys":["articles"]' in everything.payload) == ("content.edited", True)
    outbox.send_again(Delivery.objects.filter(pk=waiting.pk))
    again = Delivery.objects.get(pk=waiting.pk)
    assert (again.state, again.message_id) == ("pending", waiting.message_id)
    with at(before + timedelta(hours=10)):
        fan_out()
    assert Delivery.objects.filter(event="article.published", webhook=webhook).count() == 3


def test_the_cache_loses_our_keys_alone(settings: Settings) -> None:
    cache.set("ours", 1)
    if hasattr(cache, "client"):
        cache.client.get_client().set("another-application", "theirs")
    assert parting.forget_answers() is True
    assert cache.get("ours") is None
    if hasattr(cache, "client"):
        assert cache.client.get_client().get("another-application") == b"theirs"
        cache.client.get_client().delete("another-application")


def test_a_cache_that_is_away_is_said(settings: Settings) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"},
    }
    assert parting.forget_answers() is False
