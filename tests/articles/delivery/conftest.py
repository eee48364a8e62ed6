"""Receivers, and a settable clock."""

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
    """A receiver on this machine, which these tests allow."""
    settings.WEBHOOK_PRIVATE_NETWORKS = [ip_network("127.0.0.1")]
    with receiving() as found:
        yield found


class Clock:
    """Django's clock, which stands still until it is set."""

    def __init__(self, now: mock.Mock) -> None:
        self._now = now

    def forward(self, **by: float) -> None:
        self._now.return_value += timedelta(**by)


@pytest.fixture
def clock() -> Iterator[Clock]:
    """A clock a minute ahead of the real time, which the defaults of fields use."""
    ahead = timezone.now().replace(microsecond=0) + timedelta(minutes=1)
    with mock.patch("django.utils.timezone.now", return_value=ahead) as now:
        yield Clock(now)


@pytest.fixture
def webhook(db: None, receiver: Receiver) -> Webhook:
    return Webhook.objects.create(name="Website", address=receiver.address)
