"""People with a password, and their authenticator apps."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from pytest_django import Settings

from tests.newsroom.sign_in import provider as oidc
from tests.newsroom.sign_in.provider import Provider

PASSWORD = "a long enough password"


@pytest.fixture
def mara(db: None) -> User:
    return User.objects.create_superuser("mara", "mara@news.test", PASSWORD)


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    """A provider of single sign-on, with the settings for it."""
    with oidc.running() as running:
        settings.OIDC_SERVER_URL = running.url
        settings.OIDC_CLIENT_ID = oidc.CLIENT
        settings.OIDC_CLIENT_SECRET = oidc.SECRET
        settings.OIDC_NAME = "Courier ID"
        yield running
