"""Whatever the admin's lists, searches and pages are asked, they answer, and never with a server error."""

from typing import Any

import pytest
from django.contrib import admin
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from articles.editing import failing
from articles.models import Article
from tests import factories
from tests.articles.admin import screen

VALUES = [
    "\x00",
    "a\x00b",
    "\ufffe",
    "-1",
    "9" * 40,
    "NaN",
    "'\"%_\\",
    "a" * 5000,
    "0001-01-01",
    "0f9c0000-0000-4000-8000-000000000000",
    "İ,b",
    "",
]
# Tried on each filter of a list: a byte that no database accepts, a number too large for any column, a list of words.
TRIED = ["\x00", "9" * 40, "İ,b"]
# Parameters of Django's lists: those that are typed, and the others.
TYPED = ["q", "o", "p"]
GENERAL = ["all", "e", "_to_field", "_popup", "_facets", "nonsense", "pk__in", "id__exact"]


def registered() -> list[Any]:
    return list(admin.site._registry)


def filters_of(model: Any) -> list[str]:
    """The parameters of every filter of a list, with the lookups that Django allows."""
    names: list[str] = []
    for name in (field.name for field in model._meta.get_fields() if isinstance(field, models.Field)):
        names += [name, f"{name}__id__exact", f"{name}__isnull", f"{name}__in", f"{name}__gte", f"{name}__range"]
    shown: Any = admin.site._registry[model].list_filter
    return names + [one.parameter_name for one in shown if hasattr(one, "parameter_name")]


@pytest.fixture
def _newsroom(db: None) -> None:
    factories.published("A story", tags=[factories.tag("Bridges")], lead=factories.image())


@pytest.mark.usefixtures("_newsroom")
@pytest.mark.parametrize("model", registered(), ids=lambda model: model._meta.label_lower)
def test_lists(chief: Client, model: Any) -> None:
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    failed = []
    for name in TYPED + GENERAL + filters_of(model):
        for value in VALUES if name in TYPED else TRIED:
            answer = chief.get(f"{url}?{urlencode({name: value})}")
            if answer.status_code >= 500:
                failed.append((name, value, answer.status_code))
    assert failed == []


@pytest.mark.usefixtures("_newsroom")
@pytest.mark.parametrize("model", registered(), ids=lambda model: model._meta.label_lower)
def test_rows(chief: Client, model: Any) -> None:
    """Pages of rows that do not exist."""
    failed = []
    for page in ("change", "history", "delete"):
        for value in VALUES:
            url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=["X"])
            address = url.replace("/X/", f"/{urlencode({'': value})[1:]}/")
            answer = chief.get(address)
            if answer.status_code >= 500:
                failed.append((page, value, answer.status_code))
    assert failed == []


@pytest.mark.usefixtures("_newsroom")
@pytest.mark.parametrize(
    "field", ["article.topic", "byline.author", "articletag.tag", "imageuse.image", "relatedstory.story", "author.user"]
)
def test_choosing(chief: Client, field: str) -> None:
    model, name = field.split(".")
    failed = []
    for value in VALUES:
        query = {"app_label": "articles", "model_name": model, "field_name": name, "term": value}
        for changed in ({}, {"page": value}, {"model_name": value}, {"field_name": value}, {"app_label": value}):
            answer = chief.get(f"{reverse('admin:autocomplete')}?{urlencode(query | changed)}")
            if answer.status_code >= 500:
                failed.append((value, changed, answer.status_code))
    assert failed == []


@pytest.mark.usefixtures("_newsroom")
def test_the_picture_picker_and_the_views(chief: Client) -> None:
    article = factories.published("Another")
    urls = [
        reverse("admin:media_image_picker"),
        reverse("admin:articles_article_change", args=[article.pk]),
        reverse("admin:articles_article_add"),
        f"/admin/articles/article/{article.pk}/views/",
        "/admin/login/",
        "/admin/",
    ]
    failed = []
    names = ("q", "page", "window", "next", "_popup", "_to_field", "_changelist_filters", "topic", "headline")
    for url in urls:
        for value in VALUES:
            answer = chief.get(f"{url}?{urlencode(dict.fromkeys(names, value))}")
            if answer.status_code >= 500:
                failed.append((url, value, answer.status_code))
    assert failed == []


@pytest.mark.usefixtures("_newsroom")
@pytest.mark.parametrize("model", registered(), ids=lambda model: model._meta.label_lower)
def test_actions(chief: Client, model: Any) -> None:
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    actions = [*admin.site._registry[model].get_actions(chief.get(url).wsgi_request), "nonsense", ""]
    failed = []
    for action in actions:
        for value in VALUES:
            for data in (
                {"action": action, "_selected_action": value},
                {"action": action, "_selected_action": value, "index": value, "select_across": value},
                {"action": action, "_selected_action": value, "post": "yes", "seen": value},
            ):
                answer = chief.post(url, data)
                if answer.status_code >= 500:
                    failed.append((action, value, answer.status_code))
    assert failed == []


ODD_KEYS = ["\x00", "٣", "x", "9" * 40, "javascript:alert(1)"]


@pytest.mark.usefixtures("_newsroom")
@pytest.mark.parametrize("value", ODD_KEYS)
@pytest.mark.parametrize("page", ["articles_author_add", "articles_article_add", "articles_topic_add"])
def test_what_can_be_no_choice_is_said_beside_the_field(chief: Client, page: str, value: str) -> None:
    url = reverse(f"admin:{page}")
    form = screen.fields(chief.get(url).content, "#content form")
    chosen = dict.fromkeys((name for name in form if name.endswith(("image", "topic", "author", "parent"))), value)
    assert chosen
    answer = chief.post(url, form | chosen | {"headline": "Kept", "name": "Kept", "_save": "1"})
    assert answer.status_code == 200
    assert "Kept" in answer.content.decode()
    assert screen.texts(answer.content, ".errorlist")


@pytest.mark.usefixtures("_newsroom")
@pytest.mark.parametrize("extra", [{"_popup": "1", "_to_field": "password"}, {"_to_field": "\x00"}])
def test_a_field_that_is_no_key_of_a_pop_up(chief: Client, extra: dict[str, str]) -> None:
    article = Article.objects.get()
    for page in ("change", "delete"):
        answer = chief.post(reverse(f"admin:articles_article_{page}", args=[article.pk]), extra)
        assert (page, answer.status_code) in {("change", 400), ("delete", 302)}


@pytest.mark.usefixtures("_newsroom")
def test_a_picture_without_its_place(chief: Client) -> None:
    url = reverse("admin:articles_article_change", args=[Article.objects.get().pk])
    form = screen.fields(chief.get(url).content, "#article_form")
    answer = chief.post(url, {name: one for name, one in form.items() if not name.endswith("-role")} | {"_save": "1"})
    assert answer.status_code == 200
    assert failing.UNFORESEEN not in answer.content.decode()


@pytest.mark.usefixtures("_newsroom")
@pytest.mark.parametrize("key", ["2", "x", "%00"])
def test_no_address_leads_from_any_row_to_readers(chief: Client, key: str) -> None:
    assert {chief.get(f"/admin/r/{kind}/{key}/").status_code for kind in range(20)} <= {302, 404}
