"""Accounts and groups in the admin: whoever looks after accounts gives nobody more than they have."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.articles.admin import screen
from tests.articles.admin.conftest import in_role, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def address(row: Model, page: str = "change") -> str:
    return reverse(f"admin:auth_{row._meta.model_name}_{page}", args=[row.pk])


def save(client: Client, row: User, **values: Any) -> HttpResponse:
    sent = screen.fields(client.get(address(row)).content, "#user_form")
    return client.post(address(row), sent | values)  # type: ignore[return-value]


@pytest.fixture
def mara(db: None) -> Client:
    return signed_in(in_role("mara", "Chief editor"))


def test_a_chief_editor_gives_roles_and_no_single_rights(mara: Client) -> None:
    ben = in_role("ben", "Reporter")
    page = mara.get(address(ben)).content
    assert sorted(screen.texts(page, "#id_groups label")) == ["Chief editor", "Editor", "Picture editor", "Reporter"]
    assert screen.texts(page, "#id_user_permissions, #id_is_superuser") == []
    editor = Group.objects.get(name="Editor")
    save(mara, ben, groups=[editor.pk], is_superuser="on", user_permissions=[1, 2, 3])
    ben.refresh_from_db()
    assert (list(ben.groups.all()), ben.is_superuser, ben.user_permissions.count()) == ([editor], False, 0)


def test_a_group_that_may_do_more_cannot_be_given(mara: Client) -> None:
    ben = in_role("ben", "Reporter")
    webmasters = Group.objects.create(name="Webmasters")
    chief = signed_in(User.objects.create_superuser("chief"))
    assert "Webmasters" in screen.texts(chief.get(address(ben)).content, "#id_groups label")
    webmasters.permissions.set(Permission.objects.filter(codename="change_webhook"))
    answer = save(mara, ben, groups=[webmasters.pk])
    assert answer.status_code == 200
    assert "choose another" in " ".join(screen.texts(answer.content, ".errorlist li"))
    assert not ben.groups.filter(pk=webmasters.pk).exists()


def test_the_password_of_somebody_who_may_more_cannot_be_set(mara: Client) -> None:
    chief = User.objects.create_superuser("chief", password="harbour bridge at dusk")
    for page in ("password_change", "change"):
        where = reverse(f"admin:auth_user_{page}", args=[chief.pk])
        mara.post(where, {"password1": "taken over 1", "password2": "taken over 1", "is_active": ""})
    chief.refresh_from_db()
    assert (chief.check_password("harbour bridge at dusk"), chief.is_active) == (True, True)


def test_roles_are_for_superusers_to_change_and_others_to_see(mara: Client) -> None:
    group = Group.objects.get(name="Reporter")
    mara.post(address(group), {"name": "Taken over"})
    assert "Reporter" in screen.texts(mara.get(address(group)).content, ".readonly")
    chief = signed_in(User.objects.create_superuser("chief"))
    chief.post(address(group), {"name": "Writers", "permissions": []})
    group.refresh_from_db()
    assert group.name == "Writers"
