"""`fields` and `include`: which members of stories an answer holds."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.api.fields import ADDED, CARD, EXTRA
from articles.models import Article
from articles.publishing import previews
from media.models import Image
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.once]

URL = "/api/v1/articles/"
CREDIT = "© Halewood Pictures/Pool"


def picture() -> Image:
    return factories.image(caption="At noon.", width=3000, height=2000)


@pytest.fixture
def one() -> Article:
    """A story with everything in it, and one related to it, the only one in the topic Sea."""
    other = factories.published("Other", topic=factories.topic("Sea"), lead=picture())
    inline = picture()
    story = factories.published(
        "One",
        standfirst="In short.",
        body=f'<p>Text.</p><figure><img data-file="{inline.pk}"></figure>',
        topic=factories.topic("City", parent=factories.topic("Region")),
        tags=[factories.tag("Bridges"), factories.tag("Port Hale", kind="place")],
        authors=[factories.author("Ana Ruiz", image=picture()), factories.author("Tom Okafor")],
        lead=picture(),
        gallery=[picture()],
        related=[other],
        seo_title="Uno",
    )
    factories.collection("Front page", [story])
    return story


def listed(client: Client, query: str) -> dict[str, Any]:
    answer = client.get(f"{URL}?topic=region&{query}")
    assert answer.status_code == 200, answer.content
    (card,) = answer.json()["results"]
    return dict(card)


def whole(client: Client, query: str = "") -> dict[str, Any]:
    answer = client.get(f"{URL}one/?{query}")
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


PARTS = [
    ("slug,headline", {"slug": "one", "headline": "One"}),
    ("slug,image.alt_text,image.credit", {"slug": "one", "image": {"alt_text": "A harbour at dusk", "credit": CREDIT}}),
    ("image.focal_point.x", {"image": {"focal_point": {"x": 0.5}}}),
    ("topic.path,topic.name", {"topic": {"name": "City", "path": ["region", "city"]}}),
    ("tags.slug", {"tags": [{"slug": "bridges"}, {"slug": "port-hale"}]}),
    ("authors.name", {"authors": [{"name": "Ana Ruiz"}, {"name": "Tom Okafor"}]}),
    ("authors.image.credit", {"authors": [{"image": {"credit": CREDIT}}, {"image": None}]}),
    (
        "authors.slug,authors.image.width",
        {"authors": [{"slug": "ana-ruiz", "image": {"width": 3000}}, {"slug": "tom-okafor", "image": None}]},
    ),
    ("related.slug", {"related": [{"slug": "other"}]}),
    ("related.topic.slug,related.views", {"related": [{"topic": {"slug": "sea"}, "views": 0}]}),
    ("related.image.credit,slug", {"slug": "one", "related": [{"image": {"credit": CREDIT}}]}),
    ("images.caption", {"images": [{"caption": "At noon."}]}),
    ("seo.title", {"seo": {"title": "Uno"}}),
    ("corrections.text", {"corrections": []}),
    ("slug,slug", {"slug": "one"}),
    ("slug&fields=views", {"slug": "one", "views": 0}),
]


@pytest.mark.parametrize(("fields", "part"), PARTS)
def test_only_these_members(client: Client, one: Article, fields: str, part: dict[str, Any]) -> None:
    assert listed(client, f"fields={fields}") == part
    assert whole(client, f"fields={fields}") == part


@pytest.mark.parametrize("part", ["image", "topic", "authors", "related", "seo", "images"])
@pytest.mark.parametrize("order", [1, -1])
def test_a_member_holds_its_members(client: Client, one: Article, part: str, order: int) -> None:
    inside = {"topic": "path", "seo": "title", "authors": "image"}.get(part, "id")
    both = ",".join([part, f"{part}.{inside}"][::order])
    assert whole(client, f"fields={both}") == whole(client, f"fields={part}")


def test_a_member_in_a_list_is_as_cards_show_it(client: Client, one: Article) -> None:
    card = listed(client, "")
    for name in CARD:
        assert listed(client, f"fields={name}") == {name: card[name]}
    assert [list(author) for author in listed(client, "fields=authors")["authors"]] == [
        ["slug", "name", "job_title"]
    ] * 2
    more = listed(client, "fields=authors,authors.image")["authors"]
    assert [list(author) for author in more] == [["slug", "name", "job_title", "image"]] * 2


def test_what_is_absent_stays_null(client: Client) -> None:
    factories.published("Bare")
    fields = "image.src,image.renditions.url,authors.image.src,related.slug"
    answer = client.get(f"{URL}bare/?fields={fields}").json()
    assert answer == {"authors": [{"image": None}], "image": None, "related": []}


def test_wherever_there_are_stories(client: Client, one: Article) -> None:
    client.post(f"{URL}one/views/", headers={"User-Agent": "Firefox/140.0"})
    query = "fields=slug,topic.slug,image.credit"
    part = {"slug": "one", "topic": {"slug": "city"}, "image": {"credit": CREDIT}}
    assert client.get(f"/api/v1/collections/front-page/?{query}").json()["results"] == [part]
    assert client.get(f"/api/v1/most-viewed/?{query}").json()["results"] == [part]
    assert client.get(f"{URL}other/related/?{query}").json()["results"] == [part]
    assert client.get(f"/api/v1/changes/?{query}").json()["results"][1]["article"] == part
    assert client.get(f"/api/v1/preview/{previews.invite(one).token}/?{query}").json() == part


def test_views_within_the_window_are_a_member_of_the_most_viewed(client: Client, one: Article) -> None:
    client.post(f"{URL}one/views/", headers={"User-Agent": "Firefox/140.0"})
    answer = client.get("/api/v1/most-viewed/?fields=slug,window_views").json()
    assert answer["results"] == [{"slug": "one", "window_views": 1}]


def test_include_knows_what_cards_lack() -> None:
    assert sorted(ADDED) == sorted([*EXTRA, "authors.image"])


@pytest.mark.parametrize("name", EXTRA)
def test_include_adds_it_as_whole_stories_have_it(client: Client, one: Article, name: str) -> None:
    card = listed(client, f"include={name}")
    assert list(card) == [*CARD, name]
    assert card == listed(client, "") | {name: whole(client, f"renditions=wide&fields={name}")[name]}


def test_include_adds_portraits(client: Client, one: Article) -> None:
    expected = whole(client, "renditions=wide")
    assert listed(client, "include=authors.image") == {name: expected[name] for name in CARD}
    assert expected["authors"][0]["image"]["credit"] == CREDIT


def test_include_everything_and_a_list_holds_whole_stories(client: Client, one: Article) -> None:
    assert listed(client, f"include={','.join(ADDED)}") == whole(client, "renditions=wide")
    assert listed(client, "&".join(f"include={name}" for name in ADDED)) == whole(client, "renditions=wide")


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ("fields=slug&include=seo.title", {"slug": "one", "seo": {"title": "Uno"}}),
        ("fields=slug&include=related.slug", {"slug": "one", "related": [{"slug": "other"}]}),
        ("fields=slug&include=corrections", {"slug": "one", "corrections": []}),
        (
            "fields=authors.name&include=authors.image.credit",
            {"authors": [{"name": "Ana Ruiz", "image": {"credit": CREDIT}}, {"name": "Tom Okafor", "image": None}]},
        ),
    ],
)
def test_fields_and_include_add_up(client: Client, one: Article, query: str, part: dict[str, Any]) -> None:
    assert listed(client, query) == part


ALL = ", ".join(CARD + EXTRA)
ADDITIONS = ", ".join(ADDED)
OF_IMAGES = "id, alt_text, caption, credit, creator, copyright_notice, width, height, focal_point, src, renditions"


@pytest.mark.parametrize(
    ("query", "parameter", "detail"),
    [
        ("fields=", "fields", f"fields holds an empty name. Choose from {ALL}."),
        ("fields=slug,", "fields", f"fields holds an empty name. Choose from {ALL}."),
        ("fields=slug,,headline", "fields", f"fields holds an empty name. Choose from {ALL}."),
        ("fields=password", "fields", f"'password' is not a field. Choose from {ALL}."),
        ("fields=Slug", "fields", f"'Slug' is not a field. Choose from {ALL}."),
        ("fields=+slug", "fields", f"' slug' is not a field. Choose from {ALL}."),
        ("fields=%EF%BD%93lug", "fields", f"'ｓlug' is not a field. Choose from {ALL}."),
        ("fields=*", "fields", f"'*' is not a field. Choose from {ALL}."),
        ("fields=.slug", "fields", f"'.slug' is not a field. Choose from {ALL}."),
        ("fields=slug.", "fields", "'slug.' is not a field. slug has no members to choose from."),
        ("fields=slug.x", "fields", "'slug.x' is not a field. slug has no members to choose from."),
        ("fields=image..src", "fields", f"'image..src' is not a field. image has {OF_IMAGES}."),
        ("fields=image.__class__", "fields", f"'image.__class__' is not a field. image has {OF_IMAGES}."),
        ("fields=image.focal_point.z", "fields", "'image.focal_point.z' is not a field. image.focal_point has x, y."),
        ("fields=body.type", "fields", "'body.type' is not a field. body has no members to choose from."),
        (
            "fields=related.authors.image",
            "fields",
            "'related.authors.image' is not a field. related.authors has slug, name, job_title.",
        ),
        ("fields=related.related", "fields", f"'related.related' is not a field. related has {', '.join(CARD)}."),
        (f"fields={'a' * 5000}", "fields", f"'{'a' * 50}' is not a field. Choose from {ALL}."),
        (
            f"fields={'.'.join(['image'] * 1000)}",
            "fields",
            f"'{'.'.join(['image'] * 1000)[:50]}' is not a field. image has {OF_IMAGES}.",
        ),
        ("include=", "include", f"include holds an empty name. Choose from {ADDITIONS}, highlight."),
        ("include=headline", "include", f"'headline' is not a field. Choose from {ADDITIONS}, highlight."),
        ("include=authors.name", "include", f"'authors.name' is not a field. Choose from {ADDITIONS}, highlight."),
        ("include=authors", "include", f"'authors' is not a field. Choose from {ADDITIONS}, highlight."),
        ("include=image.src", "include", f"'image.src' is not a field. Choose from {ADDITIONS}, highlight."),
        ("include=body,BODY", "include", f"'BODY' is not a field. Choose from {ADDITIONS}, highlight."),
        ("include=body.type", "include", "'body.type' is not a field. body has no members to choose from."),
        ("include=related.body", "include", f"'related.body' is not a field. related has {', '.join(CARD)}."),
        (
            "include=highlight.snippet&search=x",
            "include",
            f"'highlight.snippet' is not a field. Choose from {ADDITIONS}, highlight.",
        ),
    ],
)
def test_what_is_no_member_is_refused(client: Client, query: str, parameter: str, detail: str) -> None:
    answer = client.get(f"{URL}?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json() == {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": detail,
        "errors": [{"parameter": parameter, "code": "invalid_choice", "detail": detail}],
    }


@pytest.mark.parametrize("path", ["articles/one/", "changes/", "preview/x/", "images/x/", "authors/"])
def test_whole_stories_need_no_include(client: Client, path: str) -> None:
    answer = client.get(f"/api/v1/{path}?include=body")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "unknown")


@pytest.mark.parametrize("stories", [1, 3])
@pytest.mark.parametrize(
    ("query", "queries"),
    [("fields=slug,image.src", 3), ("include=authors.image,body", 3), ("fields=related.slug", 4)],
)
def test_parts_cost_no_more_however_many_stories(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, stories: int, query: str, queries: int
) -> None:
    for _ in range(stories):
        factories.published(authors=[factories.author(image=factories.image())], related=[factories.draft()])
    with django_assert_num_queries(queries):
        assert len(client.get(f"{URL}?{query}").json()["results"]) == stories
