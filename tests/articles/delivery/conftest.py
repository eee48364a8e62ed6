"""Receivers, and a clock that can be set."""

from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_network
from unittest import mock

import pytest
from django.utils import timezone
from pytest_django import Settings

from articles.models import Webhook
from tests.articles.delivery.receiver import Receiver, receiving


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    """On this machine, which is allowed here."""
    settings.WEBHOOK_PRIVATE_NETWORKS = [ip_network("127.0.0.1")]
    with receiving() as found:
        yield found


class Clock:
    """The hands of the clock of Django, which stand still until they are moved."""

    def __init__(self, now: mock.Mock) -> None:
        self._now = now

    def forward(self, **by: float) -> None:
        self._now.return_value += timedelta(**by)


@pytest.fixture
def clock() -> Iterator[Clock]:
    """A minute ahead of the clock on the wall, which the defaults of fields go by."""
    ahead = timezone.now().replace(microsecond=0) + timedelta(minutes=1)
    with mock.patch("django.utils.timezone.now", return_value=ahead) as now:
        yield Clock(now)


@pytest.fixture
def webhook(db: None, receiver: Receiver) -> Webhook:
    return Webhook.objects.create(name="Website", address=receiver.address)
