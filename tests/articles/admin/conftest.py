"""Signed-in editors."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

EDITOR = ["view_article", "add_article", "change_article", "delete_article", "publish_article", "kill_article"]
REPORTER = ["view_article", "add_article", "change_article"]


def user(name: str, permissions: list[str]) -> User:
    person = User.objects.create_user(name, is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return person


def in_role(name: str, role: str) -> User:
    """A member of one of the groups that a newsroom begins with."""
    # Tests that empty the database take the groups of the migration with them.
    import_module("articles.migrations.0027_groups").begin(apps)
    person = User.objects.create_user(name, is_staff=True)
    person.groups.add(Group.objects.get(name=role))
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
