"""Two editors take one name, address or path at the same time: one gets it, and the other is told."""

from collections.abc import Callable
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.articles.admin import screen
from tests.articles.admin.conftest import signed_in
from tests.articles.publishing.test_concurrency import together

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs DATABASE_URL to name a PostgreSQL database"),
]


@pytest.fixture(autouse=True)
def _both_have_looked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody save before both forms were found valid. A second attempt does not wait."""
    barrier, first_two = Barrier(2), iter(range(2))
    save_form = ModelAdmin.save_form

    def wait(*args: Any, **kwargs: Any) -> Any:
        if next(first_two, None) is not None:
            barrier.wait(10)
        return save_form(*args, **kwargs)

    monkeypatch.setattr(ModelAdmin, "save_form", wait)


@pytest.mark.parametrize(
    ("kind", "mine", "yours", "told"),
    [
        ("tag", {"name": "Covid"}, {"name": "COVID"}, "There is already a tag “{}”. Use that one, or give"),
        ("topic", {"name": "İstanbul"}, {"name": "istanbul"}, "There is already a topic “{}”. Use that one, or give"),
        ("tag", {"name": "A", "slug": "x"}, {"name": "B", "slug": "x"}, "“{}” has this address. Choose another one."),
        ("collection", {"name": "A", "slug": "x"}, {"name": "B", "slug": "x"}, "“{}” has this address."),
        ("article", {"headline": "A", "slug": "x"}, {"headline": "B", "slug": "x"}, "“{}” has this address."),
        (
            "redirect",
            {"path": "/?a=1&b=2", "address": "/x"},
            {"path": "/?b=2&a=1", "address": "/y"},
            "Redirect with this Old path already exists.",
        ),
    ],
)
def test_one_does_and_the_other_is_told(kind: str, mine: Any, yours: Any, told: str) -> None:
    chief = User.objects.create_superuser("chief")
    url = reverse(f"admin:articles_{kind}_add")

    def save(client: Client, data: dict[str, Any]) -> list[str]:
        answer = client.post(url, data | {"_save": "1"})
        return screen.texts(answer.content, ".errorlist li") if answer.status_code == 200 else []

    tasks: list[Callable[[], object]] = []
    for values in (mine, yours):
        client = signed_in(chief)
        tasks.append(partial(save, client, screen.fields(client.get(url).content, f"#{kind}_form") | values))
    won, lost = sorted(together(*tasks), key=lambda told: len(str(told)))
    assert won == []
    names = [values.get("name") or values.get("headline") for values in (mine, yours)]
    assert isinstance(lost, list), lost
    assert len(lost) == 1
    assert any(lost[0].startswith(told.format(name)) for name in names)
