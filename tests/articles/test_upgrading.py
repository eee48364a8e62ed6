"""Upgrading names and slugs that earlier versions did not restrict."""

from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.models import (
    Article,
    Author,
    Collection,
    FormerSlug,
    PublishedArticle,
    Tag,
    Topic,
    ViewBucket,
    ViewDay,
    ViewTotal,
)
from articles.publishing import verbs
from articles.readership import checking
from tests import factories

pytestmark = pytest.mark.django_db

step = import_module("articles.migrations.0012_clean_names_and_addresses")
rights = import_module("articles.migrations.0018_change_live_for_publishers")
days = import_module("articles.migrations.0019_days_from_hours")
folding = import_module("articles.migrations.0022_fold_names")
ID = "0f9c1a52-7d3e-4b8a-9c6d-2e5f8a1b3c4d"


def force(row: Any, **values: Any) -> None:
    """Write values past every check."""
    for name, value in values.items():
        key = row.pk.hex if connection.vendor == "sqlite" and hasattr(row.pk, "hex") else row.pk
        with connection.cursor() as cursor:
            cursor.execute(f'UPDATE {row._meta.db_table} SET "{name}" = %s WHERE id = %s', [value, key])


def tag(name: str, slug: str, kind: str = "keyword") -> Tag:
    row = factories.tag(kind=kind)
    force(row, name=name, slug=slug, name_key=f"before {row.pk}")
    return row


def test_names_are_cleaned_and_twins_marked() -> None:
    names = ["Covid", "COVID", " covid\u200b", "New\u00a0 York", "\u200b", "İstanbul", "istanbul"]
    rows = [tag(name, f"t{n}") for n, name in enumerate(names)]
    tag("Covid", "other", kind="event")
    step.clean_names(apps)
    assert [Tag.objects.get(pk=row.pk).name for row in rows] == [
        "Covid",
        "COVID",
        "covid",
        "New York",
        "Untitled",
        "İstanbul",
        "istanbul",
    ]
    keys = [key.partition("\n") for key in Tag.objects.values_list("name_key", flat=True)]
    assert sorted(key for key, mark, _ in keys if not mark) == ["covid", "covid", "istanbul", "new york", "untitled"]
    assert sorted(key for key, mark, _ in keys if mark) == ["covid", "covid", "istanbul"]


def test_topics_are_compared_under_their_parent_and_authors_not_at_all() -> None:
    region = factories.topic("Region")
    rows = [factories.topic(f"T{n}", parent=parent) for n, parent in enumerate([region, region, None, None])]
    for row in rows:
        force(row, name="City", name_key=f"before {row.pk}")
    authors = [factories.author("Ana") for _ in range(2)]
    step.clean_names(apps)
    assert Topic.objects.filter(name_key="city").count() == Topic.objects.filter(name_key__contains="\n").count() == 2
    assert [Author.objects.get(pk=one.pk).name_key for one in authors] == ["ana", "ana"]


def test_names_are_folded_to_be_searched() -> None:
    rows = [factories.tag("Österreich"), factories.topic("Österreich"), factories.author("Österreich")]
    for row in rows:
        force(row, name_folded="")
    folding.fold(apps)
    for row in rows:
        row.refresh_from_db()
    assert [row.name_folded for row in rows] == ["osterreich"] * 3


def test_slugs_are_mended_and_lead_on(client: Client) -> None:
    slugs = ["Gaza", "-gaza", "gaza-", "GAZA", "gaza", ID, "--", "a" * 100]
    rows = [tag(f"Tag {n}", slug) for n, slug in enumerate(slugs)]
    factories.published(tags=rows)
    step.clean_slugs(apps)
    present = dict(zip(slugs, (Tag.objects.get(pk=row.pk).slug for row in rows), strict=True))
    assert present == {
        "gaza": "gaza",
        "-gaza": "gaza-2",
        "GAZA": "gaza-3",
        "Gaza": "gaza-4",
        "gaza-": "gaza-5",
        ID: f"id-{ID}",
        "--": "untitled",
        "a" * 100: "a" * 100,
    }
    for old, new in present.items():
        if old != new:
            assert client.get(f"/api/v1/tags/{old}/")["Location"] == f"https://news.test/api/v1/tags/{new}/"
    step.clean_slugs(apps)
    assert present == dict(zip(slugs, (Tag.objects.get(pk=row.pk).slug for row in rows), strict=True))


def test_the_paths_of_topics_follow(client: Client) -> None:
    region = factories.topic("Region")
    city = factories.topic("City", parent=region)
    factories.published("Bridge", topic=city)
    force(region, slug="Region", path="/Region/")
    force(city, slug="_City", path="/Region/_City/")
    step.clean_slugs(apps)
    assert [topic.path for topic in Topic.objects.order_by("path")] == ["/region/", "/region/city/"]
    assert client.get("/api/v1/articles/?topic=Region").json()["count"] == 1
    assert client.get("/api/v1/articles/?topic=_City").json()["count"] == 1


def test_collections_and_authors_too() -> None:
    author, front = factories.author(), factories.collection()
    force(author, slug="Ana-")
    force(front, slug="Front")
    step.clean_slugs(apps)
    assert (Author.objects.get().slug, Collection.objects.get().slug) == ("ana", "front")
    assert [str(row.former_slugs.get()) for row in (Author.objects.get(), Collection.objects.get())] == [
        "Ana-",
        "Front",
    ]


def test_stories_keep_their_old_addresses(client: Client) -> None:
    small, large, draft = (
        factories.published("Small", slug="abc"),
        factories.published("Large"),
        factories.draft("Draft"),
    )
    scheduled = factories.draft("Scheduled")
    verbs.schedule(scheduled, timezone.now() + timedelta(hours=1))
    renamed = factories.published("Renamed")
    for row, slug in ((large, "ABC"), (scheduled, "Scheduled-"), (renamed, "X-")):
        force(row, slug=slug)
        PublishedArticle.objects.filter(article=row).update(slug=slug)
    force(draft, slug="Draft")
    force(renamed, slug="x")
    step.clean_story_slugs(apps)
    found = {row.headline: row.slug for row in Article.objects.all()}
    assert found == {"Small": "abc", "Large": "abc-2", "Draft": "draft", "Scheduled": "scheduled", "Renamed": "x"}
    public = dict(PublishedArticle.objects.values_list("article__headline", "slug"))
    assert public == {"Small": "abc", "Large": "abc-2", "Scheduled": "scheduled", "Renamed": "x"}
    assert set(FormerSlug.objects.values_list("slug", "article")) == {("ABC", large.pk), ("X-", renamed.pk)}
    answer = client.get("/api/v1/articles/ABC/")
    assert (answer.status_code, answer["Location"]) == (301, "https://news.test/api/v1/articles/abc-2/")
    assert small.pk != large.pk


def test_a_story_known_by_an_id_that_is_not_its_own_is_found_again(client: Client) -> None:
    article = factories.published("Odd")
    force(article, slug=ID)
    PublishedArticle.objects.update(slug=ID)
    assert client.get(f"/api/v1/articles/{ID}/").status_code == 404
    step.clean_story_slugs(apps)
    assert client.get(f"/api/v1/articles/{ID}/")["Location"] == f"https://news.test/api/v1/articles/id-{ID}/"


@pytest.mark.parametrize(
    ("headline", "slug", "made"),
    [
        ("Night trams return", "night-trams-return", True),
        ("Night trams return", "night-trams-return-2", True),
        ("Bridge", "bridge-live-blog", False),
        ("Night trams return", "trams", False),
        ("Route 66", "route-66", True),
    ],
)
def test_of_drafts_it_is_told_whether_their_slugs_were_made(headline: str, slug: str, made: bool) -> None:
    article = factories.draft(headline, slug=slug)
    step.mark_made_slugs(apps)
    article.refresh_from_db()
    assert article.slug_made is made


def test_whoever_could_publish_may_go_on_changing_what_live_stories_show() -> None:
    publish = Permission.objects.get(codename="publish_article")
    Permission.objects.filter(codename="change_live").delete()
    group = Group.objects.create(name="Editors")
    group.permissions.add(publish)
    ana, tom, mara = (User.objects.create_user(name) for name in ("ana", "tom", "mara"))
    ana.user_permissions.add(publish)
    tom.groups.add(group)
    mara.user_permissions.add(Permission.objects.get(codename="change_tag"))
    for _ in range(2):
        rights.give(apps)
        may = {one.username for one in User.objects.all() if one.has_perm("articles.change_live")}
        assert may == {"ana", "tom"}
    assert Permission.objects.get(codename="change_live").name == "Can change what live stories show"
    # A database without accounts has no rights yet.
    Permission.objects.all().delete()
    rights.give(apps)
    assert not Permission.objects.exists()


def test_views_of_hours_without_days_get_their_days() -> None:
    """Views may have no date, be from before the upgrade, or be from its day, which has a row for only half of them."""
    row = factories.published().published
    ViewTotal.objects.create(published=row, views=100, undated=0)
    for hour, views in (
        (datetime(2024, 3, 5, 23, tzinfo=UTC), 7),
        (datetime(2024, 3, 6, 0, tzinfo=UTC), 20),
        (datetime(2024, 3, 6, 9, tzinfo=UTC), 21),
    ):
        ViewBucket.objects.create(published=row, hour=hour, views=views)
    ViewDay.objects.create(published=row, day=date(2024, 3, 6), views=21)
    ViewDay.objects.create(published=row, day=date(2024, 2, 1), views=5)
    for _ in range(2):
        days.sum_days(apps)
        days.keep_the_rest(apps)
        assert list(row.view_days.order_by("day").values_list("day", "views")) == [
            (date(2024, 2, 1), 5),
            (date(2024, 3, 5), 7),
            (date(2024, 3, 6), 41),
        ]
        assert (ViewTotal.objects.get().undated, checking.drifts()) == (47, [])
