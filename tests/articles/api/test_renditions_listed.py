"""`renditions`: the sizes of pictures that an answer lists."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from articles.models import Article
from articles.publishing import previews
from media.models import Image
from tests import factories

pytestmark = pytest.mark.django_db

ALL = {"wide", "full", "standard", "square"}
CASES = [
    ("renditions=none", set()),
    ("renditions=square", {"square"}),
    ("renditions=full,wide", {"full", "wide"}),
    ("renditions=wide&renditions=full", {"full", "wide"}),
    ("renditions=wide,wide", {"wide"}),
    ("renditions=wide,full,standard,square", ALL),
]


def picture() -> Image:
    return factories.image(width=3000, height=2000)


@pytest.fixture
def one() -> Article:
    """A story with a picture in every place, and a related one that has pictures too."""
    other = factories.published("Other", lead=picture(), authors=[factories.author("Bo", image=picture())])
    inline = picture()
    story = factories.published(
        "One",
        body=f'<p>Text.</p><figure><img data-file="{inline.pk}"></figure>',
        topic=factories.topic("City"),
        authors=[factories.author("Ana", image=picture())],
        lead=picture(),
        gallery=[picture()],
        related=[other],
    )
    factories.collection("Front page", [story])
    return story


def pictures(part: Any, place: str = "") -> Iterator[tuple[str, set[str]]]:
    """The place of each picture in an answer, with the families of its renditions."""
    if isinstance(part, dict):
        if "focal_point" in part:
            yield place, {one["name"].rpartition("-")[0] for one in part["renditions"]}
        for name, value in part.items():
            yield from pictures(value, f"{place}.{name}".lstrip("."))
    elif isinstance(part, list):
        for value in part:
            yield from pictures(value, place)


def shown(client: Client, path: str) -> list[tuple[str, set[str]]]:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.content
    return list(pictures(answer.json()))


def test_a_whole_story_lists_all_and_its_cards_the_wide_ones(client: Client, one: Article) -> None:
    expected = [
        ("authors.image", ALL),
        ("image", ALL),
        ("body.image", ALL),
        ("images", ALL),
        ("related.image", {"wide"}),
    ]
    assert shown(client, "articles/one/") == expected
    assert shown(client, f"preview/{previews.invite(one).token}/") == expected
    told = [(f"results.article.{place}", families) for place, families in expected]
    assert shown(client, "changes/")[-5:] == told


def test_lists_list_the_wide_ones(client: Client, one: Article) -> None:
    client.post("/api/v1/articles/one/views/", headers={"User-Agent": "Firefox/140.0"})
    wide = [("results.image", {"wide"})]
    assert shown(client, "articles/?topic=city") == wide
    assert shown(client, "articles/other/related/") == wide
    assert shown(client, "collections/front-page/") == wide
    assert shown(client, "most-viewed/") == wide
    assert shown(client, "authors/") == wide * 2
    include = "include=body,images,related,authors.image"
    places = ["authors.image", "image", "body.image", "images", "related.image"]
    assert shown(client, f"articles/?topic=city&{include}") == [(f"results.{place}", {"wide"}) for place in places]


def test_a_picture_and_an_author_list_all(client: Client, one: Article) -> None:
    lead = one.image_uses.get(role="lead").image_id
    assert shown(client, f"images/{lead}/") == [("", ALL)]
    assert shown(client, "authors/ana/") == [("image", ALL)]


@pytest.mark.parametrize(("query", "families"), CASES)
def test_these_families_wherever_there_are_pictures(
    client: Client, one: Article, query: str, families: set[str]
) -> None:
    client.post("/api/v1/articles/one/views/", headers={"User-Agent": "Firefox/140.0"})
    lead = one.image_uses.get(role="lead").image_id
    for path in (
        "articles/one/?",
        "articles/?include=body,images,related,authors.image&",
        "articles/one/related/?",
        "collections/front-page/?",
        "most-viewed/?",
        "changes/?",
        f"preview/{previews.invite(one).token}/?",
        f"images/{lead}/?",
        "authors/?",
        "authors/ana/?",
    ):
        found = shown(client, path + query)
        assert found
        assert [place for place, listed in found if listed != families] == [], path


def test_they_are_those_of_the_whole_story_in_its_order(client: Client, one: Article) -> None:
    every = client.get("/api/v1/articles/one/").json()["image"]
    assert [f"{size['name']} {size['width']}x{size['height']} {size['type']}" for size in every["renditions"]] == [
        f"{name} {width}x{height} {kind}"
        for name, width, height, kinds in (
            ("wide-640", 640, 360, ("image/webp",)),
            ("wide-1280", 1280, 720, ("image/webp", "image/jpeg")),
            ("full-640", 640, 427, ("image/webp",)),
            ("full-1280", 1280, 853, ("image/webp",)),
            ("full-1920", 1920, 1280, ("image/webp", "image/jpeg")),
            ("standard-1280", 1280, 960, ("image/jpeg",)),
            ("square-1280", 1280, 1280, ("image/jpeg",)),
        )
        for kind in kinds
    ]
    for family in ALL:
        (card,) = client.get(f"/api/v1/articles/?topic=city&renditions={family}").json()["results"]
        ours = [size for size in every["renditions"] if size["name"].startswith(f"{family}-")]
        assert card["image"] == every | {"renditions": ours}


def test_fields_and_renditions_go_together(client: Client, one: Article) -> None:
    query = "fields=image.renditions.name&renditions=square"
    expected = {"image": {"renditions": [{"name": "square-1280"}]}}
    assert client.get(f"/api/v1/articles/one/?{query}").json() == expected
    assert client.get(f"/api/v1/articles/?topic=city&{query}").json()["results"] == [expected]


@pytest.mark.parametrize(
    ("query", "what"),
    [
        ("renditions=", "'' is not one of them"),
        ("renditions=wide,", "'' is not one of them"),
        ("renditions=wide,,full", "'' is not one of them"),
        ("renditions=WIDE", "'WIDE' is not one of them"),
        ("renditions=wide-640", "'wide-640' is not one of them"),
        ("renditions=all", "'all' is not one of them"),
        ("renditions=+wide", "' wide' is not one of them"),
        ("renditions=none,wide", "none must be alone"),
        ("renditions=wide,none", "none must be alone"),
        ("renditions=none&renditions=none", "none must be alone"),
        (f"renditions={'x' * 5000}", f"'{'x' * 50}' is not one of them"),
    ],
)
@pytest.mark.parametrize("path", ["articles/", "articles/one/", "images/x/", "authors/", "changes/"])
def test_other_words_are_refused(client: Client, path: str, query: str, what: str) -> None:
    answer = client.get(f"/api/v1/{path}?{query}")
    detail = f"renditions must be some of wide, full, standard, square, or none: {what}."
    assert answer.status_code == 400
    assert answer.json()["errors"] == [{"parameter": "renditions", "code": "invalid_choice", "detail": detail}]
