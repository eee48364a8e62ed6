"""Signed-in editors."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

EDITOR = ["view_article", "add_article", "change_article", "delete_article", "publish_article"]
REPORTER = ["view_article", "add_article", "change_article"]


def user(name: str, permissions: list[str]) -> User:
    person = User.objects.create_user(name, is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return person


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def chief(db: None) -> Client:
    """Somebody who may do everything."""
    return signed_in(User.objects.create_superuser("chief"))


@pytest.fixture
def editor(db: None) -> Client:
    """Somebody who writes and publishes."""
    return signed_in(user("editor", EDITOR))


@pytest.fixture
def reporter(db: None) -> Client:
    """Somebody who writes and may not publish."""
    return signed_in(user("reporter", REPORTER))
